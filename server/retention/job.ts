import type { Keyring } from '@attend/server/keys/keyring';
import type { Logger } from 'pino';
import { giveUpOldImports } from '../caseload/run.ts';
import { withPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { runRetention } from './run.ts';

/** At night on the American continent, when devices and screens ask least. */
export const retentionHour = { hour: 8, minute: 17 } as const;

/** When the schedule is next applied. */
export function nextRun(now: number): number {
  const day = Math.floor(now / 86_400_000) * 86_400_000;
  const today = day + (retentionHour.hour * 60 + retentionHour.minute) * 60_000;
  return today > now ? today : today + 86_400_000;
}

export function retentionJob(owner: ConnectionSettings, keyring: Keyring, log: Logger): Job {
  return {
    name: 'retention',
    cron: `${retentionHour.minute} ${retentionHour.hour} * * *`,
    longestSeconds: 6 * 3_600,
    run: () =>
      withPool(owner, { name: 'retention', max: 2 }, async (pool) => {
        await runRetention({
          pool,
          keyring,
          now: Date.now,
          failed: (what) => log.warn({ what }, 'retention: not removed this time'),
        });
        await giveUpOldImports(pool, keyring, Date.now());
      }),
  };
}
