import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import { expireFittings } from '../database/repositories/fittings.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';

/** Each hour: fittings that nobody ended in time (FIT-6). */
export function fittingsJob(owner: ConnectionSettings, log: Logger): Job {
  return {
    name: 'fittings',
    cron: '52 * * * *',
    longestSeconds: 300,
    run: () =>
      withPool(owner, { name: 'fittings', max: 1 }, async (pool) => {
        log.info({ expired: await expireFittings(pool) }, 'fittings');
      }),
  };
}
