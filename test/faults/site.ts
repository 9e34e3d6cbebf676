import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type Pool } from '@attend/server/database/connect';
import { type Database, openDatabase } from '@attend/server/database/open';
import { type Gateway, startGateway } from '@attend/server/gateway/gateway';
import { openKeyring } from '@attend/server/keys/keyring';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { enrol, insertProgramme, lineOf } from '../../server/api/enrolment/testing.ts';
import { frameOf, readingOf, TestLine } from '../../server/gateway/testing/line.ts';

/** A database of its own on a disk of its own, a gateway, and one wearer. */
export type Site = {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly owner: Pool;
  readonly line: () => TestLine;
  /** A frame of the wearer's device, so many seconds ago. */
  readonly frame: (secondsAgo: number, events?: readonly 'sos'[]) => Uint8Array;
  /** Its process. */
  readonly postmaster: () => number;
};

export const device = '90000001';

export async function openSite(within: string = tmpdir()): Promise<Site> {
  const folder = mkdtempSync(join(within, 'attend-faults-'));
  // As root the server runs as another account, which has to get in.
  chmodSync(folder, 0o711);
  const keyring = openKeyring(join(folder, 'keyring'));
  const database = await openDatabase({ dataDir: join(folder, 'data') });
  const owner = createPool(database.owner, { name: 'test', max: 3 });
  const app = createPool(database.app, { name: 'test', max: 2 });
  const pools = { pool: (role: string) => (role === 'owner' ? owner : app) };
  const programme = await insertProgramme(pools);
  const supervised = {
    device: { id: device, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
    conditions: [],
  };
  const enrolled = lineOf('F-1', { device: { id: device }, case: supervised });
  await enrol(pools as never, keyring, programme, enrolled);
  const gateway = await startGateway({
    database: database.gateway,
    keyring,
    host: '127.0.0.1',
    ports: { laipac: 0 },
    log: pino({ level: 'silent' }),
  });
  onTestFinished(async () => {
    await gateway.stop();
    await Promise.all([owner.end(), app.end()]);
    await database.stop();
    keyring.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
  const now = Math.floor(Date.now() / 1000) * 1000;
  return {
    ...{ database, gateway, owner },
    line: () => new TestLine(gateway.ports.laipac ?? 0),
    frame: (secondsAgo, events = []) => frameOf(readingOf(device, now - secondsAgo * 1_000, { events })),
    postmaster: () => Number(/process (\d+)/.exec(database.describe().detail)?.[1]),
  };
}
