import type { Millis } from '@attend/kernel';
import { instantOf } from '../phone.ts';
import { stampOf } from '../stamp.ts';

/** Numbers from here on count milliseconds: as seconds they would be the year 2038 and later. */
const firstMilliseconds = 2 ** 31;

/** Seconds or milliseconds from 1970, by their size. */
export const instantOfNumber = (value: number): Millis =>
  instantOf(value >= firstMilliseconds ? value : value * 1_000);

const plainNumber = /^\d{1,16}(?:\.\d{1,9})?$/;
/** RFC 3339, its zone perhaps missing, its `T` perhaps a blank (and the zone's `+` too, where a query did not escape it). */
const dateTime =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]?\d\d:?\d\d)?$/;

/** Seconds or milliseconds from 1970, or a date and time; without a zone it is UTC. NaN where it is none of them. */
export function readStamp(text: string): Millis {
  const trimmed = text.trim();
  if (plainNumber.test(trimmed)) {
    return instantOfNumber(Number(trimmed));
  }
  const parts = dateTime.exec(trimmed);
  if (parts === null) return Number.NaN;
  const [, year, month, day, hours, minutes, seconds = '0', fraction = '', zone = 'Z'] = parts;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const local = stampOf(
    Number(year),
    Number(month),
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    milliseconds,
  );
  return Number.isNaN(local) ? local : instantOf(local - offsetOf(zone));
}

function offsetOf(zone: string): Millis {
  const digits = zone.replaceAll(/\D/g, '');
  if (digits.length !== 4) return 0;
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
