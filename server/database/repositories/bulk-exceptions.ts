import type { BulkCondition } from '@attend/casework';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type BulkOffice = {
  readonly id: string;
  readonly name: string;
  readonly county: string | null;
  readonly people: number;
};

/** Offices with somebody within reach, and how many. */
export async function listBulkOffices(client: Queryable, { whole, keys }: Reach): Promise<BulkOffice[]> {
  const { rows } = await client.query<BulkOffice>(
    `select o.id, o.name, o.county, count(p.id)::int as people from office o
     left join participant p on p.office_id = o.id and p.entered_in_error_at is null and ($1::boolean or ${isReached('p', '$2')})
     where o.ended_at is null and o.provider_id is null group by o.id having count(p.id) > 0 or $1 order by o.county nulls last, o.name`,
    [whole, keys],
  );
  return rows;
}

export async function writeCounty(
  client: Queryable,
  id: string,
  county: string | null,
): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    'update office set county = $2 where id = $1 and ended_at is null returning name',
    [id, county],
  );
  return rows[0]?.name ?? null;
}

const concernedFrom = `from participant p join office o on o.id = p.office_id
where p.programme_id = $1 and p.office_id = any($4::uuid[]) and p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')})`;
const reachValues = ({ programmeId, whole, keys }: Reach) => [programmeId, whole, keys];

export async function countConcerned(
  client: Queryable,
  reach: Reach,
  offices: readonly string[],
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n ${concernedFrom}`, [
    ...reachValues(reach),
    offices,
  ]);
  return rows[0]?.n ?? 0;
}

export type ConcernedRow = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  readonly office: string;
};

/** By reference, after one. */
export async function listConcerned(
  client: Queryable,
  reach: Reach,
  offices: readonly string[],
  after: string,
  limit: number,
): Promise<ConcernedRow[]> {
  const { rows } = await client.query<ConcernedRow>(
    `select p.id, p.reference, p.sealed, o.name as office ${concernedFrom} and p.reference > $5 order by p.reference limit $6`,
    [...reachValues(reach), offices, after, limit],
  );
  return rows;
}

export type NewBulk = {
  readonly programmeId: string;
  readonly reason: string;
  readonly conditions: readonly BulkCondition[];
  readonly offices: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly by: string;
};

/** With everybody whom it concerns, in one statement each: none is read out. Answers how many they are. */
export async function insertBulk(
  client: Queryable,
  reach: Reach,
  made: NewBulk,
): Promise<{ readonly id: string; readonly concerned: number }> {
  const { rows } = await client.query<{ id: string }>(
    `insert into bulk_exception (programme_id, reason, conditions, office_ids, from_at, to_at, made_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      ...[made.programmeId, made.reason, made.conditions, made.offices],
      ...[instantOf(made.from), instantOf(made.to), made.by],
    ],
  );
  const id = rows[0]?.id ?? '';
  const { rowCount } = await client.query(
    `insert into bulk_exception_person (bulk_id, participant_id, programme_id) select $5, p.id, p.programme_id ${concernedFrom}`,
    [...reachValues(reach), made.offices, id],
  );
  const concerned = rowCount ?? 0;
  await client.query('update bulk_exception set concerned = $2 where id = $1', [id, concerned]);
  return { id, concerned };
}

export type BulkRow = {
  readonly id: string;
  readonly reason: string;
  readonly conditions: readonly BulkCondition[];
  readonly offices: readonly string[];
  readonly officeIds: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly revokedAt: number | null;
  readonly revokedBy: string | null;
  readonly revokeReason: string | null;
  readonly concerned: number;
  readonly version: number;
  readonly waiting: number;
};

const columns = `b.id, b.reason, b.conditions, b.office_ids as "officeIds", ${millis('b.from_at')} as from, ${millis('b.to_at')} as to,
  array(select o.name from office o where o.id = any (b.office_ids) order by o.name) as offices, ${millis('b.made_at')} as "madeAt", m.name as "madeBy",
  ${millis('b.revoked_at')} as "revokedAt", r.name as "revokedBy", b.revoke_reason as "revokeReason", b.concerned, b.version,
  (select count(*)::int from bulk_exception_person x where x.bulk_id = b.id and x.applied < b.version) as waiting
from bulk_exception b join staff m on m.id = b.made_by left join staff r on r.id = b.revoked_by`;

/** The latest first. */
export async function listBulks(client: Queryable, limit: number): Promise<BulkRow[]> {
  const { rows } = await client.query<BulkRow>(`select ${columns} order by b.id desc limit $1`, [limit]);
  return rows;
}

/** Locked until the transaction ends. */
export async function lockBulk(client: Queryable, id: string): Promise<BulkRow | null> {
  const { rows } = await client.query<BulkRow>(`select ${columns} where b.id = $1 for update of b`, [id]);
  return rows[0] ?? null;
}

export async function writeRevocation(
  client: Queryable,
  id: string,
  by: string,
  reason: string,
): Promise<void> {
  await client.query(
    'update bulk_exception set revoked_at = now(), revoked_by = $2, revoke_reason = $3, version = version + 1 where id = $1',
    [id, by, reason],
  );
}

/** The applying's own statements, as the owner's role: of all programmes. */

export type Waiting = {
  readonly bulkId: string;
  readonly participantId: string;
  readonly programmeId: string;
  readonly version: number;
  readonly by: string;
  readonly conditions: readonly BulkCondition[];
  readonly from: number;
  readonly to: number;
  readonly revoked: boolean;
};

/** Some who wait, locked, with the state rows of their devices: in the order in which gateways lock them. */
export async function takeWaiting(client: Queryable, limit: number): Promise<Waiting[]> {
  const { rows } = await client.query<Waiting>(
    `select x.bulk_id as "bulkId", x.participant_id as "participantId", x.programme_id as "programmeId", b.version,
       coalesce(b.revoked_by, b.made_by) as by, b.conditions, ${millis('b.from_at')} as from, ${millis('b.to_at')} as to,
       b.revoked_at is not null as revoked
     from bulk_exception_person x join bulk_exception b on b.id = x.bulk_id
     where x.applied < b.version order by x.participant_id limit $1 for update of x skip locked`,
    [limit],
  );
  await client.query(
    `select from assignment_state s join assignment a on a.id = s.assignment_id where a.participant_id = any($1::uuid[])
     order by s.assignment_id for update of s`,
    [rows.map(({ participantId }) => participantId)],
  );
  return rows;
}

/** The table's trigger raises the version of each one's plan. */
export async function noteApplied(client: Queryable, done: readonly Waiting[]): Promise<void> {
  await client.query(
    `update bulk_exception_person x set applied = d.version from unnest($1::uuid[], $2::uuid[], $3::int[]) as d (bulk, person, version)
     where x.bulk_id = d.bulk and x.participant_id = d.person`,
    [
      done.map(({ bulkId }) => bulkId),
      done.map(({ participantId }) => participantId),
      done.map(({ version }) => version),
    ],
  );
}
