import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { makeLoad } from '@attend/simulator/load';
import { enrolLoad } from './enrol-load.ts';
import type { IdleClientGoal, IdleClientOrder } from './idle-client.ts';
import type { IdleOrder, IdleReport } from './idle-server.ts';
import type { ProductLane } from './lanes.ts';

/** Bytes of heap for each idle connection: of a known device that sent one frame, and of a socket that did. */
export type IdleFigures = {
  readonly connections: number;
  readonly product: number;
  readonly bare: number;
  readonly ratio: number;
  /** The product's above the bare socket's. */
  readonly above: number;
  /** The same with what the heap's objects hold outside it. */
  readonly aboveWithExternal: number;
  /** What a device's state takes besides, until it has been quiet for two minutes. */
  readonly state: number | null;
};

const seed = 31;
/** Ten minutes between frames: no device falls silent while it is measured. */
const stepSeconds = 600;
/** The gateway waits two minutes before it forgets a quiet state; what is then left is the same. */
const quiet = 5_000;
const quietWithin = 60_000;
/** Connections that are there before the first measure: code is loaded and compiled by then, and no connection's. */
const first = 0.05;
/** Files a process has open besides its connections. */
const otherFiles = 500;

type Measured = { readonly quiet: number; readonly quietWithExternal: number; readonly state: number | null };

/** Holds so many idle connections of known devices on a gateway of their own, and as many bare sockets. */
export async function measureIdle(
  lane: ProductLane,
  { devices, tell }: { readonly devices: number; readonly tell: (line: string) => void },
): Promise<IdleFigures> {
  const connections = Math.min(devices, mostFiles() - otherFiles);
  const load = { devices: connections, seed, startTime: Date.now() - 86_400_000, stepSeconds };
  tell(`enrolling ${connections} idle people`);
  const keyringDirectory = join(lane.dataDir, 'keyring');
  const keyring = openKeyring(keyringDirectory);
  await enrolLoad(lane.database, keyring, makeLoad(load), connections);
  keyring.close();
  tell(`${connections} idle connections`);
  const bare = await measureOne({ kind: 'bare' }, load);
  const { gateway: database } = lane.database;
  const product = await measureOne({ kind: 'gateway', database, keyringDirectory, quiet }, load);
  return {
    connections,
    product: product.quiet,
    bare: bare.quiet,
    ratio: product.quiet / bare.quiet,
    above: product.quiet - bare.quiet,
    aboveWithExternal: product.quietWithExternal - bare.quietWithExternal,
    state: product.state,
  };
}

async function measureOne(order: IdleOrder, load: IdleClientOrder['load']): Promise<Measured> {
  const server = forkOf('./idle-server.ts', ['--expose-gc']);
  const client = forkOf('./idle-client.ts', []);
  try {
    const { port } = await ask<{ port: number }>(server, order);
    await ask(client, { port, load } satisfies IdleClientOrder);
    const open = (connections: number): Promise<unknown> =>
      ask(client, { connections } satisfies IdleClientGoal);
    const report = (): Promise<IdleReport> => ask<IdleReport>(server, 'report');
    const start = Math.ceil(load.devices * first);
    await open(start);
    const before = await untilQuiet(report);
    await open(load.devices);
    const working = await report();
    const after = await untilQuiet(report);
    const more = after.connections - before.connections;
    const forgotten = working.remembered - after.remembered;
    if (after.connections !== load.devices)
      throw new Error(`of ${load.devices} connections ${after.connections} stand`);
    return {
      quiet: (after.heapUsed - before.heapUsed) / more,
      quietWithExternal: (after.heapUsed + after.external - before.heapUsed - before.external) / more,
      state: forgotten > 0 ? (working.heapUsed - after.heapUsed) / forgotten : null,
    };
  } finally {
    await Promise.all([end(client), end(server)]);
  }
}

/** Waits until the gateway has forgotten the states of devices that are quiet. */
async function untilQuiet(report: () => Promise<IdleReport>): Promise<IdleReport> {
  const until = performance.now() + quietWithin;
  for (;;) {
    const now = await report();
    if (now.remembered === 0 || performance.now() > until) return now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const forkOf = (file: string, execArgv: string[]): ChildProcess =>
  fork(new URL(file, import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv });

/** Sends a message and answers the next that comes back. */
function ask<Answer>(child: ChildProcess, message: string | object): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const ended = (code: number | null): void =>
    reject(new Error(`a process of the idle measure ended with ${code}`));
  child.once('exit', ended);
  child.once('message', (answer) => {
    child.removeListener('exit', ended);
    resolve(answer as Answer);
  });
  child.send(message);
  return promise;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  if (child.connected) child.disconnect();
  await promise;
}

/** Files that one process may hold open. */
function mostFiles(): number {
  const text = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return text === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(text);
}
