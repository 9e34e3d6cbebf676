import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';

import { permissions, type StaffRole } from '@attend/contracts/session';
import { grantsOf, permissionsOf } from '@attend/server/access/policy';
import { createRecorder, type Recorder } from '@attend/server/access/recorder';
import type { StaffContext } from '@attend/server/api/context';
import { type Pool, transaction } from '@attend/server/database/connect';
import { loadReach } from '@attend/server/database/repositories/reach';
import { type BenchDatabase, openBench } from './enrolled-database.ts';
import { type Enrolled, loadEnrolled } from './enrolled-load.ts';
import { askedOf, type EnrolledQuery, enrolledQueries } from './enrolled-queries.ts';
import { measureStart, type StartFigures } from './enrolled-start.ts';
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
  readonly loadSeconds: number;
  readonly databaseBytes: number;
  readonly start: StartFigures | null;
  /** By viewer and query. */
  readonly viewers: Readonly<Record<string, Readonly<Record<string, Row>>>>;
};

export type EnrolledOptions = {
  readonly people: number;
  readonly seconds: number;
  readonly tell: (line: string) => void;
};

/** What the console asks most, start-up and memory, with so many people enrolled. */
export async function benchEnrolled({ people, seconds, tell }: EnrolledOptions): Promise<EnrolledFigures> {
  const dataDir = makeDataFolder(resolve('.'));
  try {
    const figures = await measureQueries(dataDir, people, seconds, tell);
    tell('starting the product on it');
    const start = process.env.DATABASE_URL === undefined ? await measureStart(dataDir) : null;
    return { name: 'enrolled', people, ...figures, start };
  } finally {
    removeDataFolder(dataDir);
  }
}

async function measureQueries(
  dataDir: string,
  people: number,
  seconds: number,
  tell: (line: string) => void,
): Promise<Pick<EnrolledFigures, 'loadSeconds' | 'databaseBytes' | 'viewers'>> {
  const bench = await openBench(dataDir);
  try {
    const began = performance.now();
    const enrolled = await loadEnrolled(bench.owner, bench.keyring, people, tell);
    const loadSeconds = (performance.now() - began) / 1000;
    const size = await bench.owner.query<{ bytes: number }>(
      'select pg_database_size(current_database())::float8 as bytes',
    );
    const databaseBytes = size.rows[0]?.bytes ?? 0;
    tell(`${people} enrolled in ${loadSeconds.toFixed(0)} s, ${(databaseBytes / 2 ** 30).toFixed(1)} GiB`);
    return { loadSeconds, databaseBytes, viewers: await measureViewers(bench, enrolled, seconds, tell) };
  } finally {
    await bench.close();
  }
}

/** Each viewer's questions to a programme that stands. */
export async function measureViewers(
  bench: BenchDatabase,
  enrolled: Enrolled,
  seconds: number,
  tell: (line: string) => void,
): Promise<EnrolledFigures['viewers']> {
  const viewers: Record<string, Record<string, Row>> = {};
  for (const viewer of await makeViewers(bench.owner, enrolled)) {
    const rows: Record<string, Row> = {};
    for (const query of enrolledQueries) {
      const row = await measure(bench, enrolled, viewer, query, seconds);
      rows[query.name] = row;
      tell(
        `${viewer.name}, ${query.name}: p50 ${row.p50.toFixed(1)}, p95 ${row.p95.toFixed(1)} ms, bare p95 ${row.bareP95.toFixed(1)}`,
      );
    }
    viewers[viewer.name] = rows;
  }
  return viewers;
}

type Viewer = {
  readonly name: string;
  readonly role: StaffRole;
  readonly staffId: string;
  readonly offices: readonly string[];
};

/** A supervisor of everybody, one of an office, and a case officer with their own people. */
async function makeViewers(owner: Pool, { programmeId, offices, officers }: Enrolled): Promise<Viewer[]> {
  const made: Viewer[] = [];
  const office = offices[0] ?? '';
  const officer = officers[0]?.[0] ?? '';
  const supervisor = async (name: string): Promise<string> => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into staff (programme_id, name, email) values ($1, $2::text, $2::text || '@example.org') returning id`,
      [programmeId, name],
    );
    return rows[0]?.id ?? '';
  };
  const roles = [
    ['whole programme', await supervisor('whole'), 'supervisor', null],
    ['one office', await supervisor('office'), 'supervisor', office],
    ['case officer', officer, 'case-officer', office],
  ] as const;
  for (const [name, staffId, role, where] of roles) {
    await owner.query(
      'insert into staff_role (programme_id, staff_id, role, office_id) values ($1, $2, $3, $4)',
      [...[programmeId, staffId, role, where]],
    );
    made.push({ name, role, staffId, offices: where === null ? offices : [where] });
  }
  return made;
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

async function measure(
  { owner, app, keyring }: BenchDatabase,
  enrolled: Enrolled,
  viewer: Viewer,
  query: EnrolledQuery,
  seconds: number,
): Promise<Row> {
  const { programmeId } = enrolled;
  const settings = { 'attend.programme': programmeId, 'attend.staff': viewer.staffId } as const;
  const ask = async (pool: Pool, recorded: boolean, at: number): Promise<number> => {
    const asked = askedOf(enrolled, viewer.offices, at);
    const began = performance.now();
    await transaction(pool, settings, (client) => {
      const actor = { staffId: viewer.staffId, programme: { id: programmeId } };
      const look = { action: query.action, what: query.name, purpose: 'bench' };
      let loading: ReturnType<typeof loadReach> | null = null;
      const reach = () => {
        loading ??= loadReach(client, programmeId, grantsOf(query.permission));
        return loading;
      };
      const record = recorded
        ? createRecorder(client, actor as unknown as Parameters<typeof createRecorder>[1], look, reach)
        : nobodyRecorded;
      const context = {
        ...{ kind: 'staff', requestId: randomUUID(), now: Date.now, client, reach, record },
        services: { keyring, messages: { kinds: [], intake: null } },
        actor: { ...actor, permissions: new Set(permissionsOf([viewer.role], permissions)) },
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
