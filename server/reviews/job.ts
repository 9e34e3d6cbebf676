import type { Logger } from 'pino';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { lookAtReviews } from './look-at-reviews.ts';

/** Every ten minutes, a few people each time: each person once in half a day, and at once where the terms were published anew. */
export function reviewsJob(owner: ConnectionSettings, log: Logger): Job {
  return {
    name: 'reviews',
    cron: '7-57/10 * * * *',
    longestSeconds: 3_000,
    run: () =>
      withPool(owner, { name: 'reviews', max: 2 }, async (pool) => {
        log.info({ ...(await lookAtReviews(pool, Date.now)) }, 'reviews');
      }),
  };
}
