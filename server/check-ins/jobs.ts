import type { Keyring } from '@attend/server/keys/keyring';
import type { Logger } from 'pino';
import { createPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { extendSchedules } from './extend.ts';
import { moveClosed } from './move-closed.ts';

/** What check-ins need by the clock: further ones at night, and what a closure moves within a minute. */
export function checkInJobs(owner: ConnectionSettings, keyring: Keyring, log: Logger): readonly Job[] {
  const withPool = async (name: string, work: (pool: ReturnType<typeof createPool>) => Promise<void>) => {
    const pool = createPool(owner, { name, max: 2 });
    try {
      await work(pool);
    } finally {
      await pool.end();
    }
  };
  return [
    {
      name: 'check-ins-ahead',
      cron: '41 7 * * *',
      longestSeconds: 3 * 3_600,
      run: () =>
        withPool('check-ins ahead', async (pool) => {
          const { made, left } = await extendSchedules(pool, Date.now());
          log.info({ made, left }, 'check-ins made ahead');
        }),
    },
    {
      name: 'closures',
      cron: '* * * * *',
      longestSeconds: 1_800,
      run: () =>
        withPool('closures', async (pool) => {
          const moved = await moveClosed(pool, keyring, Date.now());
          if (moved > 0) log.info({ moved }, 'check-ins moved off closed days');
        }),
    },
  ];
}
