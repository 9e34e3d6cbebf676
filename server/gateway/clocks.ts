import type { Pool } from 'pg';
import type { Intake } from './item.ts';

/** Ticks taken at once. */
const most = 500;
/** Another gateway takes a tick over where the one that claimed it has not settled it within this time. */
const claim = '30 seconds';

/**
 * Claims the clocks that have come due and offers them as work. Answers how many: a full hand means that more wait.
 */
export async function claimTicks(pool: Pool, intake: Intake): Promise<number> {
  if (intake.full) return 0;
  const { rows } = await pool.query<{ id: string }>({
    name: 'gateway-ticks',
    text: `update attend.assignment_due d set due_at = now() + interval '${claim}'
      where assignment_id in (
        select assignment_id from attend.assignment_due where due_at <= now() order by due_at limit ${most} for update skip locked)
      returning assignment_id as id`,
  });
  for (const { id } of rows) intake.offer({ kind: 'tick', assignmentId: Number(id), slot: null });
  return rows.length;
}
