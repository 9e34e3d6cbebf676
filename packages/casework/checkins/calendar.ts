import { type Millis, minute, type Span, type TimetableEntry, weekdays } from '@attend/kernel';

/** A day of the calendar in the office's zone, `2026-03-01`. */
export type CivilDay = string;

/** When an office is open to people who come. */
export type OfficeCalendar = {
  readonly timezone: string;
  /** Each begins and ends on the same day. */
  readonly hours: readonly TimetableEntry[];
  /** Holidays and closures. */
  readonly closed: ReadonlySet<CivilDay>;
};

/** A zone may leave a day out: Samoa had no 30 December 2011. Nobody comes on such a day. */
const exists = (day: Temporal.PlainDate, timezone: string): boolean =>
  day.toZonedDateTime(timezone).toPlainDate().equals(day);

const entriesOf = (calendar: OfficeCalendar, day: Temporal.PlainDate): readonly TimetableEntry[] => {
  const name = weekdays[day.dayOfWeek - 1];
  return calendar.hours.filter(({ days }) => name !== undefined && days.includes(name));
};

/** CHK-2: a day on which the office is open at all. */
export function isOpenDay(calendar: OfficeCalendar, on: CivilDay): boolean {
  const day = Temporal.PlainDate.from(on);
  if (calendar.closed.has(on) || entriesOf(calendar, day).length === 0) return false;
  return exists(day, calendar.timezone);
}

export const dayOf = (at: Millis, timezone: string): CivilDay =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();

/** A civil day as instants: 23, 24 or 25 hours, and from its first instant where there is no midnight. */
export function spanOfDay(on: CivilDay, timezone: string): Span & { readonly to: Millis } {
  const day = Temporal.PlainDate.from(on);
  return {
    from: day.toZonedDateTime(timezone).epochMilliseconds,
    to: day.add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds,
  };
}

export const addDays = (on: CivilDay, days: number): CivilDay =>
  Temporal.PlainDate.from(on).add({ days }).toString();

/** Days are compared as text: all have four figures of a year. */
export const laterDay = (a: CivilDay, b: CivilDay): CivilDay => [a, b].sort()[1] ?? a;
export const earlierDay = (a: CivilDay, b: CivilDay): CivilDay => [a, b].sort()[0] ?? a;

/** CHK-7: the beginnings of the slots of an open day, each once, in order. A slot that would end after closing is none. */
export function slotsOf(calendar: OfficeCalendar, on: CivilDay, slotMinutes: number): Millis[] {
  if (!isOpenDay(calendar, on)) return [];
  const day = Temporal.PlainDate.from(on);
  const instantOf = (time: string): Millis =>
    day.toZonedDateTime({ timeZone: calendar.timezone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds;
  const slots = new Set<Millis>();
  for (const { start, end } of entriesOf(calendar, day)) {
    const closes = instantOf(end);
    for (let at = instantOf(start); at + slotMinutes * minute <= closes; at += slotMinutes * minute)
      slots.add(at);
  }
  return [...slots].sort((a, b) => a - b);
}
