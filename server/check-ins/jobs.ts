import type { Keyring } from '@attend/server/keys/keyring';
import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { extendSchedules } from './extend.ts';
import { moveClosed } from './move-closed.ts';

/** What check-ins need by the clock: further ones at night, and what a closure moves within a minute. */
export function checkInJobs(owner: ConnectionSettings, keyring: Keyring, log: Logger): readonly Job[] {
  return [
    {
      name: 'check-ins-ahead',
      cron: '41 7 * * *',
      longestSeconds: 3 * 3_600,
      run: () =>
        withPool(owner, { name: 'check-ins ahead', max: 2 }, async (pool) => {
          const { made, left } = await extendSchedules(pool, Date.now());
          log.info({ made, left }, 'check-ins made ahead');
        }),
    },
    {
      name: 'closures',
      cron: '* * * * *',
      longestSeconds: 1_800,
      run: () =>
        withPool(owner, { name: 'closures', max: 2 }, async (pool) => {
          const moved = await moveClosed(pool, keyring, Date.now());
          if (moved > 0) log.info({ moved }, 'check-ins moved off closed days');
        }),
    },
  ];
}
