import { hour, type Millis } from '@attend/kernel';
import type { HearingStatus } from './hearing.ts';

export const reminderKinds = ['seven-days', 'three-days', 'one-day', 'morning'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** What a reminder rests on. The zone is the participant's: that is whose morning it is. */
export type RemindedHearing = {
  readonly at: Millis;
  readonly status: HearingStatus;
  readonly participantTimezone: string;
};
export type Reminder = { readonly kind: ReminderKind; readonly at: Millis };

const daysBefore = [
  ['seven-days', 7],
  ['three-days', 3],
  ['one-day', 1],
] as const;
const tenOClock = '10:00';
/** As soon as quiet hours are over; where that is less than two hours before, which is a way to court, at eight the evening before. */
const morningTime = '08:00';
const eveningTime = '20:00';
const leastBefore: Millis = 2 * hour;

/** A wall-clock time that does not exist is moved on, one that exists twice is the earlier one (Temporal's `compatible`). */
const wallClock = (date: Temporal.PlainDate, time: string, timeZone: string): Millis =>
  date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;

/** Ten o’clock of a day, by the participant’s clock. */
export const atTen = (date: Temporal.PlainDate, timeZone: string): Millis =>
  wallClock(date, tenOClock, timeZone);

function morningOf(date: Temporal.PlainDate, timeZone: string, at: Millis): Millis {
  const morning = wallClock(date, morningTime, timeZone);
  if (at - morning >= leastBefore) return morning;
  return Math.min(wallClock(date.subtract({ days: 1 }), eveningTime, timeZone), at - leastBefore);
}

/**
 * The reminders of a hearing that are still to go, by instant: 7, 3 and 1 days before at ten of the participant's clock, and that
 * morning. None that is past, and none of a hearing that is not scheduled (any more).
 */
export function remindersOf(hearing: RemindedHearing, now: Millis): readonly Reminder[] {
  const { at, status, participantTimezone } = hearing;
  return status === 'scheduled' ? remindersBefore(at, participantTimezone, daysBefore, now) : [];
}

/** The same of anything that has a time: so many days before at ten, and that morning. */
export function remindersBefore(
  at: Millis,
  timeZone: string,
  days: readonly (readonly [ReminderKind, number])[],
  now: Millis,
): readonly Reminder[] {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const all: readonly Reminder[] = [
    ...days.map(([kind, before]) => ({ kind, at: atTen(date.subtract({ days: before }), timeZone) })),
    { kind: 'morning', at: morningOf(date, timeZone, at) },
  ];
  const morning = all.at(-1)?.at ?? at;
  // Where a zone left out a day (Apia, 30 December 2011), the day before comes to stand after the morning: it is left out as well.
  return all.filter((one) => one.at >= now && (one.kind === 'morning' || one.at < morning));
}

/** Those that fall due in (after, until]: what a planner that last looked at `after` has to send. */
export const remindersDue = (hearing: RemindedHearing, after: Millis, until: Millis): readonly Reminder[] =>
  remindersOf(hearing, after + 1).filter(({ at }) => at <= until);

/** No reminder goes earlier than this before its hearing: seven days, and what clocks may be put on or back. */
export const furthestReminder: Millis = 8 * 24 * hour;
