import type { ReadingEvent } from '@attend/kernel';
import { noEvents } from '../frames.ts';

/**
 * Event codes of AVRMC in the contract's words (PROTOCOLS.md 1). All others (timed reports, speed, movement, messages,
 * digital inputs) are no event of ours. `1` is in no document we have; `S` may be a tamper's beginning or its end:
 * what is not known never counts against anyone, so both give none.
 */
const eventOfCode: Readonly<Record<string, ReadingEvent>> = {
  '3': 'sos',
  '4': 'geofence-hint',
  '7': 'geofence-hint',
  X: 'geofence-hint',
  '5': 'external-power-lost',
  T: 'tamper',
  H: 'power-off',
  Z: 'battery-low',
};

const eventsByByte: readonly (readonly ReadingEvent[])[] = Array.from({ length: 128 }, (_, byte) => {
  const event = eventOfCode[String.fromCharCode(byte)];
  return event === undefined ? noEvents : Object.freeze([event]);
});

export function eventsOfCode(byte: number): readonly ReadingEvent[] {
  return eventsByByte[byte] ?? noEvents;
}

/** The code that a device sends for an event; null where the protocol knows none. */
export function codeOfEvent(event: ReadingEvent): string | null {
  for (const code of ['3', 'X', '5', 'T', 'H', 'Z']) if (eventOfCode[code] === event) return code;
  return null;
}

const resets: Readonly<Record<string, string>> = {
  '3': 'd',
  S: 't',
  T: 't',
  X: 'x',
  '4': 'x',
  Y: 'y',
  Z: 'z',
  M: 'm',
};

/** The letter by which AVCFG resets the alarm of an event code, which the device repeats otherwise; null for codes without one. */
export function resetLetter(code: string): string | null {
  return Object.hasOwn(resets, code) ? (resets[code] ?? null) : null;
}
