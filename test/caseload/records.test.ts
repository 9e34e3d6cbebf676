import { caseloadForms } from '@attend/casework/caseload/forms';
import { auditIdentity } from '@attend/server/audit/audit';
import { exportText } from '@attend/server/caseload/testing';
import { unsealJson } from '@attend/server/keys/seal';
import { expect, test } from 'vitest';
import { whose, withCaseload, worn } from './scene.ts';

const { owner, keyring, place, bringIn, faultsOf } = await withCaseload();

test('IMP-13 what came of a check-in is in the past, and nobody is asked to follow it up here', async () => {
  const past = { ...whose, office: 'North', kind: 'office', due_on: '2026-02-02' };
  expect(
    await faultsOf(
      'past-check-ins',
      { ...past, due_on: '2199-01-01', outcome: 'kept', decided: '2026-01-01' },
      { ...past, outcome: 'excused' },
      { ...past, outcome: 'kept', reason: 'illness' },
      { ...past, outcome: 'kept', office: 'South' },
      { ...past, outcome: 'due' },
    ),
  ).toEqual([
    [2, 'due_on', 'future'],
    [3, 'reason', 'missing'],
    [4, 'reason', 'nothing-to-excuse'],
    [5, 'office', 'unknown-office'],
    [6, 'outcome', 'unknown-word'],
  ]);
  await bringIn('past-check-ins', { ...past, outcome: 'missed' });
  const { rows } = await owner.query(
    `select status, followed_up_at is not null as followed, incident_id from check_in where due_on = '2026-02-02'`,
  );
  expect(rows).toEqual([{ status: 'missed', followed: true, incident_id: null }]);
  // What was said here stands.
  expect((await bringIn('past-check-ins', { ...past, outcome: 'kept' })).counts).toMatchObject({
    settled: 1,
  });
});

test('IMP-13 a check-in that a schedule here has made due is the one that a file decides', async () => {
  const { rows } = await owner.query(
    `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to)
     select p.programme_id, p.id, p.office_id, 'phone', '2026-02-09', '2026-02-09', '2026-02-08', '2026-02-10'
     from participant p where reference = 'A-1' returning id`,
  );
  const done = await bringIn('past-check-ins', {
    ...{
      ...whose,
      office: 'North',
      kind: 'phone',
      due_on: '2026-02-09',
      outcome: 'kept',
      note: 'came early',
    },
  });
  expect(done.counts).toMatchObject({ changed: 1, new: 0 });
  const { rows: after } = await owner.query(`select id, status from check_in where due_on = '2026-02-09'`);
  expect(after).toEqual([{ id: rows[0].id, status: 'kept' }]);
});

test('IMP-13 a log says what was done and by whom, also where that is nobody of the staff here', async () => {
  expect(
    await faultsOf(
      'log',
      { ...whose, kind: 'visit', at: '2026-02-01', result: 'reached', text: 'x' },
      { ...whose, kind: 'call', at: '2026-02-01', result: 'sent', text: 'x' },
      { ...whose, kind: 'note', at: '2026-02-01', result: 'reached', text: 'x' },
      { ...whose, kind: 'note', at: '2199-02-01', text: 'x' },
    ),
  ).toEqual([
    [2, 'place', 'missing'],
    [3, 'result', 'result-missing'],
    [4, 'result', 'note-with-result'],
    [5, 'at', 'future'],
  ]);
  await bringIn('log', { ...whose, kind: 'note', at: '2020-02-01', by: 'Clerk of Old', text: 'Long ago.' });
  expect(await exportText(place, 'log')).toContain('Clerk of Old,Long ago.');
});

test('PPL-17 a protected address has a reason, is left alone by files, and no file lifts its protection', async () => {
  const hidden = { ...whose, use: 'home', address: 'Hidden Lane 9', protected: 'yes' };
  expect(await faultsOf('addresses', hidden)).toEqual([[2, 'protected_because', 'missing']]);
  await bringIn('addresses', { ...hidden, protected_because: 'threat' });
  const again = await bringIn('addresses', { ...hidden, protected: 'no', note: 'rear door' });
  expect(again.counts).toMatchObject({ settled: 1, changed: 0 });
  expect(await exportText(place, 'addresses')).not.toContain('Hidden');
  const { rows } = await owner.query(`select protected from register_entry where kind = 'address'`);
  expect(rows).toEqual([{ protected: true }]);
});

test('PPL-17 of an address that a file protects the audit holds no word as what stood before either', async () => {
  const open = { ...whose, use: 'mail', address: '4 Quiet Court' };
  await bringIn('addresses', open);
  const { counts } = await bringIn('addresses', { ...open, protected: 'yes', protected_because: 'threat' });
  expect(counts).toMatchObject({ changed: 1 });
  const { rows } = await owner.query(
    `select participant_id as person, entity_id as id, request_id as request, before, after from audit_entry
     where action = 'register-entry.changed-by-import' order by id desc limit 1`,
  );
  const [{ person, id, request, before, after }] = rows;
  const said = (column: 'before' | 'after', sealed: Buffer): unknown =>
    unsealJson(keyring.create(person), auditIdentity('register_entry', id, request ?? '', column), sealed);
  const text = JSON.stringify([said('before', before), said('after', after)]);
  expect(text).toContain('"protected":true');
  expect(text).not.toMatch(/Quiet|threat/);
});

test('IMP-5 what a register holds is corrected by a file, and what it leaves empty stays', async () => {
  const name = { ...whose, name: 'Luis', phone: '+13035550100' };
  await bringIn('emergency-contacts', { ...name, relationship: 'brother' });
  const { counts } = await bringIn('emergency-contacts', { ...name, phone: '+13035550101' });
  expect(counts).toMatchObject({ changed: 1 });
  expect(await exportText(place, 'emergency-contacts')).toContain('A-1,Luis,brother,+13035550101');
});

test('IMP-1 identifiers that would tell a status are refused, in this file too', async () => {
  expect(await faultsOf('people', { reference: 'A-1', name: 'Ana', identifiers: 'Visa: 77' })).toEqual([
    [2, 'identifiers', 'status-kept-out'],
  ]);
  expect(await faultsOf('people', { reference: 'A-1', name: 'Ana', needs: 'wings' })).toEqual([
    [2, 'needs', 'bad-need'],
  ]);
});

test('IMP-14 a court case joins orders that are of none yet, and takes none from another', async () => {
  expect(
    (await bringIn('court-cases', { ...whose, number: 'N-1', court: 'C', orders: 'O-1; O-2' })).counts,
  ).toMatchObject({
    new: 1,
  });
  expect(
    await faultsOf(
      'court-cases',
      { ...whose, number: 'N-2', orders: 'O-1' },
      { ...whose, number: 'N-3', orders: 'O-7' },
    ),
  ).toEqual([
    [2, 'orders', 'differs'],
    [3, 'orders', 'unknown-order'],
  ]);
  // In which case an order was made changes no plan: the states of devices go on.
  await bringIn('assignments', { ...worn, from: '2026-02-01' });
  const { rows } = await owner.query('select max(plan_version) as version from assignment');
  expect(Number(rows[0].version)).toBeGreaterThan(0);
  await owner.query('update supervision_order set court_case_id = null');
  await bringIn('court-cases', { ...whose, number: 'N-1', court: 'C', orders: 'O-1' });
  expect((await owner.query('select max(plan_version) as version from assignment')).rows).toEqual(rows);
});

test('IMP-1 every column has a length, and none is for immigration status or nationality', () => {
  for (const columns of Object.values(caseloadForms))
    for (const { name, longest } of columns) {
      expect(longest, name).toBeGreaterThan(0);
      expect(name).not.toMatch(/nation|immigr|citizen/);
    }
});
