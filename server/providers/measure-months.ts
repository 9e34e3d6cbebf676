import { holdsIn, monthsBefore, spanOfMonth, versionIn } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Logger } from 'pino';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import { listProgrammes } from '../database/repositories/programmes.ts';
import {
  findContract,
  listContractVersions,
  listProgrammeContracts,
} from '../database/repositories/provider-contracts.ts';
import {
  dropAskedMonth,
  listAskedMonths,
  listStatements,
  noteFailedMonth,
} from '../database/repositories/provider-measures.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { measureContract } from './measure.ts';

/** As far back as entries come late; what is older is measured when somebody asks. */
const months = 13;

/** Where it says what it could not do. */
type Told = { error(of: object, message: string): void };
/** What a run did: the figures of its line in the log. */
export type Run = { readonly months: number; readonly failures: number; readonly milliseconds: number };

/** One month that cannot be measured keeps no other from it. `step`: whether there was anything to measure. */
function createRun(log: Told, clock: () => Millis) {
  const began = clock();
  let measured = 0;
  let failures = 0;
  return {
    async step(of: { readonly contract: string; readonly month: string }, work: () => Promise<boolean>) {
      try {
        if (await work()) measured += 1;
        return true;
      } catch (thrown) {
        failures += 1;
        const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
        log.error({ ...of, code }, 'a provider’s month was not measured');
        return false;
      }
    },
    end: (): Run => ({ months: measured, failures, milliseconds: clock() - began }),
  };
}

/** PRV-22: each month that is over and that nobody has signed, each in a transaction of its own. */
export async function measureMonths(pool: Pool, clock: () => Millis, log: Told): Promise<Run> {
  const run = createRun(log, clock);
  const now = clock();
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
        await run.step({ contract: contract.id, month }, () =>
          transaction(pool, settings, async (client) => {
            if ((await listStatements(client, [contract.id], month)).length > 0) return false;
            const version = versionIn(versions.get(contract.id) ?? [], month);
            if (version === null) return false;
            await measureContract({ client, programmeId, timezone }, contract, version, month);
            return true;
          }),
        );
    }
  }
  return run.end();
}

/** PRV-22: what somebody opened and nobody had measured, the first asked first. */
export async function measureAsked(pool: Pool, clock: () => Millis, log: Told): Promise<Run> {
  const run = createRun(log, clock);
  for (const { programmeId, timezone, ...asked } of await transaction(pool, {}, listAskedMonths)) {
    const { contractId, month } = asked;
    const settings = { 'attend.programme': programmeId };
    const isDone = await run.step({ contract: contractId, month }, () =>
      transaction(pool, settings, async (client) => {
        const contract = await findContract(client, contractId);
        const version = versionIn(await listContractVersions(client, [contractId]), month);
        // Amended meanwhile, so that it does not hold in this month any more.
        if (contract === null || version === null || !holdsIn(contract, month)) {
          await dropAskedMonth(client, asked);
          return false;
        }
        await measureContract({ client, programmeId, timezone }, contract, version, month);
        return true;
      }),
    );
    if (!isDone) await transaction(pool, settings, (client) => noteFailedMonth(client, asked));
  }
  return run.end();
}

/** Each night, while nobody waits for the same rows; and each minute what somebody waits for. */
export function providerMonthsJobs(owner: ConnectionSettings, log: Logger): Job[] {
  const job = (name: string, cron: string, measure: typeof measureMonths, quiet: boolean): Job => ({
    ...{ name, cron, longestSeconds: 3_000 },
    run: () =>
      withPool(owner, { name: name.replace('-', ' '), max: 1 }, async (pool) => {
        const run = await measure(pool, Date.now, log);
        if (!quiet || run.months + run.failures > 0) log.info({ job: name, ...run }, 'providers measured');
      }),
  });
  return [
    job('provider-months', '40 7 * * *', measureMonths, false),
    job('provider-months-asked', '* * * * *', measureAsked, true),
  ];
}
