import { instantOf, millis, type Queryable } from './queryable.ts';

export type AbsenceRow = {
  readonly id: string;
  readonly staffId: string;
  readonly staff: string;
  readonly standInId: string;
  readonly standIn: string;
  readonly from: number;
  readonly to: number;
};

/** Those that stand or are to come, by their beginning. */
export async function listAbsences(client: Queryable): Promise<AbsenceRow[]> {
  const { rows } = await client.query<AbsenceRow>(
    `select a.id, s.id as "staffId", s.name as staff, i.id as "standInId", i.name as "standIn",
       ${millis('a.from_at')} as from, ${millis('a.to_at')} as to
     from absence a join staff s on s.id = a.staff_id join staff i on i.id = a.stand_in_id
     where a.to_at > now() order by a.from_at, a.id limit 500`,
  );
  return rows;
}

/** Those that stand now of whoever of the staff works with a person. */
export async function listAwayFrom(client: Queryable, participantId: string): Promise<AbsenceRow[]> {
  const { rows } = await client.query<AbsenceRow>(
    `select distinct on (a.from_at, a.id) a.id, s.id as "staffId", s.name as staff, i.id as "standInId", i.name as "standIn",
       ${millis('a.from_at')} as from, ${millis('a.to_at')} as to
     from supervision v join absence a on a.staff_id = v.staff_id join staff s on s.id = a.staff_id
       join staff i on i.id = a.stand_in_id
     where v.participant_id = $1 and v.from_at <= now() and (v.to_at is null or v.to_at > now())
       and a.from_at <= now() and a.to_at > now() order by a.from_at, a.id`,
    [participantId],
  );
  return rows;
}

type Holder = {
  readonly staffId: string;
  readonly providerId: string | null;
  readonly roles: readonly string[];
};

/** Whether one of these roles holds for `actor` in every office in which any role holds for `other`; of a provider's staff, whether for its agency. */
export async function holdsWhere(
  client: Queryable,
  actor: Holder,
  other: { readonly id: string; readonly providerId: string | null },
): Promise<boolean> {
  if (other.providerId !== null) return actor.providerId === null || actor.providerId === other.providerId;
  if (actor.providerId !== null) return false;
  const stands = (role: string): string =>
    `${role}.from_at <= now() and (${role}.to_at is null or ${role}.to_at > now())`;
  const { rows } = await client.query<{ holds: boolean }>(
    `select not exists (select from staff_role t where t.staff_id = $1 and ${stands('t')} and not exists (select from staff_role m
       where m.staff_id = $2 and ${stands('m')} and m.role = any($3) and (m.office_id is null or m.office_id = t.office_id))) as holds`,
    [other.id, actor.staffId, actor.roles],
  );
  return rows[0]?.holds ?? false;
}

export async function insertAbsence(
  client: Queryable,
  programmeId: string,
  made: { readonly staffId: string; readonly standInId: string; readonly from: number; readonly to: number },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at) values ($1, $2, $3, $4, $5) returning id`,
    [programmeId, made.staffId, made.standInId, instantOf(made.from), instantOf(made.to)],
  );
  return rows[0]?.id ?? '';
}

/** False: there is none, or it has ended. One that has not begun ends as it begins. */
export async function endAbsence(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update absence set to_at = greatest(now(), from_at + interval '1 microsecond') where id = $1 and to_at > now()`,
    [id],
  );
  return rowCount === 1;
}
