import { holdsIn, monthsBefore, spanOfMonth, versionIn } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Logger } from 'pino';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import { listContractVersions, listProgrammeContracts } from '../database/repositories/provider-contracts.ts';
import { listStatements } from '../database/repositories/provider-measures.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { measureContract } from './measure.ts';

/** As far back as entries come late; what is older is measured when somebody asks. */
const months = 13;

/** PRV-22: each month that is over and that nobody has signed, each in a transaction of its own. Returns how many were measured. */
export async function measureMonths(pool: Pool, now: Millis): Promise<number> {
  const { rows } = await pool.query<{ id: string; timezone: string }>(
    'select id, timezone from programme order by id',
  );
  let measured = 0;
  for (const { id: programmeId, timezone } of rows) {
    const settings = { 'attend.programme': programmeId };
    const contracts = await transaction(pool, settings, (client) =>
      listProgrammeContracts(client, programmeId),
    );
    for (const month of monthsBefore(now, timezone, months)) {
      if (spanOfMonth(month, timezone).to > now) continue;
      for (const contract of contracts.filter((one) => holdsIn(one, month)))
        await transaction(pool, settings, async (client) => {
          if ((await listStatements(client, [contract.id], month)).length > 0) return;
          const version = versionIn(await listContractVersions(client, [contract.id]), month);
          if (version === null) return;
          await measureContract({ client, programmeId, timezone }, contract, version, month);
          measured += 1;
        });
    }
  }
  return measured;
}

/** Each night, while nobody waits for the same rows. */
export function providerMonthsJob(owner: ConnectionSettings, log: Logger): Job {
  return {
    name: 'provider-months',
    cron: '40 7 * * *',
    longestSeconds: 3_000,
    run: () =>
      withPool(owner, { name: 'provider months', max: 1 }, async (pool) => {
        log.info({ months: await measureMonths(pool, Date.now()) }, 'providers measured');
      }),
  };
}
