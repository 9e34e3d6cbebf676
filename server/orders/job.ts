import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Keyring } from '../keys/keyring.ts';
import { lookAtDates } from './look-at-dates.ts';

/** Each hour: a date is a day's matter, and what lapses has lapsed for less than an hour. */
export function orderDatesJob(owner: ConnectionSettings, keyring: Keyring, log: Logger): Job {
  return {
    name: 'order-dates',
    cron: '7 * * * *',
    longestSeconds: 3_000,
    run: () =>
      withPool(owner, { name: 'order dates', max: 2 }, async (pool) => {
        log.info({ ...(await lookAtDates({ pool, keyring, now: Date.now })) }, 'dates of orders');
      }),
  };
}
