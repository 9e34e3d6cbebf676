import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPool } from '@attend/server/database/connect';
import { openDatabase } from '@attend/server/database/open';
import { withTestDatabase } from '@attend/server/database/testing';
import { heldBy, insertProgramme, observation, raise, store } from '@attend/server/database/testing-records';
import { openKeyring } from '@attend/server/keys/keyring';
import { exportReadings, findAssignments } from '@attend/server/operator/export';
import { openOperator } from '@attend/server/operator/operator';
import { afterAll, describe, expect, test } from 'vitest';
import { lineOf } from '../../server/api/enrolment/testing.ts';

const program = fileURLToPath(new URL('./attend.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'attend-operator-'));
// The server's own user must be able to pass, or the data would stand outside this folder and outlast the test.
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const database = await withTestDatabase();
const data = join(folder, 'data');

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
function attend(args: readonly string[], environment: Record<string, string> = {}, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, ...environment } as NodeJS.ProcessEnv,
    cwd: folder,
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  child.stdin.end(input);
  return new Promise((settle) => child.once('close', (code) => settle({ code, out, err })));
}
const external = (...args: string[]) => attend([...args, '--data', data], { DATABASE_URL: database.url });

function file(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

describe('attend enrol', () => {
  test('ENR-3 enrols a file once, and again changes nothing', async () => {
    const path = file('people.ndjson', [lineOf('P-1'), '', lineOf('P-2')]);
    expect(await external('enrol', path)).toEqual({ code: 0, out: '', err: 'enrolled 2, unchanged 0\n' });
    expect(await external('enrol', path)).toEqual({ code: 0, out: '', err: 'enrolled 0, unchanged 2\n' });
  });

  test('ACC-29 a line that differs from what stands is a look at that person, under the operator’s name', async () => {
    const path = file('differs.ndjson', [lineOf('P-2', { participant: { name: 'Somebody Else' } })]);
    expect((await external('enrol', path)).err).toContain('Person P-2');
    const { rows } = await database.pool('owner').query(
      `select r.operator, r.purpose from access_record r join participant p on p.id = r.participant_id
         where p.reference = 'P-2' and r.what = 'enrolment'`,
    );
    expect(rows).toEqual([{ operator: userInfo().username, purpose: 'enrolment' }]);
  });

  test('ENR-11 a bad line is named by file, line and field; those before it stand, those after it do not', async () => {
    const bad = lineOf('P-4', { device: { protocol: 'gt06' } });
    const path = file('bad.ndjson', [lineOf('P-3'), bad, lineOf('P-5')]);
    const { code, err } = await external('enrol', path);
    expect(code).toBe(2);
    expect(err).toMatch(/enrolled 1, unchanged 0\nattend enrol: .*bad\.ndjson: line 2, .*device\.protocol/);
    const { rows } = await database
      .pool('owner')
      .query(`select reference from participant where reference in ('P-3', 'P-4', 'P-5')`);
    expect(rows).toEqual([{ reference: 'P-3' }]);
  });

  test('ENR-11 a changed line, text that is no JSON and a missing file are told in one sentence', async () => {
    const changed = file('changed.ndjson', [lineOf('P-1', { participant: { name: 'Another' } })]);
    expect(await external('enrol', changed)).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /line 1, .*participant\.name: P-1 is enrolled already.*was "Person P-1", now "Another"/,
      ),
    });
    expect(await external('enrol', file('text.ndjson', ['{']))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/line 1, .*JSON/),
    });
    expect(await external('enrol', join(folder, 'none'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read'),
    });
  });

  test('ENR-11 what cannot be kept is named before anything is tried, and a folder is no file', async () => {
    const lines = [
      lineOf('P-10'),
      lineOf('P-\u000011'),
      lineOf('P-12', { participant: { name: 'An\u001b[2Ja' } }),
    ];
    const { code, err } = await external('enrol', file('control.ndjson', lines));
    expect(code).toBe(2);
    expect(err).toMatch(
      /enrolled 1, unchanged 0\nattend enrol: .*: line 2, field participant\.id: holds a control character/,
    );
    const named = await external('enrol', file('name.ndjson', lines.slice(2)));
    expect(named.err).toMatch(/line 1, field participant\.name: holds a control character/);
    expect((await external('enrol', folder)).err).toBe(`attend enrol: ${folder} is a folder.\n`);
  });

  test('ENR-7 the token of a phone is printed once', async () => {
    const path = file('phone.ndjson', [lineOf('P-6', { device: { id: 'phone-1', protocol: 'osmand' } })]);
    const { out } = await external('enrol', path);
    expect(JSON.parse(out)).toEqual({
      participant: 'P-6',
      device: 'phone-1',
      token: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect((await external('enrol', path)).out).toBe('');
  });
});

describe('attend readings, attend alerts', () => {
  test('OPR-1 in the contract’s forms, recorded with purpose under the operator’s name', async () => {
    const keyring = openKeyring(join(data, 'keyring'));
    const held = await heldBy(database, 'P-1');
    const at = Date.parse('2026-06-01T12:00:00Z');
    await store(database, keyring, held, 1, [
      observation(at, { sequence: 7 }),
      observation(at + 60_000, { place: null }),
    ]);
    const found = {
      kind: 'exclusion-zone-entered',
      condition: 'z1',
      from: at,
      to: at + 60_000,
      clearedAt: at + 90_000,
      readings: [at],
    };
    await raise(database, keyring, held, {
      ...found,
      severity: 'high',
      because: [{ code: 'inside-by-more-than-accuracy' }],
    });
    keyring.close();

    const readings = await external('readings', '--device', 'DP-1', '--purpose', 'a test');
    expect(readings.code).toBe(0);
    expect(
      readings.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        device: 'DP-1',
        time: '2026-06-01T12:00:00Z',
        receivedAt: '2026-06-01T12:00:02Z',
        fix: {
          lat: 25.774173,
          lon: -80.19362,
          source: 'gnss',
          accuracy: 8,
          time: '2026-06-01T12:00:00Z',
          speed: 1.4,
          course: 270,
          altitude: 3,
          satellites: 9,
        },
        battery: { percent: 81, charging: false },
        strap: 'closed',
        case: 'closed',
        worn: true,
        events: [],
        live: true,
        sequence: 7,
        mock: null,
      },
      expect.objectContaining({ time: '2026-06-01T12:01:00Z', fix: null }),
    ]);

    const alerts = await external('alerts', '--participant', 'P-1', '--purpose', 'a test');
    expect(JSON.parse(alerts.out)).toEqual({
      kind: 'exclusion-zone-entered',
      condition: 'z1',
      device: 'DP-1',
      from: '2026-06-01T12:00:00Z',
      to: '2026-06-01T12:01:00Z',
      raisedAt: '2026-06-01T12:00:01Z',
      clearedAt: '2026-06-01T12:01:30Z',
      severity: 'high',
      certainty: 'reported',
      because: [{ code: 'inside-by-more-than-accuracy' }],
      readings: ['2026-06-01T12:00:00Z'],
      policy: { name: 'standard', revision: 1 },
    });
    const { rows } = await database
      .pool('owner')
      .query(
        "select operator, action, what, purpose from access_record where participant_id = $1 and what <> 'enrolment' order by id",
        [held.participantId],
      );
    const operator = userInfo().username;
    expect(rows).toEqual([
      { operator, action: 'export', what: 'readings', purpose: 'a test' },
      { operator, action: 'export', what: 'alerts', purpose: 'a test' },
    ]);
  });

  test('OPR-2 without a purpose, without naming one device or person, or for somebody unknown nothing is shown', async () => {
    for (const args of [
      ['readings', '--device', 'DP-1'],
      ['readings', '--purpose', 'a test'],
      ['alerts', '--device', 'DP-1', '--participant', 'P-1', '--purpose', 'a test'],
      ['alerts', '--participant', 'nobody', '--purpose', 'a test'],
    ]) {
      expect(await external(...args)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/^attend \w+: .+\.\n$/),
      });
    }
  });

  test('OPR-6 while what was read is written, no transaction stands open', async () => {
    const operator = await openOperator({ dataDir: data, databaseUrl: database.url });
    const found = await findAssignments(operator, { kind: 'device', name: 'DP-1' }, null);
    if (!found.ok || found.value[0] === undefined) throw new Error('no assignment');
    // A transaction that has read a table holds a lock on it until it ends.
    const held: { locks: number; readings: number }[] = [];
    await exportReadings(operator, found.value[0], 'a test', async ({ length: readings }) => {
      const { rows } = await database
        .pool('owner')
        .query<{ locks: number }>(
          "select count(*)::int as locks from pg_locks where relation = 'upload'::regclass and pid <> pg_backend_pid()",
        );
      held.push({ locks: rows[0]?.locks ?? -1, readings });
    });
    await operator.close();
    expect(held).toEqual([{ locks: 0, readings: 2 }]);
  });

  test('OPR-3 without trail a reading has no place, also where one was stored', async () => {
    const line = lineOf('P-7', {
      case: { authority: [{ location: 'zones', from: '2026-01-01T00:00:00Z', to: null }] },
    });
    await external('enrol', file('zones.ndjson', [line]));
    const keyring = openKeyring(join(data, 'keyring'));
    await store(database, keyring, await heldBy(database, 'P-7'), 1, [
      observation(Date.parse('2026-06-01T12:00:00Z')),
    ]);
    keyring.close();
    const { out } = await external('readings', '--participant', 'P-7', '--purpose', 'a test');
    expect(JSON.parse(out)).toMatchObject({ fix: null, strap: 'closed' });
  });

  test('OPR-5 a reference that stands in two programmes is one person’s only once it is said which', async () => {
    const path = file('double.ndjson', [lineOf('P-20')]);
    await external('enrol', path);
    await insertProgramme(database, 'Elsewhere');
    const elsewhere = file('elsewhere.ndjson', [lineOf('P-20', { device: { id: 'E20' } })]);
    expect((await external('enrol', elsewhere, '--programme', 'Elsewhere')).code).toBe(0);
    const ask = (...more: string[]) =>
      external('readings', '--participant', 'P-20', '--purpose', 'a test', ...more);
    const refused = await ask();
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(/several programmes: say which with --programme: .*Elsewhere/);
    expect((await ask('--programme', 'Elsewhere')).code).toBe(0);
    const { rows } = await database.pool('owner').query(
      `select g.name from access_record r join participant p on p.id = r.participant_id join programme g on g.id = r.programme_id
        where p.reference = 'P-20'`,
    );
    expect(rows).toEqual([{ name: 'Elsewhere' }]);
  });
});

test('OPR-4 the embedded database: started where none runs, joined where a server has it open', async () => {
  const own = join(folder, 'embedded');
  const path = file('embedded.ndjson', [lineOf('P-1')]);
  expect(await attend(['enrol', path, '--data', own])).toMatchObject({
    code: 0,
    err: 'enrolled 1, unchanged 0\n',
  });
  const server = await openDatabase({ dataDir: own });
  server.setHttp('http://127.0.0.1:1');
  try {
    const more = file('more.ndjson', [lineOf('P-1'), lineOf('P-2')]);
    expect(await attend(['enrol', more, '--data', own])).toMatchObject({
      code: 0,
      err: 'enrolled 1, unchanged 1\n',
    });
    const pool = createPool(server.owner, { name: 'test', max: 1 });
    expect((await pool.query('select reference from participant order by 1')).rows).toHaveLength(2);
    await pool.end();
  } finally {
    await server.stop();
  }
});

test('OPR-4 of two commands at once on a folder that is not there yet, the second waits for the first', async () => {
  const own = join(folder, 'together');
  const [one, two] = [file('one.ndjson', [lineOf('P-1')]), file('two.ndjson', [lineOf('P-2')])];
  const both = await Promise.all([one, two].map((path) => attend(['enrol', path, '--data', own])));
  expect(both).toEqual(both.map(() => ({ code: 0, out: '', err: 'enrolled 1, unchanged 0\n' })));
  expect((await attend(['enrol', one, '--data', own])).err).toBe('enrolled 0, unchanged 1\n');
});
