import {
  addDays,
  type CheckInSchedule,
  type CivilDay,
  dayOf,
  dueDates,
  earlierDay,
  laterDay,
  type OfficeCalendar,
} from '@attend/casework';
import type { Millis } from '@attend/kernel';
import { type Pool, transaction } from '../database/connect.ts';
import {
  listSchedulesToMake,
  lockSchedule,
  type ScheduleRow,
  type ScheduleToMake,
  writeMadeUntil,
} from '../database/repositories/check-in-schedules.ts';
import { insertDue } from '../database/repositories/check-ins.ts';
import { findOffice, loadCalendar } from '../database/repositories/office-calendars.ts';
import type { Queryable } from '../database/repositories/queryable.ts';

/** Check-ins are made so many days ahead: somebody may ask for the day a year from now, and the yearly one stands in the list. */
export const daysAhead = 400;
/** The job comes to a schedule once in four weeks: each day would be a write for everybody, each day. */
const leastAhead = daysAhead - 28;
const atOnce = 500;

export const madeUntilOf = (today: CivilDay, endsOn: CivilDay | null): CivilDay =>
  earlierDay(addDays(today, daysAhead), endsOn ?? addDays(today, daysAhead));

export const rhythmOf = ({
  rhythm,
  startsOn,
  dates,
  daysBefore,
  daysAfter,
}: ScheduleRow): CheckInSchedule => ({
  ...{ rhythm, startsOn, dates, daysBefore, daysAfter },
});

/** CHK-6: the next ones of a schedule, as far ahead as always. How many are new; null: its office sees nobody. */
export async function extendSchedule(
  client: Queryable,
  programmeId: string,
  id: string,
  calendar: OfficeCalendar,
  now: Millis,
): Promise<number | null> {
  const row = await lockSchedule(client, id);
  if (row === null || row.endedAt !== null) return 0;
  const madeUntil = madeUntilOf(dayOf(now, calendar.timezone), row.endsOn);
  if (madeUntil <= row.madeUntil) return 0;
  // After a long suspension made_until is past: nobody is asked for days that nobody could keep.
  const from = laterDay(row.madeUntil, dayOf(now, calendar.timezone));
  const due = dueDates(rhythmOf(row), calendar, from, madeUntil);
  if (!due.ok) return null;
  const { participantId, officeId, kind } = row;
  const made = await insertDue(
    client,
    { programmeId, participantId, officeId, kind, scheduleId: id },
    due.value,
  );
  await writeMadeUntil(client, id, madeUntil);
  return made;
}

/**
 * CHK-17: further check-ins of every schedule, also of whoever nobody decides about. As the owner's role; safe to run again. `left`: of
 * offices that see nobody, or whose hours are not set.
 */
export async function extendSchedules(
  pool: Pool,
  now: Millis,
): Promise<{ readonly made: number; readonly left: number }> {
  const until = addDays(dayOf(now, 'UTC'), leastAhead);
  let made = 0;
  let left = 0;
  let after: { readonly madeUntil: string; readonly id: string } | null = null;
  for (;;) {
    const page: readonly ScheduleToMake[] = await listSchedulesToMake(pool, until, after, atOnce);
    await transaction(pool, {}, async (client) => {
      const calendars = new Map<string, OfficeCalendar | null>();
      for (const { id, programmeId, officeId } of page) {
        if (!calendars.has(officeId)) {
          const office = await findOffice(client, officeId);
          calendars.set(officeId, office === null ? null : await loadCalendar(client, office));
        }
        const calendar = calendars.get(officeId) ?? null;
        const more = calendar === null ? null : await extendSchedule(client, programmeId, id, calendar, now);
        if (more === null) left += 1;
        else made += more;
      }
    });
    const last = page.at(-1);
    if (last === undefined || page.length < atOnce) return { made, left };
    after = last;
  }
}
