import { holdsIn, monthsBefore, spanOfMonth, versionIn } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Logger } from 'pino';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import { listProgrammes } from '../database/repositories/programmes.ts';
import { listContractVersions, listProgrammeContracts } from '../database/repositories/provider-contracts.ts';
import { listStatements } from '../database/repositories/provider-measures.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { measureContract } from './measure.ts';

/** As far back as entries come late; what is older is measured when somebody asks. */
const months = 13;

/** PRV-22: each month that is over and that nobody has signed, each in a transaction of its own. Returns how many were measured. */
export async function measureMonths(pool: Pool, now: Millis): Promise<number> {
  let measured = 0;
  for (const { id: programmeId, timezone } of await listProgrammes(pool)) {
    const settings = { 'attend.programme': programmeId };
    const [contracts, versions] = await transaction(pool, settings, async (client) => {
      const all = await listProgrammeContracts(client, programmeId);
      const ids = all.map(({ id }) => id);
      return [
        all,
        Map.groupBy(await listContractVersions(client, ids), ({ contractId }) => contractId),
      ] as const;
    });
    for (const month of monthsBefore(now, timezone, months)) {
      if (spanOfMonth(month, timezone).to > now) continue;
      for (const contract of contracts.filter((one) => holdsIn(one, month)))
        await transaction(pool, settings, async (client) => {
          if ((await listStatements(client, [contract.id], month)).length > 0) return;
          const version = versionIn(versions.get(contract.id) ?? [], month);
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
