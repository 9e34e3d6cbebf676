import { join, resolve } from 'node:path';
import { grantsOf } from '@attend/server/access/policy';
import { createRecorder, type Recorder } from '@attend/server/access/recorder';
import { createPool, type Pool, transaction } from '@attend/server/database/connect';
import { openDatabase } from '@attend/server/database/open';
import { loadReach } from '@attend/server/database/repositories/reach';
import { type Keyring, openKeyring } from '@attend/server/keys/keyring';
import { makeDataFolder, removeDataFolder } from './folder.ts';
import { median } from './median.ts';
import { makeWallsProgramme, viewerNames, type WallsProgramme } from './walls-programme.ts';
import { consoleQueries, contextOf } from './walls-queries.ts';

export type WallsOptions = {
  readonly seconds: number;
  readonly devices: number;
  readonly tell: (line: string) => void;
};

/** Milliseconds, medians; ratios of walled to bare. */
type Row = {
  /** Narrowed by hand alone: the same statements, by a role that row-level security lets through. */
  readonly bare: number;
  /** With row-level security. */
  readonly walled: number;
  readonly ratio: number;
  /** With the access record too, its commit on disk included. */
  readonly recorded: number;
};
export type WallsFigures = {
  readonly name: 'walls';
  readonly people: number;
  /** By viewer and query. */
  readonly viewers: Readonly<Record<string, Readonly<Record<string, Row>>>>;
};

/** Reading with and without the walls, for who sees the whole programme, one office of fifty, or 66 people. */
export async function benchWalls({ seconds, devices, tell }: WallsOptions): Promise<WallsFigures> {
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
      return { name: 'walls', people: devices, viewers };
    } finally {
      for (const pool of Object.values(pools)) await pool.end();
      keyring.close();
      await database.stop();
    }
  } finally {
    removeDataFolder(dataDir);
  }
}

const nobodyRecorded: Recorder = {
  list: async () => {},
  open: async () => {},
  passOver: () => {},
  recorded: new Set(),
  passedOver: new Set(),
  written: [],
};

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
  const once = async (pool: Pool, recorded: boolean): Promise<{ ms: number; answer: unknown }> => {
    const began = performance.now();
    const answer = await transaction(pool, settings, (client) => {
      const actor = { staffId, programme: { id: programme.programmeId } };
      const look = { action: query.action, what: query.name, purpose: 'bench' };
      const reach = () => loadReach(client, programme.programmeId, grantsOf(query.permission));
      const record = recorded
        ? createRecorder(client, actor as unknown as Parameters<typeof createRecorder>[1], look, reach)
        : nobodyRecorded;
      return query.ask(
        contextOf({ client, keyring, record, staffId }, programme, query.permission),
        programme,
      );
    });
    return { ms: performance.now() - began, answer };
  };
  const bare: number[] = [];
  const walled: number[] = [];
  const recorded: number[] = [];
  const without = await once(pools.owner, false);
  const within = await once(pools.app, false);
  assertSame(without.answer, within.answer, `${query.name}, ${viewer}`);
  const until = performance.now() + seconds * 1000;
  // In turn, so that a slow moment of the machine falls on each alike.
  while (performance.now() < until || walled.length < 5) {
    bare.push((await once(pools.owner, false)).ms);
    walled.push((await once(pools.app, false)).ms);
    recorded.push((await once(pools.app, true)).ms);
  }
  const row = {
    ...{ bare: median(bare), walled: median(walled), recorded: median(recorded) },
    ratio: median(walled) / median(bare),
  };
  tell(
    `${viewer}, ${query.name}: ${row.bare.toFixed(2)} → ${row.walled.toFixed(2)} ms (${row.ratio.toFixed(2)}), recorded ${row.recorded.toFixed(2)}`,
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
