import type { Schedule, Terms } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

type ScheduleRow = { programme_id: string; revision: number; from: number; terms: Terms };

const scheduleColumns = `programme_id, revision, ${millis('from_at')} as "from", terms`;
const scheduleOf = ({ revision, from, terms }: ScheduleRow): Schedule => ({ revision, from, terms });

/** All revisions of the transaction's programme. */
export async function listSchedules(client: Queryable): Promise<Schedule[]> {
  const { rows } = await client.query<ScheduleRow>(`select ${scheduleColumns} from retention_schedule`);
  return rows.map(scheduleOf);
}

/** Of every programme, for the jobs: with none, no revision was ever made. */
export async function listAllSchedules(client: Queryable): Promise<Map<string, Schedule[]>> {
  const { rows } = await client.query<{ id: string }>('select id from attend.programme order by id');
  const made = await client.query<ScheduleRow>(`select ${scheduleColumns} from attend.retention_schedule`);
  const grouped = Map.groupBy(made.rows, ({ programme_id }) => programme_id);
  return new Map(rows.map(({ id }) => [id, (grouped.get(id) ?? []).map(scheduleOf)]));
}

export type NewSchedule = Schedule & {
  readonly programmeId: string;
  readonly reason: string;
  readonly staffId: string;
};

export async function insertSchedule(client: Queryable, made: NewSchedule): Promise<void> {
  await client.query(
    `insert into retention_schedule (programme_id, revision, from_at, terms, reason, made_by) values ($1, $2, $3, $4, $5, $6)`,
    [made.programmeId, made.revision, new Date(made.from), made.terms, made.reason, made.staffId],
  );
}

/** Two who revise at once follow one another. */
export async function lockSchedules(client: Queryable, programmeId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('attend.retention_schedule ' || $1))`, [
    programmeId,
  ]);
}

export type RevisionRow = {
  readonly revision: number;
  readonly from_at: Date;
  readonly made_at: Date;
  readonly made_by: string;
  readonly reason: string;
  readonly terms: Terms;
};

export async function listRevisions(client: Queryable): Promise<RevisionRow[]> {
  const { rows } = await client.query<RevisionRow>(
    `select r.revision, r.from_at, r.made_at, s.name as made_by, r.reason, r.terms
     from retention_schedule r join staff s on s.id = r.made_by order by r.revision desc limit 50`,
  );
  return rows;
}

export type ReceiptRow = {
  readonly id: string;
  readonly kind: string;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly rows: number;
  readonly bytes: number;
  readonly held: number;
  readonly revision: number;
  readonly at: Date;
};

export async function listReceipts(client: Queryable, limit: number): Promise<ReceiptRow[]> {
  const { rows } = await client.query<ReceiptRow>(
    `select id, kind, from_at, until_at, rows::float8 as rows, bytes::float8 as bytes, held::float8 as held, revision, at
     from retention_receipt order by id desc limit $1`,
    [limit],
  );
  return rows;
}

export type RunRow = { readonly began_at: Date; readonly ended_at: Date | null; readonly failures: string[] };

export async function readLastRun(client: Queryable): Promise<RunRow | null> {
  const { rows } = await client.query<RunRow>(
    'select began_at, ended_at, failures from retention_run order by id desc limit 1',
  );
  return rows[0] ?? null;
}

/** Up to when a programme's readings are gone; minus infinity where none ever were. */
export async function readHorizons(client: Queryable): Promise<Map<string, number>> {
  const { rows } = await client.query<{ programme_id: string; until: number }>(
    `select programme_id, ${millis('until_at')} as until from attend.retention_horizon where kind = 'readings'`,
  );
  return new Map(rows.map(({ programme_id, until }) => [programme_id, until]));
}
