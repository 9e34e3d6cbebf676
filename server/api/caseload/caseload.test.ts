import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
let whole: Client;
let ofNorth: Client;

beforeAll(async () => {
  const admin = await firstRun(system);
  await admin.post('/api/offices', { name: 'North' });
  await admin.post('/api/offices', { name: 'South' });
  whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
  ofNorth = await signInAs(system, admin, ['supervisor'], 'north@example.org', { office: 'North' });
  for (const [reference, office] of [
    ['N-1', 'North'],
    ['S-1', 'South'],
  ])
    expect(
      (await whole.post('/api/enrolments', lineOf(String(reference), { participant: { office } }))).status,
    ).toBe(200);
});

let files = 0;
async function stage(client: Client, kind: string, text: string): Promise<string> {
  files += 1;
  const begun = await client.post('/api/caseload-imports', {
    kind,
    name: 'f.csv',
    fingerprint: `file ${files}`,
  });
  expect(begun.status, JSON.stringify(begun.body)).toBe(201);
  const part = { from: 0, text, last: true };
  const added = await client.post(`/api/caseload-imports/${begun.body.id}/parts`, part);
  expect(added.body, JSON.stringify(added.body)).toMatchObject({ state: 'staged', characters: text.length });
  return begun.body.id;
}
const check = async (client: Client, id: string) =>
  (await client.post(`/api/caseload-imports/${id}/check`, {})).body;
async function bringIn(client: Client, kind: string, text: string) {
  const id = await stage(client, kind, text);
  const { plan } = await check(client, id);
  return client.post(`/api/caseload-imports/${id}/commit`, { plan });
}

describe('by request', () => {
  test('IMP-2 a part that comes twice is staged once, and what is here is said', async () => {
    const file = { kind: 'people', name: 'f.csv', fingerprint: 'in two parts' };
    const { body: begun } = await whole.post('/api/caseload-imports', file);
    const path = `/api/caseload-imports/${begun.id}/parts`;
    const first = { from: 0, text: 'reference,name\nP-1,Pi', last: false };
    expect((await whole.post(path, first)).body).toMatchObject({
      characters: 21,
      records: 0,
      state: 'staging',
    });
    expect((await whole.post(path, first)).body).toMatchObject({ characters: 21, records: 0 });
    const again = await whole.post('/api/caseload-imports', file);
    expect(again.body).toMatchObject({ id: begun.id, characters: 21 });
    const rest = await whole.post(path, { from: 21, text: 'a\n', last: true });
    expect(rest.body).toMatchObject({ records: 1, state: 'staged' });
    expect(await check(whole, begun.id)).toMatchObject({ counts: { new: 1 }, faultCount: 0 });
    expect((await whole.post(`/api/caseload-imports/${begun.id}/give-up`, {})).body.state).toBe('given-up');
    expect((await whole.post(`/api/caseload-imports/${begun.id}/check`, {})).status).toBe(409);
  });

  test('IMP-2 a file on its way in is its sender’s alone', async () => {
    const id = await stage(ofNorth, 'people', 'reference,name,office\nQ-1,Quinn,North\n');
    expect((await whole.post(`/api/caseload-imports/${id}/check`, {})).status).toBe(404);
    expect(
      (await whole.get('/api/caseload-imports')).body.imports.map((one: { id: string }) => one.id),
    ).not.toContain(id);
  });

  test('IMP-4 whoever sees one office enters people into it alone, and changes nobody else', async () => {
    const text = 'reference,name,office\nN-2,Nora,North\nS-2,Sam,South\nX-2,Xenia,\n';
    const { faults } = await check(ofNorth, await stage(ofNorth, 'people', text));
    expect(faults.map(({ line, column, code }: Record<string, unknown>) => [line, column, code])).toEqual([
      [3, 'office', 'not-yours'],
      [4, 'office', 'not-yours'],
    ]);
    // WRD-4: with what stands there; an empty cell has nothing to show.
    expect(faults.map(({ value, reason }: Record<string, unknown>) => [value, reason])).toEqual([
      ['South', 'import-people-own-offices'],
      [null, 'import-people-own-offices'],
    ]);
    const points =
      'participant,kind,address\nN-1,email,n@example.org\nS-1,email,s@example.org\nZ-9,email,z@example.org\n';
    const told = (await check(ofNorth, await stage(ofNorth, 'contacts', points))).faults;
    expect(told.map(({ line, message }: Record<string, unknown>) => [line, message])).toEqual([
      [3, told[0].message],
      [4, told[0].message],
    ]);
    const taken = await bringIn(ofNorth, 'people', 'reference,name,office\nS-1,Somebody,North\n');
    expect(taken.status).toBe(409);
    expect(JSON.stringify(taken.body)).not.toContain('Person S-1');
  });

  test('IMP-3 a file that is at fault does not go in by request either', async () => {
    const refused = await bringIn(whole, 'people', 'reference,name\nR-1,\nR-2,Rio\n');
    expect(refused.status).toBe(422);
    expect(await owner.query(`select from participant where reference = 'R-2'`)).toMatchObject({
      rowCount: 0,
    });
  });

  test('IMP-8 imported orders stand on the list of those who may see the person, until one has looked', async () => {
    const head = 'participant,order,from,clause,kind\n';
    const made = await bringIn(
      whole,
      'orders',
      `${head}N-1,O-N,2026-01-01,1,check-ins\nS-1,O-S,2026-01-01,1,check-ins\n`,
    );
    expect(made.body, JSON.stringify(made.body)).toMatchObject({ counts: { new: 2 } });
    const listed = async (client: Client): Promise<{ id: string; order: string }[]> =>
      (await client.get('/api/imported-orders')).body.orders;
    expect((await listed(ofNorth)).map(({ order }) => order)).toContain('O-N');
    expect((await listed(ofNorth)).map(({ order }) => order)).not.toContain('O-S');
    const all = (await listed(whole)).filter(({ order }) => order === 'O-N' || order === 'O-S');
    const marked = await ofNorth.post('/api/imported-orders/looked-at', { orders: all.map(({ id }) => id) });
    expect(marked.body).toMatchObject({ marked: 1 });
    expect((await listed(whole)).map(({ order }) => order)).not.toContain('O-N');
    expect((await listed(whole)).map(({ order }) => order)).toContain('O-S');
    const { rows } = await owner.query(`select staff_id from audit_entry where action = 'order.looked-at'`);
    expect(rows).toHaveLength(1);
    const again = await ofNorth.post('/api/imported-orders/looked-at', { orders: all.map(({ id }) => id) });
    expect(again.status).toBe(404);
  });

  test('IMP-9 who takes a caseload out sees their own offices in it, and needs a fresh proof', async () => {
    const { body } = await ofNorth.get('/api/caseload-exports/people?purpose=moving%20house');
    expect(body.text).toContain('N-1');
    expect(body.text).not.toContain('S-1');
    expect((await ofNorth.get('/api/caseload-exports/people')).status).toBe(400);
    await owner.query(`update auth.session set proven_at = now() - interval '6 minutes'`);
    const stale = await ofNorth.get('/api/caseload-exports/people?purpose=moving%20house');
    expect(stale.body.code).toBe('step-up-needed');
  });
});

describe('protected addresses', () => {
  const head = 'participant,use,address,protected,protected_because\n';
  const enrolled = async (reference: string): Promise<string> =>
    (await whole.post('/api/enrolments', lineOf(reference, { participant: { office: 'North' } }))).body
      .participant.id;

  test('HLP-5 an address that a file protects protects the places of help that tell it, as one does that is protected by hand', async () => {
    const keyring = openKeyring(join(system.dataDir, 'keyring'));
    const id = await enrolled('PA-1');
    const programme = (await owner.query('select programme_id as id from participant where id = $1', [id]))
      .rows[0].id;
    const hearing = await insertHearingOf({ owner, keyring, programme, person: id });
    keyring.close();
    const at = (await owner.query('select at from hearing where id = $1', [hearing])).rows[0].at.getTime();
    const asked = await whole.post(`/api/people/${id}/help`, {
      ...{ for: { kind: 'hearing', id: hearing }, kind: 'transport', way: 'telephone' },
    });
    const arranged = await whole.post(`/api/help/${asked.body.id}/arrange`, {
      ...{
        version: 1,
        kind: 'transport',
        supplier: 'City Cars',
        place: { text: 'at 9 hidden way, back door' },
      },
      from: new Date(at - 3_600_000).toISOString().replace('.000Z', 'Z'),
    });
    expect(arranged, JSON.stringify(arranged.body)).toMatchObject({ status: 200 });
    const placeOf = async () =>
      (await whole.get(`/api/people/${id}/help`)).body.help.find(
        (one: { id: string }) => one.id === asked.body.id,
      ).arranged.place;
    expect(await placeOf()).toMatchObject({ text: 'at 9 hidden way, back door' });
    const brought = await bringIn(
      whole,
      'addresses',
      `${head}PA-1,home,"9 Hidden Way, Miami",yes,a threat\n`,
    );
    expect(brought, JSON.stringify(brought.body)).toMatchObject({ status: 200, body: { faultCount: 0 } });
    expect(await placeOf()).toEqual({ kind: 'withheld' });
    const { rows } = await owner.query(
      `select count(*)::int as n from audit_entry where action = 'help.place-protected' and participant_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('PPL-30 a dry run says the same of a protected address as of any other, and such lines are left to who works with the person', async () => {
    const id = await enrolled('PA-2');
    await whole.post(`/api/people/${id}/register-entries`, {
      ...{ kind: 'address', use: 'home', text: '9 Hidden Way', protected: true, reason: 'a threat' },
    });
    const of = async (line: string) => {
      const { plan, counts, faultCount, ...rest } = await check(
        whole,
        await stage(whole, 'addresses', head + line),
      );
      return { counts, faultCount, steps: rest.steps };
    };
    const right = await of('PA-2,home,9 Hidden Way,,\n');
    expect(right).toMatchObject({ counts: { settled: 1, new: 0, same: 0 }, faultCount: 0 });
    for (const other of ['PA-2,home,4 Open Square,,\n', 'PA-2,mail,9 Hidden Way,yes,a threat\n'])
      expect(await of(other)).toEqual(right);
    await bringIn(whole, 'addresses', `${head}PA-2,home,4 Open Square,,\n`);
    const { rows } = await owner.query(
      'select count(*)::int as n from register_entry where participant_id = $1',
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
    // Somebody who works with them brings it in.
    await owner.query(
      `insert into supervision (programme_id, participant_id, staff_id, role) select p.programme_id, p.id, s.id, 'case-officer'
       from participant p, staff s where p.id = $1 and s.email = 'whole@example.org'`,
      [id],
    );
    expect(await of('PA-2,home,4 Open Square,,\n')).toMatchObject({ counts: { new: 1 } });
  });
});
