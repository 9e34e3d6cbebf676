import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { permissions, type StaffRole } from '@attend/contracts/session';
import type { Actor } from '@attend/server/access/actor';
import { permissionsOf } from '@attend/server/access/policy';
import type { AnswerRoute } from '@attend/server/api/route';
import { routes } from '@attend/server/api/routes';
import { runStaff, type StaffRequest } from '@attend/server/api/run-route';
import pino from 'pino';
import { type BenchDatabase, openBench } from './enrolled-database.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';
import { runYearJobs, type YearJobs } from './year-jobs.ts';
import { loadYear, type YearLoaded } from './year-load.ts';
import { askedOf, type YearPage, yearPages } from './year-pages.ts';

/** Milliseconds, from the request's parsed input to its encoded answer, with its transaction, walls and record of looks. */
type Row = { readonly p50: number; readonly p95: number };
export type YearFigures = {
  readonly name: 'year';
  readonly people: number;
  /** Null: they stood there before. */
  readonly loadSeconds: number | null;
  readonly databaseBytes: number;
  /** Null: they ran before. */
  readonly jobs: YearJobs | null;
  readonly pages: Readonly<Record<string, Row>>;
};
export type YearOptions = {
  readonly people: number;
  readonly seconds: number;
  /** A folder that is kept: filled where it is empty, else asked as it stands. */
  readonly folder?: string | undefined;
  readonly tell: (line: string) => void;
};

/** What of a query tells which page it is; of the others the name does. */
const named: ReadonlySet<string> = new Set(['show', 'month', 'by']);

const leastAskings = 40;
/** A page about everybody is asked by whoever sees everybody; the first of these that may. */
const viewers: readonly StaffRole[] = ['supervisor', 'auditor', 'programme-manager', 'administrator'];

/** How long the pages of a programme's year take to open. */
export async function benchYear(options: YearOptions): Promise<YearFigures> {
  const dataDir = options.folder === undefined ? makeDataFolder(resolve('.')) : resolve(options.folder);
  const bench = await openBench(dataDir);
  try {
    const began = performance.now();
    const notes = join(dataDir, 'year.json');
    const standing = existsSync(notes) ? (JSON.parse(readFileSync(notes, 'utf8')) as YearLoaded) : null;
    const loaded = standing ?? (await loadYear(bench.owner, bench.keyring, options.people, options.tell));
    const loadSeconds = standing === null ? (performance.now() - began) / 1000 : null;
    if (standing === null) writeFileSync(notes, JSON.stringify(loaded));
    const size = await bench.owner.query<{ bytes: number }>(
      'select pg_database_size(current_database())::float8 as bytes',
    );
    const databaseBytes = size.rows[0]?.bytes ?? 0;
    options.tell(`${loaded.people} people, ${(databaseBytes / 2 ** 30).toFixed(1)} GiB`);
    const counted = await bench.owner.query('select from standing_figure limit 1');
    const jobs = counted.rowCount === 0 ? await runYearJobs(bench.owner, loaded, options.tell) : null;
    const pages = await measurePages(bench, loaded, options);
    return { name: 'year', people: loaded.people, loadSeconds, databaseBytes, jobs, pages };
  } finally {
    await bench.close();
    if (options.folder === undefined) removeDataFolder(dataDir);
  }
}

async function measurePages(
  bench: BenchDatabase,
  loaded: YearLoaded,
  { seconds, tell }: YearOptions,
): Promise<YearFigures['pages']> {
  const pages: Record<string, Row> = {};
  for (const page of yearPages) {
    const route = routes.find(({ method, path }) => method === 'GET' && path === page.path);
    if (route === undefined || route.stream) throw new Error(`no such route: ${page.path}`);
    const role = viewers.find((one) =>
      permissionsOf([one], permissions).some((may) => may === route.permission),
    );
    if (role === undefined) throw new Error(`nobody who sees everybody may ask for ${page.path}`);
    const actor = await makeActor(bench, loaded, role);
    const row = await measurePage(bench, loaded, actor, { page, route }, seconds);
    const asked = askedOf(loaded, 0);
    const { kind } = page.params?.(asked) ?? {};
    const name = [
      kind === undefined ? page.path : page.path.replace('{kind}', kind),
      ...Object.entries(page.query?.(asked) ?? {}).map(([key, value]) => (named.has(key) ? value : key)),
    ].join(' ');
    pages[name] = row;
    tell(`${role}, ${name}: p50 ${row.p50.toFixed(1)}, p95 ${row.p95.toFixed(1)} ms`);
  }
  return pages;
}

async function measurePage(
  { app, keyring }: BenchDatabase,
  loaded: YearLoaded,
  actor: Actor,
  { page, route }: { readonly page: YearPage; readonly route: AnswerRoute },
  seconds: number,
): Promise<Row> {
  // What a request has besides (sign-in, feed, HTTP) is not read by these routes.
  const services = { keyring, messages: { kinds: [], intake: null } };
  const shared = { requestId: randomUUID(), now: Date.now, log: pino({ level: 'silent' }), services };
  const request = { pool: app, actor, shared, writeKey: null } as unknown as StaffRequest;
  const ask = async (at: number): Promise<number> => {
    const asked = askedOf(loaded, at);
    const input = {
      params: route.params?.parse(page.params?.(asked) ?? {}),
      query: route.query?.parse(page.query?.(asked) ?? {}),
      body: undefined,
    };
    const began = performance.now();
    const answer = await runStaff(route, request, input);
    const took = performance.now() - began;
    if (answer.kind !== 'done') throw new Error(`${route.path} was refused: ${JSON.stringify(answer)}`);
    JSON.stringify(answer.body);
    return took;
  };
  for (let at = 0; at < 5; at += 1) await ask(at);
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  for (let at = 5; performance.now() < until || times.length < leastAskings; at += 1)
    times.push(await ask(at));
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: quantile(0.5), p95: quantile(0.95) };
}

/** Somebody of this role who sees the whole programme; of a folder that is asked again the same. */
async function makeActor(
  { owner }: BenchDatabase,
  { programmeId }: YearLoaded,
  role: StaffRole,
): Promise<Actor> {
  const find = () =>
    owner.query<{ id: string }>('select id from staff where programme_id = $1 and name = $2', [
      programmeId,
      `All ${role}`,
    ]);
  if ((await find()).rows.length === 0) {
    await owner.query(`insert into staff (programme_id, name, email) values ($1, $2, $3)`, [
      programmeId,
      `All ${role}`,
      `${role}@example.org`,
    ]);
    await owner.query(
      `insert into staff_role (programme_id, staff_id, role) select programme_id, id, $2 from staff where programme_id = $1 and name = $3`,
      [...[programmeId, role, `All ${role}`]],
    );
  }
  const staffId = (await find()).rows[0]?.id ?? '';
  return {
    ...{
      staffId,
      accountId: staffId,
      sessionId: randomUUID(),
      name: `All ${role}`,
      email: `${role}@example.org`,
    },
    ...{
      officeId: null,
      providerId: null,
      roles: [role],
      permissions: new Set(permissionsOf([role], permissions)),
    },
    programme: { id: programmeId, name: 'A year', timezone: 'America/Denver', simulated: true },
    provenSecondsAgo: 1,
  };
}
