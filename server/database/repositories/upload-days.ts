import type { Pool } from '../connect.ts';
import { millis, type Queryable } from './queryable.ts';
import { type Amount, nothing } from './retention-rows.ts';

/** One day's partition of uploads. `detached`: taken out of the table by a run that ended before it was dropped. */
export type UploadDay = {
  readonly leaf: string;
  /** Midnight, UTC. */
  readonly day: number;
  readonly state: 'attached' | 'detaching' | 'detached';
};

/** Oldest first. */
export async function listUploadDays(client: Queryable): Promise<UploadDay[]> {
  const { rows } = await client.query<UploadDay>(
    `select c.relname as leaf, ${millis(`to_date(right(c.relname, 8), 'YYYYMMDD')::timestamptz`)} as day,
       case when i.inhrelid is null then 'detached' when i.inhdetachpending then 'detaching' else 'attached' end as state
     from pg_class c left join pg_inherits i on i.inhrelid = c.oid
     where c.relnamespace = 'attend'::regnamespace and c.relkind = 'r' and c.relname ~ '^upload_0_[0-9]{8}$' order by 1`,
  );
  return rows;
}

/** Whoever waits behind a lock that we wait for waits as well: give up soon, let them pass, come again. */
const lockTimeout = '2s';

/** A leaf's name stands in the text of a statement: nothing else may. */
function checked(leaf: string): string {
  if (!/^upload_0_\d{8}$/.test(leaf)) throw new Error(`${leaf} is no day of uploads`);
  return `attend.${leaf}`;
}

/** Held people's rows go over to the partition that no day's end drops. In one statement, so that readers see each once. */
export async function moveHeld(
  client: Queryable,
  leaf: string,
  programmes: readonly string[] | null,
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ programme_id: string; held: number }>(
    `with moved as (
       delete from ${checked(leaf)} l using attend.assignment a
       where a.id = l.assignment_id and attend.is_held(a.participant_id) and ($1::uuid[] is null or a.programme_id = any($1))
       returning l.*, a.programme_id
     ), kept as (
       insert into attend.upload_held (assignment_id, version, day, retention, content)
       select assignment_id, version, day, 1, content from moved
     )
     select programme_id, count(*)::float8 as held from moved group by 1`,
    [programmes],
  );
  return new Map(rows.map(({ programme_id, held }) => [programme_id, held]));
}

type SizeRow = { programme_id: string; rows: number; bytes: number; from: number };
const sizeColumns = `count(*)::float8 as rows, coalesce(sum(octet_length(l.content)), 0)::float8 as bytes,
  ${millis('min(l.day)::timestamptz')} as "from"`;

/** How much each programme has in a day. */
export async function sizeOfDay(client: Queryable, leaf: string): Promise<Map<string, Amount>> {
  const { rows } = await client.query<SizeRow>(
    `select a.programme_id, ${sizeColumns} from ${checked(leaf)} l join attend.assignment a on a.id = l.assignment_id group by 1`,
  );
  return new Map(
    rows.map(({ programme_id, rows: count, bytes, from }) => [
      programme_id,
      { rows: count, bytes, held: 0, from },
    ]),
  );
}

/** For the preview: a programme's uploads before a day that stand in the table, held ones apart. */
export async function countUploads(client: Queryable, programmeId: string, until: Date): Promise<Amount> {
  const { rows } = await client.query<Amount>(
    `select count(*) filter (where not held)::float8 as rows, coalesce(sum(bytes) filter (where not held), 0)::float8 as bytes,
       count(*) filter (where held)::float8 as held, ${millis('min(day) filter (where not held)::timestamptz')} as "from"
     from (select u.day, octet_length(u.content) as bytes, attend.is_held(a.participant_id) as held
       from attend.upload u join attend.assignment a on a.id = u.assignment_id
       where u.day < ($2::timestamptz)::date and a.programme_id = $1) due`,
    [programmeId, until],
  );
  return rows[0] ?? nothing;
}

/** Where programmes' terms differ: the rows of one in a day that another still keeps. */
export async function removeFromDay(
  client: Queryable,
  leaf: string,
  programmeId: string,
  limit: number,
): Promise<Amount> {
  const { rows } = await client.query<SizeRow>(
    `with due as (
       select l.ctid as place from ${checked(leaf)} l join attend.assignment a on a.id = l.assignment_id
       where a.programme_id = $1 and not attend.is_held(a.participant_id) limit $2
     ), l as (
       delete from ${checked(leaf)} g using due where g.ctid = due.place returning g.day, g.content
     )
     select ${sizeColumns} from l`,
    [programmeId, limit],
  );
  const [found] = rows;
  return found === undefined || found.rows === 0
    ? nothing
    : { rows: found.rows, bytes: found.bytes, held: 0, from: found.from };
}

/**
 * Takes a day out of the table beside everything that reads and writes it: `concurrently` waits for those who use it instead
 * of locking them out, and so stands in no transaction. One that was interrupted is finished.
 */
export async function detachDay(pool: Pool, { leaf, state }: UploadDay): Promise<void> {
  if (state === 'detached') return;
  const how = state === 'detaching' ? 'finalize' : 'concurrently';
  const client = await pool.connect();
  try {
    await client.query(`set lock_timeout = '${lockTimeout}'`);
    await client.query(`alter table attend.upload_standard detach partition ${checked(leaf)} ${how}`);
  } finally {
    // A connection that cannot be set back is closed.
    await client.query('reset lock_timeout').then(
      () => client.release(),
      (failed: Error) => client.release(failed),
    );
  }
}

export async function dropDay(client: Queryable, { leaf, day }: UploadDay): Promise<void> {
  await client.query(`drop table ${checked(leaf)}`);
  // The audit's list of a day's uploads goes with them, where the audit keeps one (migration 0014).
  await client.query(
    `do $$ begin
       if to_regprocedure('attend.note_uploads_dropped(date)') is not null then
         perform attend.note_uploads_dropped('${new Date(day).toISOString().slice(0, 10)}');
       end if;
     end $$`,
  );
}

/** Holds made from here on wait until the transaction has ended: none slips between the look and the drop. */
export async function lockHolds(client: Queryable): Promise<void> {
  await client.query(`set local lock_timeout = '${lockTimeout}'`);
  await client.query('lock table attend.retention_hold in share mode');
}
