import { join, resolve } from 'node:path';
import { createRecorder } from '@attend/server/access/recorder';
import { createPool, type Pool, transaction } from '@attend/server/database/connect';
import { openDatabase } from '@attend/server/database/open';
import { type Keyring, openKeyring } from '@attend/server/keys/keyring';
import { makeDataFolder, removeDataFolder } from './folder.ts';
import { benchIngestWalls, type IngestWalls } from './ingest-walls.ts';
import { median } from './median.ts';
import { openingSoFar } from './opening.ts';
import { makeWallsProgramme, viewerNames, type WallsProgramme } from './walls-programme.ts';
import { checkAlone, consoleQueries, contextOf, reachOnce, withoutAdmission } from './walls-queries.ts';

export type WallsOptions = {
  readonly seconds: number;
  readonly devices: number;
  readonly tell: (line: string) => void;
};

/** Milliseconds, medians; ratios of walled to bare. */
type Row = {
  /** By the first wall alone: the same statements and the same check of reach, by a role that row-level security lets through. */
  readonly bare: number;
  /** With row-level security. */
  readonly walled: number;
  readonly ratio: number;
  /** With the access record too, its commit on disk included. */
  readonly recorded: number;
  readonly recordedRatio: number;
  /** Within each of the three: the cipher's part of opening what is sealed. */
  readonly opening: number;
};
export type WallsFigures = {
  readonly name: 'walls';
  readonly people: number;
  /** By viewer and query. */
  readonly viewers: Readonly<Record<string, Readonly<Record<string, Row>>>>;
  readonly ingest: IngestWalls;
};

/** The load of `ingest`, however many more people are read. */
const ingestDevices = 2_000;

/** Reading and taking in, with and without the walls. */
export async function benchWalls(options: WallsOptions): Promise<WallsFigures> {
  const viewers = await benchReading(options);
  const devices = Math.min(ingestDevices, options.devices);
  const ingest = await benchIngestWalls(devices, options.seconds, options.tell);
  return { name: 'walls', people: options.devices, viewers, ingest };
}

/** For who sees the whole programme, one office of fifty, or 66 people. */
async function benchReading({ seconds, devices, tell }: WallsOptions): Promise<WallsFigures['viewers']> {
  const dataDir = makeDataFolder(resolve('.'));
  try {
    const database = await openDatabase({ dataDir, databaseUrl: process.env.DATABASE_URL });
    const keyring = openKeyring(join(dataDir, 'keyring'));
    const pools = {
      owner: createPool(database.owner, { name: 'bench owner', max: 1, planOnce: true }),
      app: createPool(database.app, { name: 'bench app', max: 1, planOnce: true }),
      gateway: createPool(database.gateway, { name: 'bench gateway', max: 1 }),
    };
    try {
      const programme = await makeWallsProgramme(pools, keyring, devices, tell);
      const viewers: Record<string, Record<string, Row>> = {};
      for (const viewer of viewerNames) {
        const rows: Record<string, Row> = {};
        for (const query of consoleQueries)
          rows[query.name] = await measure(pools, keyring, programme, viewer, query, seconds, tell);
        viewers[viewer] = rows;
      }
      return viewers;
    } finally {
      for (const pool of Object.values(pools)) await pool.end();
      keyring.close();
      await database.stop();
    }
  } finally {
    removeDataFolder(dataDir);
  }
}

type Lane = 'by hand' | 'walled' | 'recorded';

async function measure(
  pools: { readonly owner: Pool; readonly app: Pool },
  keyring: Keyring,
  programme: WallsProgramme,
  viewer: (typeof viewerNames)[number],
  query: (typeof consoleQueries)[number],
  seconds: number,
  tell: (line: string) => void,
): Promise<Row> {
  const { staffId } = programme.viewers[viewer];
  const settings = { 'attend.programme': programme.programmeId, 'attend.staff': staffId } as const;
  const once = async (lane: Lane): Promise<{ ms: number; opening: number; answer: unknown }> => {
    const opened = openingSoFar();
    const began = performance.now();
    const pool = lane === 'by hand' ? pools.owner : pools.app;
    const answer = await transaction(pool, settings, async (connection) => {
      const client = lane === 'by hand' ? withoutAdmission(connection) : connection;
      const actor = {
        ...{ staffId, programme: { id: programme.programmeId } },
        permissions: new Set([query.permission]),
      };
      const look = { action: query.action, what: query.name, purpose: 'bench' };
      const reach = reachOnce(client, programme.programmeId, query.permission);
      const record =
        lane === 'recorded'
          ? createRecorder(client, actor as unknown as Parameters<typeof createRecorder>[1], look, reach)
          : checkAlone(client, reach);
      // Before anything else, as a route does.
      await reach();
      return query.ask(contextOf({ client, keyring, record, reach, staffId }, programme), programme);
    });
    return { ms: performance.now() - began, opening: openingSoFar() - opened, answer };
  };
  const bare: number[] = [];
  const walled: number[] = [];
  const recorded: number[] = [];
  const opening: number[] = [];
  const without = await once('by hand');
  const within = await once('walled');
  assertSame(without.answer, within.answer, `${query.name}, ${viewer}`);
  const until = performance.now() + seconds * 1000;
  // In turn, so that a slow moment of the machine falls on each alike.
  while (performance.now() < until || walled.length < 5) {
    bare.push((await once('by hand')).ms);
    const walledOnce = await once('walled');
    walled.push(walledOnce.ms);
    opening.push(walledOnce.opening);
    recorded.push((await once('recorded')).ms);
  }
  const row = {
    ...{ bare: median(bare), walled: median(walled), recorded: median(recorded), opening: median(opening) },
    ratio: median(walled) / median(bare),
    recordedRatio: median(recorded) / median(bare),
  };
  tell(
    `${viewer}, ${query.name}: ${row.bare.toFixed(2)} → ${row.walled.toFixed(2)} ms (${row.ratio.toFixed(2)}), recorded ${row.recorded.toFixed(2)} (${row.recordedRatio.toFixed(2)}), opening ${row.opening.toFixed(2)}`,
  );
  return row;
}

/** The fair comparison has the same rows out. */
function assertSame(bare: unknown, walled: unknown, name: string): void {
  const settle = (value: unknown) =>
    JSON.stringify(value)?.replaceAll(/"(at|until|count)":("[^"]*"|\d+|null)/g, '');
  if (settle(bare) !== settle(walled))
    throw new Error(`${name}: with and without the walls the answers differ`);
}
