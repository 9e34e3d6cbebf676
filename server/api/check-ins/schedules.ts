import {
  addDays,
  type CheckInSchedule,
  type CivilDay,
  clausesInForce,
  dayOf,
  dueDates,
  earlierDay,
  laterDay,
  type OfficeCalendar,
  permitCondition,
  spanOfDay,
} from '@attend/casework';
import type { ScheduleCreate, scheduleChanged } from '@attend/contracts/check-ins';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  endSchedule,
  insertSchedule,
  lockSchedule,
  type ScheduleRow,
  writeMadeUntil,
} from '../../database/repositories/check-in-schedules.ts';
import { insertDue } from '../../database/repositories/check-ins.ts';
import { loadLegal } from '../../database/repositories/legal.ts';
import { findOffice, loadCalendar } from '../../database/repositories/office-calendars.ts';
import { findPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof scheduleChanged>>;
export const noSuchPerson: Failure = { code: 'not-found', message: 'There is no such person here.' };
const noSuchSchedule: Failure = { code: 'not-found', message: 'There is no such schedule here.' };

/** Check-ins are made so many days ahead: somebody may ask for the day a year from now, and the yearly one stands in the list. */
const daysAhead = 400;

/** CHK-5: the clause that permits it, and the first day on which it permits it no more. */
async function findClause(
  { client, now }: StaffContext,
  participantId: string,
  given: ScheduleCreate,
  timezone: string,
): Promise<Result<{ readonly clauseId: string; readonly endsOn: CivilDay | null }>> {
  const legal = (await loadLegal(client, [participantId])).get(participantId);
  if (legal === undefined) return fail(noSuchPerson);
  const asked = {
    kind: 'check-ins' as const,
    from: Math.max(spanOfDay(given.startsOn, timezone).from, now()),
    to: given.endsOn === null ? null : spanOfDay(given.endsOn, timezone).from,
  };
  const permitted = permitCondition(legal, asked);
  if (!permitted.ok) {
    const { path, ...refusal } = permitted.error;
    const at = path?.[0] === 'to' ? 'endsOn' : 'startsOn';
    return fail({ ...refusal, ...(refusal.code === 'clause-missing' ? {} : { path: ['body', at] }) });
  }
  const clauseId = permitted.value.id;
  const end = clausesInForce(legal).find(({ clause }) => clause.id === clauseId)?.span.to ?? null;
  return succeed({ clauseId, endsOn: given.endsOn ?? (end === null ? null : dayOf(end, timezone)) });
}

const until = (today: CivilDay, endsOn: CivilDay | null): CivilDay =>
  earlierDay(addDays(today, daysAhead), endsOn ?? addDays(today, daysAhead));

/** CHK-5, CHK-6: a person's schedule, with the check-ins that it makes due. */
export async function setSchedule(
  context: StaffContext,
  participantId: string,
  given: ScheduleCreate,
): Promise<Changed> {
  const { client, record, audit, programme, actor } = context;
  if ((await findPerson(client, participantId)) === null) return fail(noSuchPerson);
  await record.open(participantId);
  const office = await findOffice(client, given.office);
  if (office === null)
    return fail({ code: 'unknown-office', message: 'No office is meant by this.', path: ['body', 'office'] });
  const calendar = await loadCalendar(client, office);
  if (calendar === null)
    return fail({
      code: 'no-hours',
      message: 'The hours of this office are not set.',
      path: ['body', 'office'],
    });
  const clause = await findClause(context, participantId, given, office.timezone);
  if (!clause.ok) return clause;
  const today = dayOf(context.now(), office.timezone);
  const { clauseId, endsOn } = clause.value;
  const madeUntil = until(laterDay(today, given.startsOn), endsOn);
  const due = dueDates(
    given,
    calendar,
    today > given.startsOn ? today : addDays(given.startsOn, -given.daysBefore),
    madeUntil,
  );
  if (!due.ok) return fail({ ...due.error, path: ['body', 'office'] });
  const of = { programmeId: programme.id, participantId, officeId: office.id, kind: given.kind };
  const schedule = await insertSchedule(client, {
    ...given,
    ...of,
    clauseId,
    endsOn,
    madeUntil,
    by: actor.staffId,
  });
  const made = await insertDue(client, { ...of, scheduleId: schedule }, due.value);
  await audit({
    action: 'check-in-schedule.set',
    entity: 'check_in_schedule',
    entityId: schedule,
    participant: participantId,
    after: { ...given, endsOn },
  });
  return succeed({ participant: participantId, schedule, made });
}

export async function stopSchedule(context: StaffContext, id: string, version: number): Promise<Changed> {
  const { client, record, audit } = context;
  const row = await lockSchedule(client, id);
  if (row === null) return fail(noSuchSchedule);
  await record.open(row.participantId);
  if (row.endedAt !== null) return fail({ code: 'already-decided', message: 'This schedule has ended.' });
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed it meanwhile.' });
  await endSchedule(client, id);
  await audit({
    action: 'check-in-schedule.ended',
    entity: 'check_in_schedule',
    entityId: id,
    participant: row.participantId,
    before: { kind: row.kind, rhythm: row.rhythm, startsOn: row.startsOn },
  });
  return succeed({ participant: row.participantId, schedule: id, made: 0 });
}

const rhythmOf = ({ rhythm, startsOn, dates, daysBefore, daysAfter }: ScheduleRow): CheckInSchedule => ({
  ...{ rhythm, startsOn, dates, daysBefore, daysAfter },
});

/** CHK-6: the next ones are made as the last are decided, always as far ahead. */
export async function extendSchedule(
  { client, programme, now }: Pick<StaffContext, 'client' | 'programme' | 'now'>,
  id: string,
  calendar: OfficeCalendar,
): Promise<void> {
  const row = await lockSchedule(client, id);
  if (row === null || row.endedAt !== null) return;
  const madeUntil = until(dayOf(now(), calendar.timezone), row.endsOn);
  if (madeUntil <= row.madeUntil) return;
  // After a long suspension made_until is past: nobody is asked for days that nobody could keep.
  const from = laterDay(row.madeUntil, dayOf(now(), calendar.timezone));
  const due = dueDates(rhythmOf(row), calendar, from, madeUntil);
  if (!due.ok) return;
  const of = {
    programmeId: programme.id,
    participantId: row.participantId,
    officeId: row.officeId,
    kind: row.kind,
  };
  await insertDue(client, { ...of, scheduleId: id }, due.value);
  await writeMadeUntil(client, id, madeUntil);
}
