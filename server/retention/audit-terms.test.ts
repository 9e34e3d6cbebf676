import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leastForAudit } from '@attend/casework';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSigner, readPublicKeys, readRemembered } from '../audit/signing.ts';
import { withTestDatabase } from '../database/testing.ts';
import {
  hear,
  type Scene,
  sequence,
  setClock,
  untilChained,
  writeChange,
  writeLooks,
  writeUploads,
} from '../database/testing-audit.ts';
import { insertStaff } from '../database/testing-records.ts';
import { daysAgo, hold, versionsOf } from '../database/testing-retention.ts';
import { makeAssignments, type TestAssignment } from '../gateway/testing/assignments.ts';
import { openKeyring } from '../keys/keyring.ts';
import { runRetention } from './run.ts';

/**
 * Ten years of two programmes with different terms, one person on hold: what retention takes out of that on which the chain stands,
 * and that the verifier tells it from what somebody took away.
 */
const directory = mkdtempSync(join(tmpdir(), 'attend-terms-'));
const keyring = openKeyring(join(directory, 'keyring'));
afterAll(() => {
  keyring.close();
  rmSync(directory, { recursive: true, force: true });
});
const database = await withTestDatabase();
const owner = database.pool('owner');
const place = { database, signer: openSigner(directory), directory };
const now = Date.now();
const noon = (days: number, seconds = 0): Date =>
  new Date(daysAgo(now, days).getTime() + 43_200_000 + seconds * 1_000);
const scenes = new Map<string, Scene>();
const of = (name: string): Scene => {
  const found = scenes.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};
let placed = '';

const sceneOf = async (one: TestAssignment, name: string): Promise<Scene> => ({
  ...place,
  programmeId: one.programmeId,
  participantId: one.participantId,
  assignmentId: String(one.assignmentId),
  staffId: await insertStaff(database, one.programmeId, `${name} ${one.identifier}`),
});
async function uploadOn(days: number): Promise<void> {
  await setClock(place, noon(days));
  for (const scene of scenes.values()) await writeUploads(scene, noon(days), days + 1, days + 3);
  await setClock(place, noon(days, 5));
  await sequence(place);
}
const verified = () =>
  hear(owner, { keys: readPublicKeys(directory), remembered: readRemembered(directory), now: Date.now() });
async function retain(): Promise<void> {
  expect((await runRetention({ pool: owner, keyring, now: () => now, retryPauses: [] })).failures).toEqual(
    [],
  );
  await untilChained(place);
}
const looksOf = async (name: string) =>
  (await owner.query('select from access_record where participant_id = $1', [of(name).participantId]))
    .rowCount;
const valuesOf = async (name: string) =>
  (
    await owner.query(
      'select action, before is not null and after is not null as whole, before is null and after is null as ended from audit_entry where participant_id = $1',
      [of(name).participantId],
    )
  ).rows;
const uploadsOf = (name: string) => versionsOf(database, Number(of(name).assignmentId));

beforeAll(async () => {
  const [one, held] = await makeAssignments(owner, 2);
  const [other] = await makeAssignments(owner, 1);
  if (one === undefined || held === undefined || other === undefined) throw new Error('three people');
  scenes.set('short', await sceneOf(one, 'Short'));
  scenes.set('held', await sceneOf(held, 'Held'));
  scenes.set('long', await sceneOf(other, 'Long'));
  const { programmeId, staffId } = of('long');
  await owner.query(
    `insert into retention_schedule (programme_id, revision, from_at, terms, reason, made_by) values ($1, 1, '2020-01-01', $2, 'test', $3)`,
    [
      programmeId,
      { readings: 3_650, alerts: 3_650, 'access-records': 3_650, 'audit-values': 3_650 },
      staffId,
    ],
  );
  const began = daysAgo(now, 3_700);
  await owner.query('update audit_head set day = $1::date, at = $1, looks_until = $1::date - 1', [began]);
  // Past every term, then between the two programmes' terms.
  await uploadOn(3_700);
  await setClock(place, noon(3_000));
  for (const scene of scenes.values()) {
    await writeChange(scene, noon(3_000), Number(scene.assignmentId) * 10);
    await writeLooks(scene, noon(3_000));
  }
  await setClock(place, noon(3_000, 5));
  for (let run = 0; run < 5; run += 1) await sequence(place);
  // A run takes the totals of one day.
  await owner.query('update audit_head set looks_until = $1::date - 1', [daysAgo(now, 3_000)]);
  await setClock(place, noon(2_997));
  for (let run = 0; run < 3; run += 1) await sequence(place);
  await uploadOn(400);
  await setClock(place, new Date(now));
  await untilChained(place);
  placed = await hold(database, of('held'), of('held').staffId, new Date('2100-01-01'));
}, 120_000);

test('AUD-13 with nothing removed nothing is found', async () => {
  expect((await verified()).said).toEqual([]);
  expect(await looksOf('short')).toBe(3);
});

test('RET-19 nobody removes a look or a value before its term, nor after it without a word in the chain', async () => {
  await expect(owner.query('delete from access_record')).rejects.toThrow('append-only');
  await expect(owner.query('update audit_entry set before = null, after = null')).rejects.toThrow(
    'append-only',
  );
  const client = await owner.connect();
  await client.query('begin');
  await writeYoung(client);
  await expect(client.query("delete from access_record where what = 'young'")).rejects.toThrow('append-only');
  await client.query('rollback');
  client.release();
  const { rows } = await owner.query(`select extract(day from audit_least_term())::int as days`);
  expect(rows).toEqual([{ days: leastForAudit }]);
});

/** A look of yesterday, and a removal that names it. */
async function writeYoung(client: { query: typeof owner.query }): Promise<void> {
  const { programmeId, participantId } = of('short');
  await client.query(
    `with young as (
       insert into access_record (programme_id, participant_id, operator, at, action, what, purpose)
       values ($1, $2, 'root', now() - interval '1 day', 'open', 'young', 'test') returning id
     ) insert into audit_removal (kind, programme_id, until_at, rows, ids)
       select 'access-records', $1, now(), 1, int8multirange(int8range(id, id + 1)) from young`,
    [programmeId, participantId],
  );
}

test('RET-17 RET-18 AUD-13 after a run looks and values past their programme’s term are gone, held people’s and other terms stay, and the audit holds', async () => {
  await retain();
  expect([await looksOf('short'), await looksOf('held'), await looksOf('long')]).toEqual([0, 3, 3]);
  expect(await valuesOf('short')).toEqual([{ action: 'alert.acknowledged', whole: false, ended: true }]);
  for (const name of ['held', 'long'])
    expect(await valuesOf(name)).toEqual([{ action: 'alert.acknowledged', whole: true, ended: false }]);
  expect(await uploadsOf('short')).toEqual([]);
  expect(await uploadsOf('held')).toEqual([401, 402, 403, 3_701, 3_702, 3_703]);
  expect(await uploadsOf('long')).toEqual([401, 402, 403]);
  const heard = await verified();
  expect(heard.said).toEqual([]);
  // A whole day of three people, and one programme's part of another.
  expect(heard).toMatchObject({ uploads: 6, droppedUploads: 12 });
  const { rows } = await owner.query(
    `select kind, sum(rows)::int as rows from retention_receipt where programme_id = $1 and kind in ('access-records', 'audit-values') group by 1 order by 1`,
    [of('short').programmeId],
  );
  expect(rows).toEqual([
    { kind: 'access-records', rows: 3 },
    { kind: 'audit-values', rows: 1 },
  ]);
});

test('AUD-13 and it holds when the hold has ended and the rest has gone', async () => {
  await owner.query('update retention_hold set ended_at = now() where id = $1', [placed]);
  await retain();
  expect([await looksOf('held'), await looksOf('long')]).toEqual([0, 3]);
  expect(await uploadsOf('held')).toEqual([]);
  expect((await verified()).said).toEqual([]);
});

/** With all the database's rights, and undone afterwards. */
async function after(...changes: readonly string[]): Promise<string> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    for (const table of ['audit_entry', 'access_record', 'audit_removal', 'audit_chain'])
      await client.query(`alter table ${table} disable trigger user`);
    for (const change of changes) await client.query(change);
    const heard = await hear(client, {
      keys: readPublicKeys(directory),
      remembered: readRemembered(directory),
      now: Date.now(),
    });
    return heard.said.map(({ kind, sentence }) => `${kind}: ${sentence}`).join('\n');
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const own = (name: string) => `participant_id = '${of(name).participantId}'`;

test('AUD-13 what was taken away otherwise is found: a look, values, an upload that another term keeps, a removal itself', async () => {
  expect(await after(`delete from access_record where ${own('long')}`)).toMatch(
    /^missing: Look \d+ at position/,
  );
  expect(await after(`update audit_entry set before = null, after = null where ${own('long')}`)).toMatch(
    /^altered: At position \d+, change/,
  );
  expect(await after(`delete from upload where assignment_id = ${of('long').assignmentId}`)).toMatch(
    /^missing: The upload 401/,
  );
  expect(await after(`delete from audit_entry where ${own('short')}`)).toContain('missing: Change');
  const lost = await after(`delete from audit_removal where kind <> 'readings'`);
  expect(lost).toContain('missing: Removal');
  expect(lost).toContain('missing: Look');
});

test('AUD-13 what is left of a change whose values have ended cannot be altered, nor values put back', async () => {
  expect(await after(`update audit_entry set action = 'alert.closed' where ${own('short')}`)).toMatch(
    /altered: At position \d+, what removal \d+ left of 1 changes is not what it was/,
  );
  expect(await after(`update audit_entry set before = 'other' where ${own('short')}`)).toContain('altered');
});

test('AUD-13 a removal that is not in the chain, of another programme, of a shorter term or altered excuses nothing', async () => {
  const { programmeId } = of('long');
  const forge = (until: string, programme: string) =>
    `insert into audit_removal (kind, programme_id, until_at, rows, ids)
     select 'access-records', '${programme}', ${until}, 3, range_agg(int8range(id, id + 1)) from access_record where ${own('long')}`;
  const take = `delete from access_record where ${own('long')}`;
  const unsaid = await after(forge(`now() - interval '1100 days'`, programmeId), take);
  expect(unsaid).toContain('inserted: Removal');
  expect(unsaid).toContain('missing: Look');
  const said = `insert into audit_outbox (kind, entry_id) select 'removed', max(id) from audit_removal`;
  // Old enough for some programme, and said: as far as the chain goes it is lawful, and stands in it for good.
  expect(await after(forge(`now() - interval '1100 days'`, programmeId), said, take)).toBe('');
  expect(await after(forge('now()', programmeId), said, take)).toContain('missing: Look');
  expect(await after(forge(`now() - interval '1100 days'`, of('short').programmeId), said, take)).toContain(
    'missing: Look',
  );
  expect(await after(`update audit_removal set rows = rows + 1`)).toContain('altered');
});
