import type { RetentionKindName } from '@attend/casework';
import type { Queryable } from './queryable.ts';
import { type Amount, type AmountRow, amountColumns, nothing, rowsOf } from './retention-rows.ts';

/**
 * What retention takes out of that on which the audit's chain stands. Each removal is a row of its own, which enters the chain like any
 * other change; the database lets nothing go that no removal of the same transaction names (migration 0022).
 */
async function insertRemoval(
  client: Queryable,
  kind: 'access-records' | 'audit-values',
  rest: string,
  [programmeId, until, limit]: readonly [string | null, Date, number],
): Promise<string | null> {
  const { table, due, participant } = rowsOf(kind);
  const { rows } = await client.query<{ id: string }>(
    `with due as (
       select t.* from ${table} t where ${due} and (${participant} is null or not attend.is_held(${participant})) order by t.id limit $3
     )
     insert into attend.audit_removal (kind, programme_id, until_at, rows, ids, rest)
     select '${kind}', $1::uuid, $2::timestamptz, count(*), range_agg(int8range(id, id + 1)), ${rest} from due having count(*) > 0
     returning id`,
    [programmeId, until, limit],
  );
  return rows[0]?.id ?? null;
}

/** $1: the removal. */
const named = `(select n from attend.audit_removal r, unnest(r.ids) as span, generate_series(lower(span), upper(span) - 1) as n where r.id = $1)`;

/** Looks whose term is over go whole; their hashes stay in the chain. */
export async function removeLooks(
  client: Queryable,
  _kind: RetentionKindName,
  programmeId: string | null,
  until: Date,
  limit: number,
): Promise<Amount> {
  const removal = await insertRemoval(client, 'access-records', 'null', [programmeId, until, limit]);
  if (removal === null) return nothing;
  const { at, bytes } = rowsOf('access-records');
  const { rows } = await client.query<AmountRow>(
    `with gone as (delete from attend.access_record t where t.id in ${named} returning ${at} as at, ${bytes} as bytes)
     select ${amountColumns('false')} from gone`,
    [removal],
  );
  return rows[0] ?? nothing;
}

/** Of changes whose term is over the values go, sealed as they are; who changed what and when stays, with what it can be proved by. */
export async function removeValues(
  client: Queryable,
  _kind: RetentionKindName,
  programmeId: string | null,
  until: Date,
  limit: number,
): Promise<Amount> {
  const rest = `sha256(string_agg(attend.audit_rest(row(id, programme_id, at, staff_id, operator, action, entity, entity_id, participant_id,
    request_id, before, after)::attend.audit_entry), ''::bytea order by id))`;
  const removal = await insertRemoval(client, 'audit-values', rest, [programmeId, until, limit]);
  if (removal === null) return nothing;
  const { at, bytes } = rowsOf('audit-values');
  const { rows } = await client.query<AmountRow>(
    `with due as (
       select t.id, ${at} as at, ${bytes} as bytes from attend.audit_entry t where t.id in ${named}
     ), gone as (
       update attend.audit_entry t set before = null, after = null from due where t.id = due.id returning due.at, due.bytes
     )
     select ${amountColumns('false')} from gone`,
    [removal],
  );
  return rows[0] ?? nothing;
}

/** Where a day of uploads stays for another programme: from now on this one's are missing from it lawfully. */
export async function noteUploadsRemoved(
  client: Queryable,
  programmeId: string,
  day: number,
  rows: number,
): Promise<void> {
  await client.query(
    `insert into attend.audit_removal (kind, programme_id, until_at, rows, day)
     values ('readings', $1, $2::timestamptz + interval '1 day', $3, ($2::timestamptz at time zone 'UTC')::date)`,
    [programmeId, new Date(day), rows],
  );
}

/** What a hold kept of days that are gone. A day that another programme still keeps has its list in the audit. */
export async function removeHeldUploads(
  client: Queryable,
  _kind: RetentionKindName,
  programmeId: string | null,
  until: Date,
  limit: number,
): Promise<Amount> {
  const { table, joins, due, at, bytes, participant } = rowsOf('readings');
  const { rows } = await client.query<AmountRow>(
    `with due as (
       select t.ctid as place, ${at} as at, ${bytes} as bytes from ${table} t ${joins}
       where ${due} and (${participant} is null or not attend.is_held(${participant})) limit $3
     ), gone as (
       delete from ${table} g using due where g.ctid = due.place returning g.day, due.at, due.bytes
     ), noted as (
       insert into attend.audit_removal (kind, programme_id, until_at, rows, day)
       select 'readings', $1::uuid, (day + 1)::timestamp at time zone 'UTC', count(*), day from gone group by day
     )
     select ${amountColumns('false')} from gone`,
    [programmeId, until, limit],
  );
  return rows[0] ?? nothing;
}
