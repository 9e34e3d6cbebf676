import { monthsBefore, spanOfMonth } from '@attend/casework';
import { beforeAll, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { computeMonths } from '../../statistics/job.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { timezone } from '../testing/day.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const month = monthsBefore(Date.now(), timezone, 1)[0] ?? '';
const { from, to } = spanOfMonth(month, timezone);
const middle = new Date((from + to) / 2);
const hostile = '=HYPERLINK("https://example.org","Office")<script>';
let admin: Client;
let supervisor: Client & { staffId: string };
let second: Client;
let auditor: Client;
let manager: Client;
let officer: Client;
let provider = '';
const references: string[] = [];

beforeAll(async () => {
  admin = await firstRun(system);
  await withSecondPerson(system, admin);
  supervisor = await signInAs(system, admin, ['supervisor'], 'one@example.org');
  second = await signInAs(system, admin, ['supervisor'], 'two@example.org');
  auditor = await signInAs(system, admin, ['auditor']);
  manager = await signInAs(system, admin, ['programme-manager']);
  officer = await signInAs(system, admin, ['case-officer']);
  const offices: string[] = [];
  for (const name of ['Miami', hostile]) offices.push((await admin.post('/api/offices', { name })).body.id);
  provider = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
  for (let at = 0; at < 15; at += 1) {
    const reference = `STA-${at}`;
    references.push(reference);
    const line = lineOf(reference, { device: { id: `35765305121${5000 + at}` } });
    const answer = await supervisor.post('/api/enrolments', line);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await owner.query('update participant set office_id = $2 where reference = $1', [
      reference,
      offices[at < 12 ? 0 : 1],
    ]);
  }
  await owner.query(
    `insert into hearing (programme_id, participant_id, at, timezone, kind, court, status, appearance, excuse, sealed)
     select programme_id, id, $1, 'UTC', 'in-person', 'Court', 'held', case when reference = any($2) then 'did-not-appear' else 'appeared' end,
       case when reference = 'STA-1' then 'illness' end, '\\x00' from participant`,
    [middle, ['STA-1', 'STA-2']],
  );
  await appearRemotely(3);
});

/** So many hearings of each of the twelve of Miami. */
const appearRemotely = (times: number) =>
  owner.query(
    `insert into hearing (programme_id, participant_id, at, timezone, kind, court, status, appearance, sealed)
     select p.programme_id, p.id, $1, 'UTC', 'remote', 'Court', 'held', 'appeared-remotely', '\\x00'
     from participant p join office f on f.id = p.office_id and f.name = 'Miami', generate_series(1, $2)`,
    [middle, times],
  );

const compute = async () => {
  await owner.query('update statistic_month set computed_at = null');
  return computeMonths(owner, Date.now());
};
const read = async (client: Client = supervisor) => {
  const { status, body } = await client.get(`/api/statistics?month=${month}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
type Row = { key: string; cells: (number | null)[]; total: number | null };
const tableOf = (
  body: { tables: { name: string; rows: Row[]; totals: (number | null)[]; total: number | null }[] },
  name: string,
) => {
  const table = body.tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`no ${name}`);
  return table;
};
const figures = async () =>
  (
    await owner.query(
      'select month, table_name, row_key, column_key, value from statistic_figure order by 1, 2, 3, 4',
    )
  ).rows;

test('STA-1 a past month is worked out from the record by a job, and again with the same result', async () => {
  expect((await read()).tables).toEqual([]);
  expect(await compute()).toBe(13);
  const first = await figures();
  const body = await read();
  expect(tableOf(body, 'people').rows).toEqual([
    { key: hostile, cells: [0, 0, 0, 3], total: 3 },
    { key: 'Miami', cells: [0, 0, 0, 12], total: 12 },
  ]);
  expect(tableOf(body, 'time-in-programme').total).toBe(15);
  expect(tableOf(body, 'appearances').rows.find(({ key }) => key === 'Miami')?.cells).toEqual([
    10, 36, 1, 1, 0, 0,
  ]);
  const days = (to - from) / 86_400_000;
  expect(tableOf(body, 'wearer-days').rows.find(({ key }) => key === 'ankle')?.total).toBe(
    Math.round(15 * days),
  );
  await compute();
  expect(await figures()).toEqual(first);
  // Not again by itself on the same day; on asking, yes.
  expect(await computeMonths(owner, Date.now())).toBe(0);
  expect((await supervisor.post('/api/statistics/compute', { month })).status).toBe(200);
  expect((await auditor.post('/api/statistics/compute', { month })).status).toBe(403);
  expect(await computeMonths(owner, Date.now())).toBe(1);
  const current = new Date().toISOString().slice(0, 7);
  expect((await supervisor.post('/api/statistics/compute', { month: current })).body.code).toBe(
    'month-not-over',
  );
});

test('STA-12 supervisors, auditors and programme managers read the tables; supervisors alone ask and publish', async () => {
  for (const client of [auditor, manager]) {
    expect(tableOf(await read(client), 'people').total).toBe(15);
    expect((await client.post('/api/statistics/editions', { month })).status).toBe(403);
  }
  expect((await officer.get('/api/statistics')).status).toBe(403);
});

const ask = (client: Client = supervisor) => client.post('/api/statistics/editions', { month });
const decide = (client: Client, id: string, version: number, decision = 'published') =>
  client.post(`/api/statistics/editions/${id}/decision`, { version, decision });

test('STA-9 nothing is published while a contractor’s count stands unreconciled, and the refusal says whose; then by a second person', async () => {
  await owner.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id, from_at) select programme_id, id, $1, '2026-01-01' from participant`,
    [provider],
  );
  expect((await read()).unreconciled).toEqual([{ provider: 'Contractor', told: false }]);
  const untold = await ask();
  expect(untold.body).toMatchObject({
    code: 'unreconciled',
    detail: expect.stringContaining('nothing is told of it by Contractor'),
  });
  const csv = `office,tier,people\nMiami,ankle,12\n"${hostile.replaceAll('"', '""')}",ankle,3\n`;
  const told = await supervisor.post('/api/provider-counts', { provider, month, version: null, csv });
  expect(told.status, JSON.stringify(told.body)).toBe(201);
  expect((await ask()).body.detail).toContain('the count is not reconciled of Contractor');
  expect((await supervisor.post(`/api/provider-counts/${told.body.id}/publish`, { version: 1 })).status).toBe(
    200,
  );

  const asked = await ask();
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect((await ask(second)).body.code).toBe('already-asked');
  expect((await decide(supervisor, asked.body.id, 1)).body.code).toBe('own-request');
  expect((await decide(auditor, asked.body.id, 1)).status).toBe(403);
  expect((await decide(second, asked.body.id, 2)).body.code).toBe('version-changed');
  // The record says something else by now: what was asked for is not what would be published.
  await owner.query(
    `update hearing set appearance = 'not-known', excuse = null where kind = 'in-person' and participant_id = (select id from participant where reference = 'STA-1')`,
  );
  await owner.query(
    `update hearing set appearance = 'appeared' where kind = 'in-person' and participant_id = (select id from participant where reference = 'STA-2')`,
  );
  await compute();
  expect((await decide(second, asked.body.id, 1)).body.code).toBe('figures-changed');
  expect((await decide(second, asked.body.id, 1, 'refused')).status).toBe(200);
  expect((await decide(second, asked.body.id, 2)).body.code).toBe('already-decided');
  expect((await fetch(`${system.api.address}/statistics/en`)).status).toBe(200);
  expect((await owner.query('select from published_edition')).rowCount).toBe(0);

  const again = await ask();
  expect((await decide(second, again.body.id, 1)).status).toBe(200);
  expect((await owner.query('select number from published_edition')).rows).toEqual([{ number: 1 }]);
  expect((await ask()).body.code).toBe('nothing-changed');
  // Whatever the SQL: not by who asked, and not twice.
  await expect(owner.query('update statistic_edition set decided_by = asked_by')).rejects.toThrow();
  await expect(owner.query(`update statistic_edition set decision = 'refused'`)).rejects.toThrow(
    /decided once/,
  );
});

test('STA-2 STA-8 a published edition stays; the record’s corrections come as another edition that shows the differences', async () => {
  const was = (await owner.query('select tables from published_edition')).rows[0].tables;
  await appearRemotely(1);
  await compute();
  const body = await read();
  expect(body.differences).toContainEqual({
    ...{ table: 'appearances', row: 'Miami', column: 'appeared-remotely', before: 36, after: 48 },
  });
  const asked = await ask(second);
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect((await decide(supervisor, asked.body.id, 1)).status).toBe(200);
  const { rows } = await owner.query('select number, tables from published_edition order by number');
  expect(rows.map(({ number }) => number)).toEqual([1, 2]);
  expect(rows[0].tables).toEqual(was);
  const edition = await auditor.get(`/api/statistics/editions/${asked.body.id}`);
  expect(edition.body.edition.number).toBe(2);
  expect(edition.body.differences).toEqual(body.differences);
  expect((await auditor.get('/api/statistics/editions/0199b3a0-0000-7000-8000-000000000000')).status).toBe(
    404,
  );
});

test('STA-10 the public page needs no account, shows published editions alone, and nobody’s data can reach it', async () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${system.api.address}${path}`, { headers, redirect: 'manual' });
  expect((await get('/statistics', { 'accept-language': 'es-MX,en;q=0.5' })).headers.get('location')).toBe(
    '/statistics/es',
  );
  const index = await (await get('/statistics/en')).text();
  const ids = [...index.matchAll(/\/statistics\/en\/([0-9a-f-]{36})/g)].map(([, id = '']) => id);
  expect(ids).toHaveLength(2);
  const answer = await get(`/statistics/es/${ids[0]}`);
  const page = await answer.text();
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(answer.headers.get('cache-control')).toContain('public');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(page).toContain('lang="es"');
  expect(page).toContain('Personas por oficina');
  expect(page).not.toContain('<script');
  // The office of three: its number is hidden, and its name is a name.
  expect(page).toContain('&lt;script&gt;');
  for (const { rows } of (await owner.query('select tables from published_edition where id = $1', [ids[0]]))
    .rows[0].tables)
    for (const { cells, total } of rows)
      for (const one of [...cells, total]) expect(one === null || one === 0 || one >= 10).toBe(true);
  const tag = answer.headers.get('etag') ?? '';
  expect((await get(`/statistics/es/${ids[0]}`, { 'if-none-match': tag })).status).toBe(304);
  const { rows: people } = await owner.query('select id, reference from participant');
  for (const path of [
    '/statistics/en',
    ...ids.flatMap((id) => [`/statistics/en/${id}`, `/statistics/es/${id}`]),
  ]) {
    const text = await (await get(path)).text();
    for (const { id, reference } of people)
      expect(text.includes(id) || text.includes(`>${reference}<`)).toBe(false);
  }
  for (const path of [
    '/statistics/de',
    '/statistics/en/x',
    `/statistics/en/${people[0].id}`,
    `/statistics/en/${ids[0]}/people.txt`,
  ])
    expect((await get(path)).status, path).toBe(404);

  // The transaction that the page is read in, whatever it asks for: nobody's rows, of any table that the role may read at all.
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relrowsecurity and has_table_privilege('attend_app', c.oid, 'select')`,
  );
  expect(tables.length).toBeGreaterThan(50);
  const seen = await transaction(system.database.pool('app'), {}, async (client) => {
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`select exists (select from ${name}) as some`);
      if (rows[0].some) found.push(name);
    }
    return found;
  });
  expect(seen).toEqual(['published_edition']);
  const { rows: columns } = await owner.query(
    `select attname as name from pg_attribute where attrelid = 'attend.published_edition'::regclass and attnum > 0 order by attnum`,
  );
  expect(columns.map(({ name }) => name)).toEqual([
    ...['id', 'programme_id', 'programme_name', 'simulated', 'month', 'number', 'published_at', 'tables'],
  ]);
  // A small number does not even fit into the table.
  await expect(
    owner.query(`update published_edition set tables = '[{"rows":[{"cells":[0, 12, 9]}]}]'`),
  ).rejects.toThrow(/check constraint/);
  await expect(
    transaction(system.database.pool('app'), {}, (client) => client.query('delete from published_edition')),
  ).rejects.toThrow(/permission denied/);
});

test('STA-11 a table comes as CSV in which no name calculates anything', async () => {
  const [{ id }] = (await owner.query('select id from published_edition order by number')).rows;
  const answer = await fetch(`${system.api.address}/statistics/en/${id}/people.csv`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${month}-1-people.csv"`);
  const lines = (await answer.text()).split('\r\n');
  expect(lines[0]).toBe('Office,No device,Phone,Wrist,Ankle,All');
  expect(lines[1]).toMatch(/^"'=HYPERLINK\(""https.*",0,0,0,hidden,hidden$/);
  expect(lines.at(-2)).toMatch(/^All,/);
});

test('STA-13 costs are what is booked of the month’s days; the month is not published before they are closed and counted', async () => {
  expect((await read()).costsOpen).toBe(false);
  await owner.query(
    `insert into rate_card (programme_id, technology, from_on, minor, currency, part_day, fault_credit, source, status, made_by, published_at, published_by)
     select id, 'ankle', '2020-01-01', 275, 'USD', 'any-part', 'none', 'contract', 'published', $1, now(), $1 from programme`,
    [supervisor.staffId],
  );
  expect((await read()).costsOpen).toBe(true);
  expect((await ask()).body.code).toBe('costs-open');
  // Of Miami twice, one of them a correction that was booked a month later; of the other office few; and in another currency.
  await owner.query(
    `insert into cost_total (programme_id, booked_in, of_month, technology, tier, office_id, outcome, currency, lines, device_days, person_days,
       charged_parts, credited_days, question_days, unpriced_days, minor)
     select p.id, ($1 || '-01')::date + v.later, ($1 || '-01')::date, 'ankle', 'ankle', f.id, 'in-force', v.currency, 1, v.days, v.days, 0, 0, 0, 0, v.minor
     from programme p, (values ('Miami', interval '0', 'USD', 380, 104500), ('Miami', interval '1 month', 'USD', -8, -2200),
       ($2, interval '0', 'USD', 93, 25575), ('Miami', interval '0', 'EUR', 0, 700)) v (office, later, currency, days, minor)
       join office f on f.name = v.office`,
    [month, hostile],
  );
  await owner.query(
    `insert into cost_month (programme_id, month, lines, corrections) select id, ($1 || '-01')::date, 4, 0 from programme`,
    [month],
  );
  expect((await read()).costsOpen).toBe(true);
  await compute();
  const body = await read();
  expect(body.costsOpen).toBe(false);
  expect(tableOf(body, 'person-days').rows).toEqual([
    { key: hostile, cells: [0, 0, 93], total: 93 },
    { key: 'Miami', cells: [0, 0, 372], total: 372 },
  ]);
  expect(tableOf(body, 'cost')).toMatchObject({ currency: 'USD', total: 127_875, totals: [0, 0, 127_875] });
  expect(tableOf(body, 'cost-outcomes').total).toBe(127_875);
  const shown = body.publishable.find(({ name }: { name: string }) => name === 'cost');
  expect(shown.rows.map(({ cells }: Row) => cells[2])).toEqual([null, null]);
  const asked = await ask();
  expect((await decide(second, asked.body.id, 1)).status).toBe(200);
  const page = await (await fetch(`${system.api.address}/statistics/en/${asked.body.id}`)).text();
  expect(page).toContain('Cost by office and level');
  expect(page).not.toContain('$255.75');
});
