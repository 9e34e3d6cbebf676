import type { CheckInKind } from '@attend/casework';
import { instantOrNull, millis, type Queryable } from './queryable.ts';

export type MovingScheduleRow = { readonly id: string; readonly participantId: string };
export type MovingCheckInRow = {
  readonly id: string;
  readonly participantId: string;
  readonly scheduleId: string | null;
  readonly kind: CheckInKind;
  readonly dueOn: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly slotAt: number | null;
  readonly version: number;
};
type Of = { readonly officeId: string; readonly people: readonly string[] };

/** The schedules of these people that hold at an office. */
export async function listMovingSchedules(
  client: Queryable,
  { officeId, people }: Of,
): Promise<MovingScheduleRow[]> {
  const { rows } = await client.query<MovingScheduleRow>(
    `select h.id, h.participant_id as "participantId" from check_in_schedule h
     where h.participant_id = any($2) and h.office_id = $1 and h.ended_at is null order by h.id for update`,
    [officeId, people],
  );
  return rows;
}

/** What is open of theirs at the office, whatever schedule made it; locked until the transaction ends. */
export async function listMovingCheckIns(
  client: Queryable,
  { officeId, people }: Of,
): Promise<MovingCheckInRow[]> {
  const { rows } = await client.query<MovingCheckInRow>(
    `select c.id, c.participant_id as "participantId", c.schedule_id as "scheduleId", c.kind, c.due_on::text as "dueOn",
       c.window_from::text as "windowFrom", c.window_to::text as "windowTo", ${millis('c.slot_at')} as "slotAt", c.version
     from check_in c where c.participant_id = any($2) and c.office_id = $1 and c.status in ('due', 'booked') and c.entered_in_error_at is null
     order by c.id for update`,
    [officeId, people],
  );
  return rows;
}

export async function writeScheduleOffices(
  client: Queryable,
  to: string,
  ids: readonly string[],
): Promise<void> {
  await client.query(
    'update check_in_schedule set office_id = $1, version = version + 1 where id = any($2)',
    [to, ids],
  );
}

export type MovedCheckIn = Pick<MovingCheckInRow, 'id' | 'dueOn' | 'windowFrom' | 'windowTo' | 'slotAt'>;

/** The database counts the places of every time that is kept, and fails where one is taken by now. */
export async function writeCheckInOffices(
  client: Queryable,
  to: string,
  rows: readonly MovedCheckIn[],
): Promise<void> {
  await client.query(
    `update check_in c set office_id = $1, slot_at = d.slot, status = case when d.slot is null then 'due' else c.status end,
       due_on = d.due, window_from = d.opens, window_to = d.closes, version = version + 1
     from unnest($2::uuid[], $3::timestamptz[], $4::date[], $5::date[], $6::date[]) as d (id, slot, due, opens, closes) where c.id = d.id`,
    [
      ...[to, rows.map(({ id }) => id), rows.map(({ slotAt }) => instantOrNull(slotAt))],
      ...[rows.map(({ dueOn }) => dueOn), rows.map(({ windowFrom }) => windowFrom)],
      rows.map(({ windowTo }) => windowTo),
    ],
  );
}

/** Reminders of these check-ins that are planned and have not left are taken back (CHK-15), in one statement. What tells that a time is none any more still leaves. */
export async function cancelPlannedOf(
  client: Queryable,
  people: readonly string[],
  checkIns: readonly string[],
): Promise<void> {
  await client.query(
    `update message set status = 'cancelled', reason = null where status = 'planned' and participant_id = any($1)
       and key like 'check-in/%' and split_part(key, '/', 3) like 'v%' and split_part(key, '/', 2) = any($2::text[])`,
    [people, checkIns],
  );
}
