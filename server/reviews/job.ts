import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { lookAtReviews } from './look-at-reviews.ts';

/** Each hour, after the dates of orders: each person once in half a day. */
export function reviewsJob(owner: ConnectionSettings, log: Logger): Job {
  return {
    name: 'reviews',
    cron: '37 * * * *',
    longestSeconds: 3_000,
    run: () =>
      withPool(owner, { name: 'reviews', max: 2 }, async (pool) => {
        log.info({ ...(await lookAtReviews(pool, Date.now)) }, 'reviews');
      }),
  };
}
