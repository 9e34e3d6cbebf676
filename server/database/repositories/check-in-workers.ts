import type { TimetableEntry } from '@attend/kernel';
import type { Queryable } from './queryable.ts';

export type WorkerRow = {
  readonly id: string;
  readonly staffId: string;
  readonly staff: string;
  readonly hours: readonly TimetableEntry[];
  readonly atOnce: number;
};

export async function listWorkers(client: Queryable, officeId: string): Promise<WorkerRow[]> {
  const { rows } = await client.query<WorkerRow>(
    `select w.id, w.staff_id as "staffId", s.name as staff, w.hours, w.at_once as "atOnce" from check_in_worker w join staff s on s.id = w.staff_id
     where w.office_id = $1 and w.ended_at is null order by s.name, w.id`,
    [officeId],
  );
  return rows;
}

export async function findColleague(client: Queryable, staffId: string): Promise<boolean> {
  const { rows } = await client.query('select 1 from staff where id = $1 and ended_at is null', [staffId]);
  return rows.length === 1;
}

/** Null: they hold check-ins there already. */
export async function insertWorker(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly officeId: string;
    readonly staff: string;
    readonly hours: readonly TimetableEntry[];
    readonly atOnce: number;
    readonly by: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into check_in_worker (programme_id, office_id, staff_id, hours, at_once, created_by) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [made.programmeId, made.officeId, made.staff, JSON.stringify(made.hours), made.atOnce, made.by],
  );
  return rows[0]?.id ?? null;
}

export async function endWorker(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update check_in_worker set ended_at = now() where id = $1 and ended_at is null',
    [id],
  );
  return rowCount === 1;
}
