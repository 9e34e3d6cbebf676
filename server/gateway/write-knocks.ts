import type { Pool } from 'pg';
import type { Knocks } from './deliver.ts';
import { limits } from './limits.ts';

/** Writes down which unknown devices knocked: one row each, the oldest dropped above the bound. */
export async function writeKnocks(pool: Pool, knocks: Knocks): Promise<void> {
  const taken = knocks.take();
  if (taken.length === 0) return;
  const instant = (at: number): string => new Date(at).toISOString();
  await pool.query(
    `insert into attend.unknown_device (protocol, identifier, first_at, last_at, frames)
      select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::bigint[])
      on conflict (protocol, identifier) do update
        set last_at = excluded.last_at, frames = unknown_device.frames + excluded.frames`,
    [
      taken.map(({ protocol }) => protocol),
      taken.map(({ identifier }) => identifier),
      taken.map(({ first }) => instant(first)),
      taken.map(({ last }) => instant(last)),
      taken.map(({ frames }) => frames),
    ],
  );
  await pool.query(
    `delete from attend.unknown_device where (protocol, identifier) in (
      select protocol, identifier from attend.unknown_device order by last_at desc offset $1)`,
    [limits.unknownRows],
  );
}
