import { monthsBefore, spanOfMonth } from '@attend/casework';
import type { Logger } from 'pino';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import { computeFigures, listDueMonths } from '../database/repositories/statistic-figures.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';

/** How many months that are over are worked out anew each night: as far back as entries come late. */
const months = 13;
const nearlyADay = 20 * 3_600_000;

/** STA-1: the tables of the months that are over, each in a transaction of its own. */
export async function computeMonths(pool: Pool, now: number): Promise<number> {
  let computed = 0;
  // A day back: what is over everywhere is over in every programme's own time.
  const wanted = monthsBefore(now - 86_400_000, 'UTC', months);
  for (const { programmeId, timezone, month } of await listDueMonths(
    pool,
    wanted,
    new Date(now - nearlyADay),
  )) {
    const { from, to } = spanOfMonth(month, timezone);
    if (to > now) continue;
    await transaction(pool, {}, (client) =>
      computeFigures(client, { programmeId, month, from: new Date(from), to: new Date(to) }),
    );
    computed += 1;
  }
  return computed;
}

/** Each quarter of an hour what somebody asked for; by itself once a day. */
export const statisticsJob = (owner: ConnectionSettings, log: Logger): Job => ({
  name: 'statistics',
  cron: '*/15 * * * *',
  longestSeconds: 3_000,
  run: () =>
    withPool(owner, { name: 'statistics', max: 1 }, async (pool) => {
      log.info({ months: await computeMonths(pool, Date.now()) }, 'statistics');
    }),
});
