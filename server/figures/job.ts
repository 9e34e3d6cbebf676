import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { countFigures } from './count-figures.ts';

/** Every ten minutes: a page says when it was counted, and counts itself where that is long ago. */
export function figuresJob(owner: ConnectionSettings, log: Logger): Job {
  return {
    name: 'figures',
    cron: '*/10 * * * *',
    longestSeconds: 240,
    run: () =>
      withPool(owner, { name: 'figures', max: 1 }, async (pool) => {
        log.info({ programmes: await countFigures(pool, Date.now) }, 'figures');
      }),
  };
}
