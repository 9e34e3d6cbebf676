import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyBulkExceptions } from '../../bulk-exceptions/apply.ts';
import { insertDueCheckIn } from '../../database/testing-check-ins.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

let admin: Client;
let supervisor: Client & { readonly staffId: string };
let elsewhere: Client;
const offices: Record<string, string> = {};
const people: string[] = [];

beforeAll(async () => {
  admin = await firstRun(system);
  for (const name of ['Coast', 'Inland'])
    offices[name] = (await admin.post('/api/offices', { name })).body.id;
  supervisor = await signInAs(system, admin, ['supervisor'], 'all@example.org');
  elsewhere = await signInAs(system, admin, ['supervisor'], 'inland@example.org', { office: 'Inland' });
  for (const [reference, office] of [
    ['C-1', 'Coast'],
    ['C-2', 'Coast'],
    ['I-1', 'Inland'],
  ] as const) {
    const made = await supervisor.post('/api/enrolments', lineOf(reference, { participant: { office } }));
    people.push(made.body.participant.id);
  }
});

const given = (over: object = {}) => ({
  offices: [offices['Coast']],
  conditions: ['curfew', 'check-ins'],
  ...{ from: inHours(-1), to: inHours(48), reason: 'the county is evacuated', concerned: 2 },
  ...over,
});
const grant = (over: object = {}, by: Client = supervisor) => by.post('/api/bulk-exceptions', given(over));
const planVersions = async (): Promise<number[]> =>
  (
    await owner.query(
      `select a.plan_version as v from assignment a join participant p on p.id = a.participant_id order by p.reference`,
    )
  ).rows.map(({ v }) => v);
const reasonsOf = async (person: string | undefined): Promise<string[]> =>
  (await supervisor.get(`/api/people/${person}`)).body.conditions.flatMap(
    ({ kind, exceptions }: { kind: string; exceptions: { reason: string }[] }) =>
      exceptions.filter(({ reason }) => reason.includes('evacuated')).map(() => kind),
  );
const apply = () => applyBulkExceptions(owner, keyring);

test('LIF-10 offices are named with their county, and the preview says whom it would concern', async () => {
  const set = await supervisor.send('PUT', `/api/offices/${offices['Coast']}/county`, { county: 'Monroe' });
  expect(set.status).toBe(200);
  expect((await supervisor.get('/api/bulk-exceptions/offices')).body.offices).toContainEqual({
    ...{ id: offices['Coast'], name: 'Coast', county: 'Monroe', people: 2 },
  });
  const preview = await supervisor.post('/api/bulk-exceptions/preview', { offices: [offices['Coast']] });
  expect(preview.body).toMatchObject({
    concerned: 2,
    people: [{ reference: 'C-1' }, { reference: 'C-2' }],
    next: null,
  });
  // Another office's supervisor reaches nobody there.
  const theirs = await elsewhere.post('/api/bulk-exceptions/preview', { offices: [offices['Coast']] });
  expect(theirs.body).toEqual({ concerned: 0, people: [], next: null });
  expect((await grant({ concerned: 0 }, elsewhere)).body.code).toBe('nobody');
});

test('LIF-10 what has changed since the preview, or is not of about now, is refused', async () => {
  expect((await grant({ concerned: 3 })).body.code).toBe('audience-changed');
  expect((await grant({ to: inHours(-1) })).body).toMatchObject({
    code: 'bad-span',
    fields: [{ path: 'body.to' }],
  });
  expect((await owner.query('select from bulk_exception')).rowCount).toBe(0);
  const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
  expect((await grant({}, officer)).status).toBe(403);
  expect((await officer.get('/api/bulk-exceptions')).body).toEqual({ exceptions: [], mayGrant: false });
});

test('LIF-11 LIF-12 LIF-13 it counts for each whom it concerns, with an entry of their own, and is taken back', async () => {
  const { checkIn } = await insertDueCheckIn(owner, people[0] ?? '', supervisor.staffId);
  const before = await planVersions();
  const made = await grant();
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201, body: { concerned: 2 } });
  const list = async () => (await supervisor.get('/api/bulk-exceptions')).body.exceptions[0];
  expect(await list()).toMatchObject({ concerned: 2, applied: 0, offices: ['Coast'] });
  expect(await apply()).toBe(2);
  expect(await apply()).toBe(0);
  expect(await list()).toMatchObject({ applied: 2, revoked: null });
  const after = await planVersions();
  expect(after.map((version, index) => version - (before[index] ?? 0))).toEqual([1, 1, 0]);
  expect(await reasonsOf(people[0])).toEqual(['curfew']);
  expect(await reasonsOf(people[2])).toEqual([]);
  const checkIns = async () => (await supervisor.get(`/api/people/${people[0]}/check-ins`)).body.checkIns;
  expect(await checkIns()).toMatchObject([{ id: checkIn, letGo: 'exception' }]);
  const entries = await owner.query(
    `select participant_id from audit_entry where action = 'bulk-exception.granted' order by participant_id nulls last`,
  );
  expect(entries.rows.map(({ participant_id }) => participant_id).sort()).toEqual(
    [people[0], people[1], null].sort(),
  );

  const revoke = (version: number, by: Client = supervisor) =>
    by.post(`/api/bulk-exceptions/${made.body.id}/revoke`, { version, reason: 'the storm has passed' });
  expect((await revoke(7)).body.code).toBe('version-changed');
  expect((await revoke(1)).status).toBe(200);
  expect((await revoke(2)).body.code).toBe('already-revoked');
  expect(await apply()).toBe(2);
  expect((await planVersions()).map((version, index) => version - (before[index] ?? 0))).toEqual([2, 2, 0]);
  const { conditions } = (await supervisor.get(`/api/people/${people[0]}`)).body;
  const cut = conditions
    .flatMap(({ exceptions }: { exceptions: { reason: string; to: string }[] }) => exceptions)
    .find(({ reason }: { reason: string }) => reason.includes('evacuated'));
  expect(Date.parse(cut.to)).toBeLessThanOrEqual(Date.now());
});

test('LIF-12 thousands are applied in parts, and what one that died left is found by the next', async () => {
  const many = 2_000;
  await owner.query(
    `insert into participant (programme_id, reference, office_id, sealed)
       select programme_id, 'T-' || n, $1, '\\x00' from participant, generate_series(1, $2::int) n where reference = 'C-1'`,
    [offices['Coast'], many],
  );
  expect((await grant({ concerned: many + 2 })).status).toBe(201);
  let looked = 0;
  // Ends after its first part, as one that is killed would.
  const first = await applyBulkExceptions(owner, keyring, () => {
    looked += 1;
    return looked > 1;
  });
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(many);
  const [one, other] = await Promise.all([apply(), apply()]);
  expect(first + one + other).toBe(many + 2);
  const { rows } = await owner.query(
    `select count(*)::int as n, count(distinct participant_id)::int as people from audit_entry
     where action = 'bulk-exception.granted' and request_id like 'bulk-exception/' || (select id from bulk_exception order by id desc limit 1) || '/%'`,
  );
  expect(rows).toEqual([{ n: many + 2, people: many + 2 }]);
});
