import type { ClosureKind, ContactWay, OfficeCalendar } from '@attend/casework';
import type { TimetableEntry } from '@attend/kernel';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type OfficePlace = { readonly id: string; readonly name: string; readonly timezone: string };
export type OfficeHours = {
  readonly hours: readonly TimetableEntry[];
  readonly slotMinutes: number;
  readonly capacity: number;
};
export type OfficeHoursRow = OfficeHours & { readonly version: number };
export type ClosureRow = { readonly on: string; readonly kind: ClosureKind; readonly name: string };

export async function findOffice(client: Queryable, id: string): Promise<OfficePlace | null> {
  const { rows } = await client.query<OfficePlace>(
    'select id, name, timezone from office where id = $1 and ended_at is null',
    [id],
  );
  return rows[0] ?? null;
}

export async function listOfficePlaces(client: Queryable): Promise<OfficePlace[]> {
  const { rows } = await client.query<OfficePlace>(
    'select id, name, timezone from office where ended_at is null order by name, id',
  );
  return rows;
}

export async function findHours(client: Queryable, officeId: string): Promise<OfficeHoursRow | null> {
  const { rows } = await client.query<OfficeHoursRow>(
    `select hours, slot_minutes as "slotMinutes", capacity, version from office_calendar where office_id = $1`,
    [officeId],
  );
  return rows[0] ?? null;
}

/** By day, from one on. */
export async function listClosures(client: Queryable, officeId: string, from: string): Promise<ClosureRow[]> {
  const { rows } = await client.query<ClosureRow>(
    `select on_day::text as on, kind, name from office_closure where office_id = $1 and on_day >= $2 order by on_day limit 2000`,
    [officeId, from],
  );
  return rows;
}

/** What decisions are made by; null: its hours are not set. */
export async function loadCalendar(
  client: Queryable,
  office: OfficePlace,
): Promise<(OfficeCalendar & { readonly slotMinutes: number; readonly capacity: number }) | null> {
  const hours = await findHours(client, office.id);
  if (hours === null) return null;
  const closures = await listClosures(client, office.id, '1900-01-01');
  return {
    timezone: office.timezone,
    hours: hours.hours,
    closed: new Set(closures.map(({ on }) => on)),
    slotMinutes: hours.slotMinutes,
    capacity: hours.capacity,
  };
}

/** The new version; null: somebody else changed it meanwhile. */
export async function writeHours(
  client: Queryable,
  place: { readonly programmeId: string; readonly officeId: string; readonly version: number },
  given: OfficeHours,
): Promise<number | null> {
  const values = [place.officeId, JSON.stringify(given.hours), given.slotMinutes, given.capacity];
  const { rows } = await client.query<{ version: number }>(
    place.version === 0
      ? `insert into office_calendar (office_id, hours, slot_minutes, capacity, programme_id) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning version`
      : `update office_calendar set hours = $2, slot_minutes = $3, capacity = $4, version = version + 1
         where office_id = $1 and version = $5 returning version`,
    [...values, place.version === 0 ? place.programmeId : place.version],
  );
  return rows[0]?.version ?? null;
}

/** False: the day is closed already. */
export async function insertClosure(
  client: Queryable,
  place: { readonly programmeId: string; readonly officeId: string; readonly by: string },
  closure: ClosureRow,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into office_closure (programme_id, office_id, on_day, kind, name, made_by) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [place.programmeId, place.officeId, closure.on, closure.kind, closure.name, place.by],
  );
  return rowCount === 1;
}

export async function deleteClosure(
  client: Queryable,
  officeId: string,
  on: string,
): Promise<ClosureRow | null> {
  const { rows } = await client.query<ClosureRow>(
    'delete from office_closure where office_id = $1 and on_day = $2 returning on_day::text as on, kind, name',
    [officeId, on],
  );
  return rows[0] ?? null;
}

/** Places that are left of slots, as the database refuses by (`places_at`). */
export async function loadFree(
  client: Queryable,
  officeId: string,
  slots: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ at: number; free: number }>(
    `select ${millis('w.at')} as at, greatest(0, coalesce(places_at($1, w.at), 0) - coalesce(s.taken, 0)) as free
     from unnest($2::timestamptz[]) as w (at) left join office_slot s on s.office_id = $1 and s.at = w.at`,
    [officeId, slots.map(instantOf)],
  );
  return new Map(rows.map(({ at, free }) => [at, free]));
}

export type PolicyRow = { readonly revision: number; readonly ladder: readonly ContactWay[] };

/** Null: the program's own order holds. */
export async function findCheckInPolicy(client: Queryable): Promise<PolicyRow | null> {
  const { rows } = await client.query<PolicyRow>(
    'select revision, ladder from check_in_policy where from_at <= now() order by revision desc limit 1',
  );
  return rows[0] ?? null;
}

export type PolicyRevisionRow = PolicyRow & {
  readonly from: number;
  readonly by: string;
  readonly reason: string;
};
export async function listCheckInPolicies(client: Queryable): Promise<PolicyRevisionRow[]> {
  const { rows } = await client.query<PolicyRevisionRow>(
    `select p.revision, p.ladder, ${millis('p.from_at')} as from, s.name as by, p.reason from check_in_policy p join staff s on s.id = p.made_by
     order by p.revision desc limit 200`,
  );
  return rows;
}

/** False: somebody else published one meanwhile. */
export async function insertCheckInPolicy(
  client: Queryable,
  made: PolicyRow & { readonly programmeId: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into check_in_policy (programme_id, revision, ladder, reason, made_by) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [made.programmeId, made.revision, made.ladder, made.reason, made.by],
  );
  return rowCount === 1;
}
