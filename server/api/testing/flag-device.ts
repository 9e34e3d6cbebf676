import type { Pool } from 'pg';
import type { Target } from '../access/matrix-target.ts';

/** Their device, with what looked wrong about it, and what it said before it was theirs. */
export async function flagDevice(owner: Pool, person: string): Promise<Pick<Target, 'device' | 'flag'>> {
  const { rows } = await owner.query(
    `insert into device_flag (programme_id, device_id, kind, first_at, last_at, count)
     select programme_id, device_id, 'cloned', now(), now(), 1 from assignment where participant_id = $1 returning device_id, id`,
    [person],
  );
  await owner.query(
    `insert into device_contact (device_id, programme_id, last_at) select device_id, programme_id, now() from assignment
     where participant_id = $1`,
    [person],
  );
  return { device: rows[0].device_id, flag: rows[0].id };
}
