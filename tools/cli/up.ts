import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProtocolName } from '@attend/kernel';
import { startApi } from '@attend/server/api/server';
import { bulkExceptionJob } from '@attend/server/bulk-exceptions/apply';
import { checkInJobs } from '@attend/server/check-ins/jobs';
import { costsJob } from '@attend/server/costs/job';
import { openDatabase } from '@attend/server/database/open';
import { figuresJob } from '@attend/server/figures/job';
import { fittingsJob } from '@attend/server/fittings/job';
import { startGateways } from '@attend/server/gateway/start-gateways';
import { accountsJob } from '@attend/server/jobs/accounts';
import { startJobs } from '@attend/server/jobs/jobs';
import { openKeyring } from '@attend/server/keys/keyring';
import { installLastWords } from '@attend/server/keys/last-words';
import { startMessages } from '@attend/server/messages/start-messages';
import { orderDatesJob } from '@attend/server/orders/job';
import { providersJob } from '@attend/server/providers/job';
import { providerMonthsJobs } from '@attend/server/providers/measure-months';
import { retentionJob } from '@attend/server/retention/job';
import { reviewsJob } from '@attend/server/reviews/job';
import { statisticsJob } from '@attend/server/statistics/job';
import type { Command } from 'commander';
import { pino } from 'pino';
import { plainPortFault } from './port-fault.ts';
import { addServerOptions, keyPlaceOf, readSettings, type Settings } from './settings.ts';

/** Everything of one machine, running: database, gateway, API, console. */
export type Running = {
  readonly url: string;
  readonly gatewayPorts: Partial<Record<ProtocolName, number>>;
  readonly dataDir: string;
  /** What the first run is permitted by; null once a programme exists. */
  readonly firstRunKey: string | null;
  /** Does now what is done by the clock, and waits for its end. */
  runJob(name: string): Promise<void>;
  stop(): Promise<void>;
};

const webRoot = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** Without a provider they wait in the outbox, in sight. */
const noMessages = { smtp: null, sms: null };

/** Starts all of it; stops again whatever had started where one part does not come up. */
export async function startUp(settings: Settings): Promise<Running> {
  installLastWords('up');
  const log = pino({ level: settings.logLevel, base: { part: 'up', pid: process.pid } });
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const database = await openDatabase({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl });
    stops.push(() => database.stop());
    const keys = keyPlaceOf(settings);
    const keyringDirectory = join(settings.dataDir, 'keyring');
    const keyring = openKeyring(keyringDirectory, keys);
    stops.push(() => keyring.close());
    const gateway = await startGateways(
      {
        database: database.gateway,
        keyringDirectory,
        keys,
        host: settings.gatewayHost,
        ports: settings.gateway,
        logLevel: settings.logLevel,
      },
      { tell: (what) => log.error({ what }, 'gateway') },
    );
    stops.push(() => gateway.stop());
    const messages = startMessages(database.owner, keyring, settings.messages ?? noMessages, log);
    stops.push(() => messages.stop());
    const api = await startApi({
      port: settings.http,
      host: settings.host,
      database,
      keyring,
      dataDir: settings.dataDir,
      webRoot,
      gateway: () => gateway.report(),
      ...(settings.origin === undefined ? {} : { publicOrigin: settings.origin }),
      messages: messages.ways,
      providers: settings.agencies ?? [],
      ...(settings.trustProxy?.length ? { trustProxy: [...settings.trustProxy] } : {}),
      log,
    });
    stops.push(() => api.stop());
    const jobs = await startJobs({
      database: database.owner,
      jobs: [
        retentionJob(database.owner, keyring, log),
        accountsJob(database.owner, log),
        orderDatesJob(database.owner, keyring, log),
        providersJob(database.owner, keyring, log),
        ...providerMonthsJobs(database.owner, log),
        reviewsJob(database.owner, log),
        figuresJob(database.owner, log),
        fittingsJob(database.owner, log),
        costsJob(database.owner, log),
        statisticsJob(database.owner, log),
        ...messages.jobs,
        ...checkInJobs(database.owner, keyring, log),
        bulkExceptionJob(database.owner, keyring, log),
      ],
      log,
    });
    stops.push(() => jobs.stop());
    database.setHttp(api.address);
    return {
      url: api.address,
      gatewayPorts: gateway.ports,
      dataDir: settings.dataDir,
      firstRunKey: api.firstRunKey,
      runJob: jobs.run,
      stop,
    };
  } catch (thrown) {
    await stop();
    throw plainPortFault(thrown, settings);
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the program at once. */
export function untilAskedToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    });
  }
  return promise;
}

export function registerUp(program: Command): void {
  addServerOptions(
    program
      .command('up')
      .description('start everything on this machine: database, gateway, monitor, API and web app'),
  ).action(async (options: Record<string, unknown>) => {
    const settings = readSettings(options);
    const asked = untilAskedToStop();
    const running = await startUp(settings);
    if (running.firstRunKey !== null) {
      process.stdout.write(`first run: open the address below and enter this key: ${running.firstRunKey}\n`);
    }
    const ports = Object.entries(running.gatewayPorts).map(([name, port]) => `${name}=${port}`);
    process.stdout.write(`gateway ${ports.join(',')}\n`);
    process.stdout.write(`ready ${running.url}\n`);
    await asked;
    await running.stop();
  });
}
