import type { ReadingEvent } from '@attend/kernel';
import { noEvents } from '../frames.ts';

/**
 * Status bits in the contract's words (PROTOCOLS.md 3). Bits 1 and 2 (out of and inside a fence) are states and no
 * events; bit 3 was seen together with the removal alarm, but nobody knows what it says, so it is not used.
 */
const eventOfBit: readonly (readonly [bit: number, event: ReadingEvent])[] = [
  [0, 'battery-low'],
  [14, 'external-power-lost'],
  [16, 'sos'],
  [17, 'battery-low'],
  [18, 'geofence-hint'],
  [19, 'geofence-hint'],
  [21, 'fall'],
  [22, 'fall'],
];

/** Taken off the wrist. Clear says nothing: only the alarm sets it. */
const removedBit = 20;

const isSet = (status: number, bit: number): boolean => Math.floor(status / 2 ** bit) % 2 === 1;

/** Every event whose bit is set, each once. */
export function eventsOfStatus(status: number): readonly ReadingEvent[] {
  let events = noEvents;
  for (const [bit, event] of eventOfBit) {
    if (isSet(status, bit) && !events.includes(event)) events = [...events, event];
  }
  return events;
}

export function wornFromStatus(status: number): false | null {
  return isSet(status, removedBit) ? false : null;
}

const bitOfEvent: Readonly<Partial<Record<ReadingEvent, number>>> = {
  'battery-low': 17,
  'external-power-lost': 14,
  sos: 16,
  'geofence-hint': 18,
  fall: 21,
};

/** The status word that a watch sends for these events; those without a bit are left out. */
export function statusOf(events: readonly ReadingEvent[], worn: boolean | null): number {
  const bits = new Set(events.flatMap((event) => bitOfEvent[event] ?? []));
  if (worn === false) bits.add(removedBit);
  let status = 0;
  for (const bit of bits) status += 2 ** bit;
  return status;
}
