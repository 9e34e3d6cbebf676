import { join } from 'node:path';
import { auditProof, auditRootsFile } from '@attend/contracts/audit';
import { beforeAll, expect, test } from 'vitest';
import { faultOfProof } from '../../audit/prove.ts';
import { openSigner, parsePublicKeys } from '../../audit/signing.ts';
import { setClock, untilChained } from '../../database/testing-audit.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Answered, Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const directory = join(system.dataDir, 'keyring');
const place = { database: system.database, signer: openSigner(directory), directory };
let admin: Client;
let auditor: Client & { readonly staffId: string };
let supervisor: Client & { readonly staffId: string };
let person: string;

beforeAll(async () => {
  admin = await firstRun(system);
  auditor = await signInAs(system, admin, ['auditor']);
  supervisor = await signInAs(system, admin, ['supervisor']);
  person = (await supervisor.post('/api/enrolments', lineOf('L-1'))).body.participant.id;
  await chainAll();
});

const chainAll = (): Promise<void> => untilChained(place);
const entries = (query = ''): Promise<Answered> => auditor.get(`/api/audit/entries${query}`);
const looksOf = async (staff: string, what: string): Promise<number> => {
  const { rows } = await owner.query(
    'select coalesce(sum(count), 0)::integer as n from access_record where staff_id = $1 and participant_id = $2 and what = $3',
    [staff, person, what],
  );
  return rows[0].n;
};

test('AUD-11 auditor and supervisor read the programme’s changes; nobody else does', async () => {
  const { body } = await entries();
  expect(body.entries.length).toBeGreaterThan(3);
  expect(body.entries[0]).toMatchObject({
    person: { id: person, reference: 'L-1' },
    staff: { id: supervisor.staffId },
    state: 'chained',
    position: expect.stringMatching(/^\d+$/),
  });
  expect((await supervisor.get('/api/audit/entries')).status).toBe(200);
  expect((await admin.get('/api/audit/entries')).body.code).toBe('forbidden');
});

test('AUD-11 found by person, staff, action and its part, and time; a page at a time', async () => {
  const all = (await entries('?limit=200')).body.entries;
  const only = async (query: string) => {
    const { status, body } = await entries(query);
    expect(status, system.logged.slice(-4).join('')).toBe(200);
    return body.entries;
  };
  expect(await only('?person=L-1')).toEqual(all.filter((one: { person: unknown }) => one.person !== null));
  expect(await only('?person=L-2')).toEqual([]);
  const bySupervisor = await only(`?staff=${supervisor.staffId}`);
  expect(bySupervisor.length).toBeGreaterThan(0);
  expect(bySupervisor.length).toBeLessThan(all.length);
  const staff = await only('?action=staff');
  expect(staff.length).toBeGreaterThan(0);
  for (const one of staff) expect(one.action).toMatch(/^staff\./);
  expect(await only('?action=staf')).toEqual([]);
  expect(await only(`?action=${staff[0].action}`)).not.toEqual([]);
  expect(await only('?from=2030-01-01T00:00:00Z')).toEqual([]);
  expect(await only('?to=2020-01-01T00:00:00Z')).toEqual([]);
  const first = (await entries('?limit=2')).body;
  const second = (await entries(`?limit=2&cursor=${first.next}`)).body;
  expect([...first.entries, ...second.entries]).toEqual(all.slice(0, 4));
  expect((await entries('?cursor=nonsense')).body.code).toBe('bad-cursor');
});

test('AUD-11 a page ends anywhere, also where the next entry is about somebody else, at whom it is no look', async () => {
  const other = (await supervisor.post('/api/enrolments', lineOf('L-2'))).body.participant.id;
  const all = (await entries('?limit=200')).body.entries;
  const about = all.findIndex((one: { person: { id: string } | null }) => one.person?.id === person);
  expect(all.slice(0, about).some((one: { person: { id: string } | null }) => one.person?.id === other)).toBe(
    true,
  );
  const before = await looksOf(auditor.staffId, 'audit');
  const { status, body } = await entries(`?limit=${about}`);
  expect(status, system.logged.slice(-4).join('')).toBe(200);
  expect(body.next).not.toBeNull();
  expect(await looksOf(auditor.staffId, 'audit')).toBe(before);
});

test('AUD-11 reading an entry about a person is a look at that person: listed, opened, exported', async () => {
  const listed = await looksOf(auditor.staffId, 'audit');
  const about = (await entries('?person=L-1')).body.entries[0];
  expect(await looksOf(auditor.staffId, 'audit')).toBe(listed + 1);
  expect((await auditor.get(`/api/audit/entries/${about.id}`)).status).toBe(200);
  expect(await looksOf(auditor.staffId, 'audit entry')).toBe(1);
});

test('AUD-11 an entry opens with its values before and after, and says whether it holds', async () => {
  const created = (await entries('?person=L-1')).body.entries.at(-1);
  const { body } = await auditor.get(`/api/audit/entries/${created.id}`);
  expect(body).toMatchObject({
    readable: true,
    before: null,
    chain: { holds: true, position: created.position },
  });
  expect(JSON.stringify(body.after)).toContain('L-1');
  const client = await owner.connect();
  await client.query('alter table audit_entry disable trigger user');
  await client.query("update audit_entry set at = at - interval '1 day' where id = $1", [created.id]);
  expect((await auditor.get(`/api/audit/entries/${created.id}`)).body.chain.holds).toBe(false);
  await client.query("update audit_entry set at = at + interval '1 day' where id = $1", [created.id]);
  await client.query('alter table audit_entry enable always trigger append_only');
  await client.query('alter table audit_entry enable always trigger audit_outbox');
  client.release();
  expect((await auditor.get('/api/audit/entries/999999')).status).toBe(404);
  expect((await auditor.get('/api/audit/entries/x')).status).toBe(400);
});

test('AUD-11 another programme’s entries are not there', async () => {
  const { rows } = await owner.query(
    `with p as (insert into programme (name, timezone) values ('Other', 'UTC') returning id)
     insert into audit_entry (programme_id, action, entity, entity_id) select id, 'other.made', 'x', 'y' from p returning id`,
  );
  await chainAll();
  expect((await auditor.get(`/api/audit/entries/${rows[0].id}`)).status).toBe(404);
  expect((await entries('?action=other')).body.entries).toEqual([]);
});

test('AUD-11 where a person’s key was destroyed an entry still stands and holds, and says that it cannot be read', async () => {
  const { rows } = await owner.query(
    `with p as (insert into participant (programme_id, reference, sealed) select programme_id, 'L-3', '' from participant where id = $1
       returning id, programme_id)
     insert into audit_entry (programme_id, participant_id, action, entity, entity_id, request_id, before)
       select programme_id, id, 'order.ended', 'order', 'o', 'r', 'sealed' from p returning id, participant_id`,
    [person],
  );
  const keyring = openKeyring(directory);
  keyring.destroy(rows[0].participant_id);
  keyring.close();
  await chainAll();
  const { body } = await auditor.get(`/api/audit/entries/${rows[0].id}`);
  expect(body).toMatchObject({
    readable: false,
    before: null,
    person: { name: '—' },
    chain: { holds: true },
  });
});

test('AUD-8 a proof comes once the day’s root is signed, and holds by the published key', async () => {
  const [entry] = (await entries('?person=L-1')).body.entries;
  const early = await auditor.get(`/api/audit/entries/${entry.id}/proof`);
  expect(early).toMatchObject({ status: 409, body: { code: 'not-rooted' } });
  await setClock(place, new Date(Date.now() + 86_400_000));
  await chainAll();
  // Lists of looks count on during their own day.
  await setClock(place, new Date());
  const { body } = await auditor.get(`/api/audit/entries/${entry.id}/proof`);
  const published = (await auditor.get('/api/audit/key')).body;
  const keys = parsePublicKeys(published.publicKeys.join('\n'));
  expect(keys?.has(published.key)).toBe(true);
  expect(faultOfProof(auditProof.parse(body.proof), keys ?? new Map())).toBeNull();
  expect((await entries('?person=L-1')).body.entries[0].state).toBe('rooted');
  expect(await looksOf(auditor.staffId, 'proof of an audit entry')).toBe(1);
});

test('AUD-4 roots are published: the running day’s, the signed ones, and all of them as a file', async () => {
  const { body } = await auditor.get('/api/audit/roots');
  expect(body.today.root).toMatch(/^[0-9a-f]{64}$/);
  expect(body.roots).toHaveLength(1);
  const file = auditRootsFile.parse((await auditor.get('/api/audit/roots/file')).body);
  expect(file.roots).toEqual(body.roots);
  expect((await admin.get('/api/audit/roots/file')).status).toBe(403);
});

test('AUD-7 the status page’s figures: how far the chain is, and what waits', async () => {
  const { body } = await admin.get('/api/status');
  expect(body.audit).toMatchObject({ position: expect.stringMatching(/^\d+$/), fault: null });
});
