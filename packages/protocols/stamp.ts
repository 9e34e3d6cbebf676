import type { Millis } from '@attend/kernel';
import { day, hour, minute, second } from '@attend/kernel';
import { digitsNumber, type Fields, fieldEnd, fieldLength, fieldStart } from './scan.ts';

/**
 * Device stamps: dates of two and four digits, always UTC. Written out by hand (after H. Hinnant, «chrono-compatible
 * low-level date algorithms», public domain), because a stamp is read for every frame and Temporal takes microseconds.
 */

const daysInEra = 146_097;
const daysToEpoch = 719_468;
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Two-digit years from here on are of the last century: GPS began in 1980, and clocks that were never set say so. */
const firstGpsYear = 80;
/** The span that RFC 3339 can write and that any device could mean. */
const firstYear = 1970;
const lastYear = 9999;

/** NaN where the date or the time of day does not exist. */
export function stampOf(
  year: number,
  month: number,
  dayOfMonth: number,
  hours: number,
  minutes: number,
  seconds: number,
  milliseconds: number,
): Millis {
  const dateExists = month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= lastDay(year, month);
  const timeExists = hours < 24 && minutes < 60 && seconds < 60;
  if (!(dateExists && timeExists && year >= firstYear && year <= lastYear)) return Number.NaN;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * daysInEra + dayOfEra - daysToEpoch;
  return days * day + hours * hour + minutes * minute + seconds * second + milliseconds;
}

function lastDay(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && !leap ? 28 : (monthDays[month - 1] ?? 0);
}

/** An instant's parts in UTC. */
export type Parts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
};

export function partsOf(at: Millis): Parts {
  const days = Math.floor(at / day);
  const rest = at - days * day;
  const shifted = days + daysToEpoch;
  const era = Math.floor(shifted / daysInEra);
  const dayOfEra = shifted - era * daysInEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hours: Math.floor(rest / hour),
    minutes: Math.floor(rest / minute) % 60,
    seconds: Math.floor(rest / second) % 60,
    milliseconds: rest % second,
  };
}

export const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** `ddmmyy`, the year's last two digits. */
export function writeDayMonthYear(parts: Parts): string {
  return twoDigits(parts.day) + twoDigits(parts.month) + twoDigits(parts.year % 100);
}

/** `hhmmss`. */
export function writeTimeOfDay(parts: Parts): string {
  return twoDigits(parts.hours) + twoDigits(parts.minutes) + twoDigits(parts.seconds);
}

/**
 * A stamp from the fields `ddmmyy` (or `yyyymmdd`, by its length) and `hhmmss` or `hhmmss.s…`.
 * Null where either is empty or the date is all zeros (the device has none to give); NaN where it is impossible.
 */
export function fieldsStamp(fields: Fields, dateIndex: number, timeIndex: number): Millis | null {
  const length = fieldLength(fields, dateIndex);
  if (length === 0 || fieldLength(fields, timeIndex) === 0) return null;
  const { bytes } = fields;
  const at = fieldStart(fields, dateIndex);
  const date = digitsNumber(bytes, at, at + length);
  if (date === 0) return null;
  if (length === 6) {
    const short = date % 100;
    const year = short >= firstGpsYear ? 1900 + short : 2000 + short;
    return withTime(fields, timeIndex, year, Math.floor(date / 100) % 100, Math.floor(date / 10_000));
  }
  if (length !== 8) return Number.NaN;
  return withTime(fields, timeIndex, Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100);
}

function withTime(fields: Fields, index: number, year: number, month: number, dayOfMonth: number): Millis {
  const start = fieldStart(fields, index);
  const clock = digitsNumber(fields.bytes, start, Math.min(start + 6, fieldEnd(fields, index)));
  if (fieldLength(fields, index) < 6) return Number.NaN;
  const milliseconds =
    fieldLength(fields, index) === 6 ? 0 : fraction(fields, start + 6, fieldEnd(fields, index));
  const hours = Math.floor(clock / 10_000);
  return stampOf(year, month, dayOfMonth, hours, Math.floor(clock / 100) % 100, clock % 100, milliseconds);
}

/** Milliseconds of `.s…` with at most nine digits. */
function fraction(fields: Fields, start: number, end: number): number {
  if (fields.bytes[start] !== 0x2e || end - start > 10) return Number.NaN;
  const digits = end - start - 1;
  if (digits === 0) return 0;
  return Math.floor((digitsNumber(fields.bytes, start + 1, end) * second) / 10 ** digits);
}
