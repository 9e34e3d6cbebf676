import type { Battery, Closure, Fix, Millis, Reading, ReadingEvent } from '@attend/kernel';
import type { Frame } from './protocol.ts';
import { type Fields, fieldEnd, fieldStart } from './scan.ts';
import { copyOf, textOfAscii } from './text.ts';

/** Bytes of a rejected frame that are kept at most: more than any sound frame but a voice message has. */
export const longestRejected = 512;

const none: readonly never[] = Object.freeze([]);

/** Events are nearly always none or one: these are shared, so that a reading without any costs nothing. */
export const noEvents: readonly ReadingEvent[] = none;

/** What a decoder knows of a reading; what it leaves out is not known. */
export type Observed = {
  readonly time?: Millis | null;
  readonly fix?: Fix | null;
  readonly battery?: Battery | null;
  readonly strap?: Closure | null;
  readonly worn?: boolean | null;
  readonly events?: readonly ReadingEvent[];
  readonly live?: boolean | null;
  readonly sequence?: number | null;
  readonly mock?: boolean | null;
};

/** A reading with all its fields, always in the same order: the engine and the store are faster for it. */
export function readingOf(device: string, observed: Observed): Reading {
  return {
    device,
    time: observed.time ?? null,
    receivedAt: null,
    fix: observed.fix ?? null,
    battery: observed.battery ?? null,
    strap: observed.strap ?? null,
    case: null,
    worn: observed.worn ?? null,
    events: observed.events ?? noEvents,
    live: observed.live ?? null,
    sequence: observed.sequence ?? null,
    mock: observed.mock ?? null,
  };
}

export function readingFrame(
  reading: Reading,
  reply: Uint8Array | null,
  signal: number | null = null,
): Frame {
  return { device: reading.device, readings: [reading], reply, rejected: null, signal };
}

/** A frame that carries nothing to keep: an acknowledgement, voice, a keep-alive without battery. */
export function emptyFrame(device: string | null, reply: Uint8Array | null): Frame {
  return { device, readings: none, reply, rejected: null, signal: null };
}

/** `reason` is a sentence and names no position. Never answered: what was not kept is not acknowledged. */
export function rejectedFrame(
  device: string | null,
  reason: string,
  bytes: Uint8Array,
  start: number,
  end: number,
): Frame {
  const data = copyOf(bytes, start, Math.min(end, start + longestRejected));
  return { device, readings: none, reply: null, rejected: { reason, data }, signal: null };
}

/**
 * The field's text; the connection's own `bound` device where it is that one, so that the many readings of a
 * connection share one string.
 */
export function deviceText(fields: Fields, index: number, bound: string | null): string {
  return deviceOfBytes(fields.bytes, fieldStart(fields, index), fieldEnd(fields, index), bound);
}

export function deviceOfBytes(bytes: Uint8Array, start: number, end: number, bound: string | null): string {
  if (bound === null || bound.length !== end - start) return textOfAscii(bytes, start, end);
  for (let index = 0; index < bound.length; index++) {
    if (bound.charCodeAt(index) !== bytes[start + index]) return textOfAscii(bytes, start, end);
  }
  return bound;
}

/** Whether bytes [start, end) are an id of `least` to `most` letters, digits, `-`, `_` and `.`. */
export function isDeviceName(
  bytes: Uint8Array,
  start: number,
  end: number,
  least: number,
  most: number,
): boolean {
  if (end - start < least || end - start > most) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    const digit = byte >= 0x30 && byte <= 0x39;
    if (!letter && !digit && byte !== 0x2d && byte !== 0x5f && byte !== 0x2e) return false;
  }
  return true;
}

/** Whether bytes [start, end) are `least` to `most` digits. */
export function isDigits(
  bytes: Uint8Array,
  start: number,
  end: number,
  least: number,
  most: number,
): boolean {
  if (end - start < least || end - start > most) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

/** A network's level of so many, as percent; null where it is none: 99 of the 31 levels is «not known» (3GPP TS 27.007, 8.5). */
export function signalOf(level: number | null, most: number): number | null {
  if (level === null || !(level >= 0 && level <= most)) return null;
  return Math.round((level / most) * 100);
}

/** Battery from a percentage and whether it charges; null where nothing is known of it. */
export function batteryOf(percent: number | null, charging: boolean | null): Battery | null {
  if (percent === null && charging === null) return null;
  return { percent: percent === null ? null : Math.round(percent) + 0, charging };
}
