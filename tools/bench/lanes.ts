import { join, resolve } from 'node:path';
import { type Database, openDatabase } from '@attend/server/database/open';
import { type Gateways, startGateways } from '@attend/server/gateway/start-gateways';
import { openKeyring } from '@attend/server/keys/keyring';
import { makeLoad } from '@attend/simulator/load';
import { enrolLoad } from './enrol-load.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';

/** The product on a folder and a PostgreSQL of its own, with the load's devices enrolled. */
export type ProductLane = {
  readonly database: Database;
  readonly gateway: Gateways;
  readonly port: number;
  readonly dataDir: string;
  stop(): Promise<void>;
};

export type LaneOptions = {
  readonly devices: number;
  readonly seed: number;
  readonly startTime: number;
  readonly stepSeconds: number;
};

/** Removed again by `stop`. `prepare` changes the database once everybody is enrolled, before a gateway runs. */
export async function startProductLane(
  options: LaneOptions,
  prepare: (database: Database) => Promise<void> = async () => {},
): Promise<ProductLane> {
  const dataDir = makeDataFolder(resolve('.'));
  const stops: (() => Promise<void> | void)[] = [() => removeDataFolder(dataDir)];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const database = await openDatabase({ dataDir, databaseUrl: process.env.DATABASE_URL });
    stops.push(() => database.stop());
    const keyringDirectory = join(dataDir, 'keyring');
    const keyring = openKeyring(keyringDirectory);
    await enrolLoad(database, keyring, makeLoad(options), options.devices);
    keyring.close();
    await prepare(database);
    const gateway = await startGateways(
      {
        database: database.gateway,
        keyringDirectory,
        host: '127.0.0.1',
        ports: { laipac: 0 },
        logLevel: 'warn',
      },
      { tell: (what) => process.stderr.write(`${what}\n`) },
    );
    stops.push(() => gateway.stop());
    const port = gateway.ports.laipac;
    if (port === undefined) throw new Error('the gateway opened no Laipac listener');
    return { database, gateway, port, dataDir, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
