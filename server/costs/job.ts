import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { checkMonths, closeMonths } from './close-months.ts';
import { compareInvoices } from './compare-invoices.ts';

/** Each minute: what was asked for waits no longer; a month that is over is closed once. */
export function costsJob(owner: ConnectionSettings, log: Logger): Job {
  return {
    name: 'costs',
    cron: '* * * * *',
    longestSeconds: 3_000,
    run: () =>
      withPool(owner, { name: 'costs', max: 2 }, async (pool) => {
        const months = await closeMonths(pool, Date.now);
        const checked = await checkMonths(pool);
        const compared = await compareInvoices(pool);
        if (months.closed + checked + compared > 0) log.info({ ...months, checked, compared }, 'costs');
      }),
  };
}
