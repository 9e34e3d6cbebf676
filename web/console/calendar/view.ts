import type { CheckInDays, HearingDays } from '@attend/contracts/calendar';
import { plural, t } from '@lingui/core/macro';

/** 1 Monday … 7 Sunday, as Temporal and Intl count. */
export type FirstDay = 1 | 6 | 7;

/** The day on which a week begins where a language is spoken; Sunday where the browser does not say. */
export function firstDayOf(locale: string): FirstDay {
  const spoken = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  const day = spoken.getWeekInfo?.().firstDay;
  return day === 1 || day === 6 ? day : 7;
}

const utcDay = (on: string): Date => new Date(`${on}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const later = (on: string, days: number): string => {
  const date = utcDay(on);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date);
};

/** The weeks that a month touches, whole: four to six of seven days. */
export function weeksOf(month: string, firstDay: FirstDay): readonly (readonly string[])[] {
  const first = `${month}-01`;
  const before = (utcDay(first).getUTCDay() - (firstDay % 7) + 7) % 7;
  const next = `${stepMonth(month, 1)}-01`;
  const weeks: string[][] = [];
  for (let start = later(first, -before); start < next; start = later(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, day) => later(start, day)));
  return weeks;
}

export function stepMonth(month: string, by: number): string {
  const date = utcDay(`${month}-01`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return dayOf(date).slice(0, 7);
}

const words = (on: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(utcDay(on));
export const monthWords = (month: string, locale: string): string =>
  words(`${month}-01`, locale, { month: 'long', year: 'numeric' });
export const weekdayWords = (on: string, locale: string): string => words(on, locale, { weekday: 'short' });
export const fullDay = (on: string, locale: string): string =>
  words(on, locale, { weekday: 'long', day: 'numeric', month: 'long' });

export type Cell = {
  readonly on: string;
  /** Of the month itself, not of its neighbours in the same weeks. */
  readonly own: boolean;
  readonly hearings: string | null;
  readonly checkIns: string | null;
  /** How full, as text: nothing where nobody is expected, or the office has no places. */
  readonly places: string | null;
  readonly full: boolean;
  readonly closed: string | null;
  /** Nobody is expected: a phone leaves it out. */
  readonly quiet: boolean;
};

/** What one day's cell says. Null: that part may not be read, or has not come yet. */
export function cellOf(
  on: string,
  month: string,
  hearings: HearingDays | null,
  checkIns: CheckInDays | null,
): Cell {
  const heard = hearings?.days.find((day) => day.on === on)?.hearings ?? 0;
  const day = checkIns?.days.find((one) => one.on === on);
  const expected = (day?.booked ?? 0) + (day?.due ?? 0) + (day?.decided ?? 0);
  const taken = day?.taken ?? 0;
  const places = day?.places ?? 0;
  return {
    on,
    own: on.startsWith(month),
    hearings: heard === 0 ? null : plural(heard, { one: '# hearing', other: '# hearings' }),
    checkIns: expected === 0 ? null : plural(expected, { one: '# check-in', other: '# check-ins' }),
    places: places === 0 || taken + expected === 0 ? null : t`${taken} of ${places} places taken`,
    full: places > 0 && taken >= places,
    closed: day?.closure ?? (day?.open === false ? t`Closed` : null),
    quiet: heard === 0 && expected === 0 && (day?.closure ?? null) === null,
  };
}
