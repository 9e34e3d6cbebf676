import type { ReadingEvent } from '@attend/kernel';
import { noEvents } from '../frames.ts';

/**
 * Alert words in the contract's words (PROTOCOLS.md 2a), written without blanks and in lower case. Words without an
 * event (Timer, Dist, Store, Restart, Vib, Hit, Move in/out, Over speed, LowSpeed, GPS cut, Low Ext Vol, PSR, Belt Up,
 * Nil-Alarms) are not in it: they say nothing that the contract has a word for, or nobody knows what they say.
 */
const eventOfWord: ReadonlyMap<string, readonly ReadingEvent[]> = new Map([
  ['sos', ['sos']],
  ['help', ['sos']],
  ['lowbattery', ['battery-low']],
  ['pwon', ['power-on']],
  ['poweron', ['power-on']],
  ['poweroff', ['power-off']],
  ['pwoff', ['power-off']],
  ['belton', ['strap-closed']],
  ['beltoff', ['strap-opened']],
  ['psd', ['external-power-lost']],
  ['error', ['device-fault']],
] as const);

const geofence: readonly ReadingEvent[] = ['geofence-hint'];

export function eventsOfAlert(text: string): readonly ReadingEvent[] {
  const word = text.replaceAll(' ', '').toLowerCase();
  return word.startsWith('geo') ? geofence : (eventOfWord.get(word) ?? noEvents);
}

const wordOfEvent: Readonly<Partial<Record<ReadingEvent, string>>> = {
  sos: 'SOS',
  'battery-low': 'Low Battery',
  'power-on': 'PW ON',
  'power-off': 'PowerOFF',
  'strap-closed': 'Belt ON',
  'strap-opened': 'Belt OFF',
  'external-power-lost': 'PSD',
  'geofence-hint': 'Geo1..in',
  'device-fault': 'Error',
};

/** The word that a device sends for an event; null where the protocol knows none. */
export function alertOfEvent(event: ReadingEvent): string | null {
  return wordOfEvent[event] ?? null;
}
