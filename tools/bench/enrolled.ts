import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { permissions } from '@attend/contracts/session';
import { permissionsOf } from '@attend/server/access/policy';
import { createReaches } from '@attend/server/access/reaches';
import { createRecorder, type Recorder } from '@attend/server/access/recorder';
import type { StaffContext } from '@attend/server/api/context';
import { type Pool, transaction } from '@attend/server/database/connect';
import { type BenchDatabase, openBench, readEnrolled, writeEnrolled } from './enrolled-database.ts';
import { type Enrolled, loadEnrolled } from './enrolled-load.ts';
import { askedOf, type EnrolledQuery, enrolledQueries } from './enrolled-queries.ts';
import { measureStart, type StartFigures } from './enrolled-start.ts';
import { type EnrolledViewer, makeViewers } from './enrolled-viewers.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';

/** Milliseconds. */
type Row = {
  /** By the product's own use case, with the walls and the access record, whose commit it waits for. */
  readonly p50: number;
  readonly p95: number;
  /** The same statements by a role that row-level security lets through, without a record. */
  readonly bareP95: number;
  readonly ratio: number;
};
export type EnrolledFigures = {
  readonly name: 'enrolled';
  readonly people: number;
  /** Null: they stood there before. */
  readonly loadSeconds: number | null;
  readonly databaseBytes: number;
  readonly start: StartFigures | null;
  /** By viewer and query. */
  readonly viewers: Readonly<Record<string, Readonly<Record<string, Row>>>>;
};

export type EnrolledOptions = {
  readonly people: number;
  readonly seconds: number;
  /** A folder that is kept: filled where nobody is enrolled in it, else asked as it stands. */
  readonly folder?: string | undefined;
  readonly tell: (line: string) => void;
};

/** What the console asks most, start-up and memory, with so many people enrolled. */
export async function benchEnrolled(options: EnrolledOptions): Promise<EnrolledFigures> {
  const dataDir = options.folder === undefined ? makeDataFolder(resolve('.')) : resolve(options.folder);
  try {
    const figures = await measureQueries(dataDir, options);
    options.tell('starting the product on it');
    const start = process.env.DATABASE_URL === undefined ? await measureStart(dataDir) : null;
    return { name: 'enrolled', ...figures, start };
  } finally {
    if (options.folder === undefined) removeDataFolder(dataDir);
  }
}

async function measureQueries(
  dataDir: string,
  { people: wanted, seconds, tell }: EnrolledOptions,
): Promise<Omit<EnrolledFigures, 'name' | 'start'>> {
  const bench = await openBench(dataDir);
  try {
    const began = performance.now();
    const standing = readEnrolled(dataDir);
    const enrolled = standing ?? (await loadEnrolled(bench.owner, bench.keyring, wanted, tell));
    const loadSeconds = standing === null ? (performance.now() - began) / 1000 : null;
    if (standing === null) writeEnrolled(dataDir, enrolled);
    const { people } = enrolled;
    const size = await bench.owner.query<{ bytes: number }>(
      'select pg_database_size(current_database())::float8 as bytes',
    );
    const databaseBytes = size.rows[0]?.bytes ?? 0;
    tell(`${people} enrolled, ${(databaseBytes / 2 ** 30).toFixed(1)} GiB`);
    return {
      people,
      loadSeconds,
      databaseBytes,
      viewers: await measureViewers(bench, enrolled, seconds, tell),
    };
  } finally {
    await bench.close();
  }
}

/** Each viewer's questions to a programme that stands. */
async function measureViewers(
  bench: BenchDatabase,
  enrolled: Enrolled,
  seconds: number,
  tell: (line: string) => void,
): Promise<EnrolledFigures['viewers']> {
  const viewers: Record<string, Record<string, Row>> = {};
  for (const viewer of await makeViewers(bench.owner, enrolled)) {
    const rows: Record<string, Row> = {};
    for (const query of enrolledQueries) {
      const row = await measureQuery(bench, enrolled, viewer, query, seconds);
      rows[query.name] = row;
      tell(
        `${viewer.name}, ${query.name}: p50 ${row.p50.toFixed(1)}, p95 ${row.p95.toFixed(1)} ms, bare p95 ${row.bareP95.toFixed(1)}`,
      );
    }
    viewers[viewer.name] = rows;
  }
  return viewers;
}

const nobodyRecorded: Recorder = {
  list: async () => {},
  open: async () => {},
  passOver: () => {},
  recorded: new Set(),
  passedOver: new Set(),
  written: [],
};

const leastAskings = 60;

export async function measureQuery(
  { owner, app, keyring }: BenchDatabase,
  enrolled: Enrolled,
  viewer: EnrolledViewer,
  query: EnrolledQuery,
  seconds: number,
): Promise<Row> {
  const { programmeId } = enrolled;
  const settings = { 'attend.programme': programmeId, 'attend.staff': viewer.staffId } as const;
  const ask = async (pool: Pool, recorded: boolean, at: number): Promise<number> => {
    const asked = askedOf(enrolled, viewer.offices, at);
    const began = performance.now();
    await transaction(pool, settings, (client) => {
      const actor = { staffId: viewer.staffId, roles: [viewer.role], programme: { id: programmeId } };
      const reaches = createReaches(client, actor, true);
      const look = { action: query.action, what: query.name, purpose: 'bench' };
      let loading: ReturnType<typeof reaches.under> | null = null;
      const reach = () => {
        loading ??= reaches.under(query.permission);
        return loading;
      };
      const record = recorded
        ? createRecorder(client, actor as unknown as Parameters<typeof createRecorder>[1], look, reach)
        : nobodyRecorded;
      const context = {
        ...{ kind: 'staff', requestId: randomUUID(), now: Date.now, client, reach, reaches, record },
        services: { keyring, messages: { kinds: [], intake: null } },
        actor: { ...actor, permissions: new Set(permissionsOf(actor.roles, permissions)) },
        programme: { id: programmeId, name: 'Benchmark', timezone: 'America/Denver', simulated: true },
      };
      // What a request has besides (sign-in, feed, HTTP) is not read by these use cases.
      return query.ask(context as unknown as StaffContext, asked);
    });
    return performance.now() - began;
  };
  const walled: number[] = [];
  const bare: number[] = [];
  for (let at = 0; at < 10; at += 1) await ask(app, true, at);
  const until = performance.now() + seconds * 1000;
  // In turn, so that a slow moment of the machine falls on each alike.
  for (let at = 10; performance.now() < until || walled.length < leastAskings; at += 1) {
    walled.push(await ask(app, true, at));
    bare.push(await ask(owner, false, at));
  }
  const p95 = quantile(walled, 0.95);
  const bareP95 = quantile(bare, 0.95);
  return { p50: quantile(walled, 0.5), p95, bareP95, ratio: p95 / bareP95 };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
