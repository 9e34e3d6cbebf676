import { hour, type Millis } from '@attend/kernel';
import { atTen, type Reminder, remindersBefore } from '../hearings/reminders.ts';
import { permitCondition } from '../orders/conditions.ts';
import type { LegalBasis } from '../orders/records.ts';
import { type CivilDay, spanOfDay } from './calendar.ts';
import type { CheckInStatus } from './words.ts';

export type RemindedCheckIn = {
  readonly status: CheckInStatus;
  readonly slotAt: Millis | null;
  readonly dueOn: CivilDay;
  /** That is whose morning it is; the due day is the office's. */
  readonly participantTimezone: string;
};

/** Three days: early enough to be given a time, or another one. */
const daysBefore = [
  ['three-days', 3],
  ['one-day', 1],
] as const;

/**
 * CHK-14: the reminders of a check-in that are still to go. Of one that has a time, 3 days and a day before at ten and that morning;
 * of one that has none, 3 days and a day before the due day at ten. None of what has been decided.
 */
export function checkInRemindersOf(checkIn: RemindedCheckIn, now: Millis): readonly Reminder[] {
  const { status, slotAt, dueOn, participantTimezone } = checkIn;
  if (status === 'booked' && slotAt !== null)
    return remindersBefore(slotAt, participantTimezone, daysBefore, now);
  if (status !== 'due') return [];
  const day = Temporal.PlainDate.from(dueOn);
  return daysBefore
    .map(([kind, days]) => ({ kind, at: atTen(day.subtract({ days }), participantTimezone) }))
    .filter(({ at }) => at >= now);
}

/** Those that fall due in (after, until]. */
export const checkInRemindersDue = (
  checkIn: RemindedCheckIn,
  after: Millis,
  until: Millis,
): readonly Reminder[] => checkInRemindersOf(checkIn, after + 1).filter(({ at }) => at <= until);

/** No reminder goes earlier than this before: three days, what clocks may be put on or back, and zones between office and person. */
export const furthestCheckInReminder: Millis = 5 * 24 * hour;

/** CHK-5: nothing outlives its order. Whether a clause in force asks for a check-in on its day: at the day's beginning, or its end. */
export function isAskedOn(
  legal: Pick<LegalBasis, 'orders' | 'versions' | 'clauses'>,
  dueOn: CivilDay,
  timezone: string,
): boolean {
  const { from, to } = spanOfDay(dueOn, timezone);
  return (
    permitCondition(legal, { kind: 'check-ins', from: to - 1, to }).ok ||
    permitCondition(legal, { kind: 'check-ins', from, to }).ok
  );
}
