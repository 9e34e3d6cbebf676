/** Days and times as people type them, in the order of their language or as ISO 8601 writes them. All functions are pure. */

export type DateKind = 'day' | 'moment' | 'month';
type Part = 'year' | 'month' | 'day';

const twoDigits = (number: number): string => String(number).padStart(2, '0');
const usual: readonly Part[] = ['day', 'month', 'year'];

/** «Month, day, year» in American English, the day first in most languages. */
function orderOf(locale: string): readonly Part[] {
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0) return usual;
  const parts = new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(0)
    .map(({ type }) => type);
  return usual.toSorted((a, b) => parts.indexOf(a) - parts.indexOf(b));
}
const hasTwelveHours = (locale: string): boolean =>
  ['h11', 'h12'].includes(
    new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle ?? '',
  );

/** Arabic and Persian figures are read as those that the program writes. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (figure) => String((figure.codePointAt(0) ?? 0) & 0xf))
    .replaceAll(/[\u200e\u200f]/g, '')
    .trim();

function civil(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1000 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists ? `${year}-${twoDigits(month)}-${twoDigits(day)}` : null;
}

/** A year has four figures, and in ISO's form month and day two, so that none is whole before it is written out: of two nobody knows the century, nor which of three numbers it is. */
function readDay(text: string, locale: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return civil(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const given = text.split(/[\s./-]+/);
  const order = orderOf(locale);
  if (given.length !== 3 || given.some((one) => !/^\d{1,4}$/.test(one))) return null;
  const of = (part: Part) => given[order.indexOf(part)] ?? '';
  return of('year').length === 4 ? civil(Number(of('year')), Number(of('month')), Number(of('day'))) : null;
}

function readMonth(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})$/.exec(text);
  const [month, year] = iso ? [iso[2], iso[1]] : text.split(/[\s./-]+/);
  if (month === undefined || year === undefined || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year))
    return null;
  return civil(Number(year), Number(month), 1)?.slice(0, 7) ?? null;
}

/** «14:30», «2:30 pm», «2 p. m.». */
function readTime(text: string): string | null {
  const read = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s*m\.?)?$/i.exec(text);
  if (!read) return null;
  const [, hours = '', minutes, half] = read;
  if (half === undefined && minutes === undefined) return null;
  const hour = Number(hours);
  if (
    Number(minutes ?? 0) > 59 ||
    hour > (half === undefined ? 23 : 12) ||
    (half !== undefined && hour === 0)
  )
    return null;
  const ofDay = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${twoDigits(ofDay)}:${minutes ?? '00'}`;
}

function readMoment(text: string, locale: string): string | null {
  const parted = /^(\d{4}-\d{2}-\d{2})T(\S+)$/.exec(text) ?? /^(\d+[./-]\d+[./-]\d+),?\s+(.+)$/.exec(text);
  const day = parted && readDay(parted[1] ?? '', locale);
  const time = parted && readTime(parted[2] ?? '');
  return day && time ? `${day}T${time}` : null;
}

/** What was typed as a field's value, «2026-03-31» or «2026-03-31T14:30»; null: it cannot be read. */
export function readTyped(kind: DateKind, text: string, locale: string): string | null {
  const typed = plain(text);
  if (kind === 'moment') return readMoment(typed, locale);
  return kind === 'day' ? readDay(typed, locale) : readMonth(typed);
}

/** It has the form of a day, and is none: the form is not what is to be said. */
export function isNoDay(kind: DateKind, text: string, locale: string): boolean {
  const typed = plain(text);
  if (kind === 'month' || readTyped(kind, typed, locale) !== null) return false;
  const day = kind === 'day' ? typed : (typed.split(/[\sT,]+/)[0] ?? '');
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return readDay(day, locale) === null;
  const order = orderOf(locale);
  const given = day.split(/[./-]/);
  if (given.length !== 3 || given[order.indexOf('year')]?.length !== 4) return false;
  return given.every((one) => /^\d{1,4}$/.test(one)) && readDay(day, locale) === null;
}

/** A field's value as the reader would type it; what is no value as it came. */
export function showTyped(kind: DateKind, value: string, locale: string): string {
  const read = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?/.exec(value);
  if (!read) return value;
  const [, year = '', month = '', day = '', hour = '', minute = ''] = read;
  if (kind === 'month') return `${month}/${year}`;
  const parts = { year, month, day };
  const date = orderOf(locale)
    .map((part) => parts[part])
    .join('/');
  if (kind === 'day') return date;
  if (!hasTwelveHours(locale)) return `${date} ${hour}:${minute}`;
  return `${date} ${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
}

/** What the field takes, by an example whose day can be no month: its order is plain. */
export const examples = (kind: DateKind, locale: string): readonly [string, string] => {
  const iso = { day: '2026-12-31', moment: '2026-12-31 14:30', month: '2026-12' }[kind];
  return [showTyped(kind, iso.replace(' ', 'T'), locale), iso];
};
