import type { CheckInKind } from '@attend/casework';
import type { OfficePlace } from './office-calendars.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';

/** What a closure's day moves, as the owner's role. */

export type ClosureToMove = {
  readonly id: string;
  readonly programmeId: string;
  readonly on: string;
  readonly madeBy: string;
  readonly office: OfficePlace;
};

/** One that has moved nobody yet, until the transaction ends. Null: there is none, or another one is at work on it. */
export async function lockClosureToMove(client: Queryable): Promise<ClosureToMove | null> {
  const { rows } = await client.query<
    Omit<ClosureToMove, 'office'> & { officeId: string; name: string; timezone: string }
  >(
    `select c.id, c.programme_id as "programmeId", c.on_day::text as on, c.made_by as "madeBy", o.id as "officeId", o.name, o.timezone
     from office_closure c join office o on o.id = c.office_id where c.moved_at is null order by c.id limit 1 for update of c skip locked`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { officeId, name, timezone, ...closure } = row;
  return { ...closure, office: { id: officeId, name, timezone } };
}

export async function markMoved(client: Queryable, id: string): Promise<void> {
  await client.query('update office_closure set moved_at = now() where id = $1', [id]);
}

export type ClosedCheckIn = {
  readonly id: string;
  readonly participantId: string;
  readonly scheduleId: string | null;
  readonly kind: CheckInKind;
  readonly nominalOn: string;
  readonly dueOn: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly slotAt: number | null;
  readonly version: number;
};

/** Whoever has a time on that day, and whoever is due on it without one; locked until the transaction ends. */
export async function listClosedCheckIns(
  client: Queryable,
  officeId: string,
  on: string,
  day: { readonly from: number; readonly to: number },
): Promise<ClosedCheckIn[]> {
  const { rows } = await client.query<ClosedCheckIn>(
    `select c.id, c.participant_id as "participantId", c.schedule_id as "scheduleId", c.kind, c.nominal_on::text as "nominalOn",
       c.due_on::text as "dueOn", c.window_from::text as "windowFrom", c.window_to::text as "windowTo", ${millis('c.slot_at')} as "slotAt", c.version
     from check_in c where c.office_id = $1 and (c.status = 'booked' and c.slot_at >= $3 and c.slot_at < $4
       or c.status = 'due' and c.slot_at is null and c.due_on = $2) order by c.id for update`,
    [officeId, on, instantOf(day.from), instantOf(day.to)],
  );
  return rows;
}

export async function moveCheckIn(
  client: Queryable,
  id: string,
  to: { readonly dueOn: string; readonly windowFrom: string; readonly windowTo: string },
): Promise<void> {
  await client.query(
    `update check_in set status = 'due', slot_at = null, due_on = $2, window_from = $3, window_to = $4, version = version + 1 where id = $1`,
    [id, to.dueOn, to.windowFrom, to.windowTo],
  );
}

/** Numbers alone, counted with the owner's rights: who closes a day sees not everybody who comes. */
export async function countClosing(
  client: Queryable,
  officeId: string,
  on: string,
  day: { readonly from: number; readonly to: number },
): Promise<{ readonly due: number; readonly booked: number }> {
  const { rows } = await client.query<{ due: number; booked: number }>(
    'select due, booked from count_closing($1, $2, $3, $4)',
    [officeId, on, instantOf(day.from), instantOf(day.to)],
  );
  return rows[0] ?? { due: 0, booked: 0 };
}
