import { caseloadHead, caseloadLine } from '@attend/casework/caseload/csv';
import { type CaseloadKind, caseloadForms } from '@attend/casework/caseload/forms';
import { withTestKeyring } from '@attend/server/api/enrolment/testing';
import { auditIdentity } from '@attend/server/audit/audit';
import { checkText, exportText, importText, placeOf } from '@attend/server/caseload/testing';
import { loadLegal } from '@attend/server/database/repositories/legal';
import { withTestDatabase } from '@attend/server/database/testing';
import { insertProgramme } from '@attend/server/database/testing-records';
import { unsealJson } from '@attend/server/keys/seal';
import { beforeAll, expect, test } from 'vitest';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const owner = database.pool('owner');
const place = placeOf(database, keyring, await insertProgramme(database, 'First'));

type Values = Readonly<Record<string, string>>;
const fileOf = (kind: CaseloadKind, ...lines: readonly Values[]): string =>
  caseloadHead(kind) + lines.map((line) => caseloadLine(kind, line)).join('');
const bringIn = async (kind: CaseloadKind, ...lines: readonly Values[]) =>
  importText(place, kind, fileOf(kind, ...lines));
const faultsOf = async (kind: CaseloadKind, ...lines: readonly Values[]) =>
  (await checkText(place, kind, fileOf(kind, ...lines))).faults.map(({ line, column, code }) => [
    line,
    column,
    code,
  ]);

const whose = { participant: 'A-1' };
const zone = {
  ...whose,
  kind: 'exclusion-zone',
  from: '2026-01-05',
  latitude: '1',
  longitude: '2',
  radius: '50',
};
const curfew = { ...whose, kind: 'curfew', from: '2026-01-05', latitude: '1', longitude: '2', radius: '50' };
const device = { protocol: 'laipac', identifier: 'L-1', technology: 'ankle' };
const worn = { ...whose, protocol: 'laipac', identifier: 'L-1', fix_every: '60', upload_every: '600' };

beforeAll(async () => {
  await bringIn('offices', { name: 'North', timezone: 'America/Denver', hours: 'mon 08:00-17:00' });
  await bringIn(
    'people',
    { reference: 'A-1', name: 'Ana', office: 'North' },
    { reference: 'B-1', name: 'Bo' },
  );
  const order = { ...whose, from: '2026-01-05', to: '2027-01-05' };
  await bringIn(
    'orders',
    { ...order, order: 'O-1', clause: '1', kind: 'check-ins' },
    { ...order, order: 'O-1', clause: '2', kind: 'exclusion-zone' },
    { ...order, order: 'O-2', clause: '1', kind: 'technology-ankle' },
  );
  await bringIn('devices', device);
});

test('IMP-11 a condition without a clause that permits it does not come in, and the clause is named', async () => {
  const { faults } = await checkText(
    place,
    'conditions',
    fileOf('conditions', { ...curfew, condition: 'c1', timetable: 'mon 21:00-06:00' }),
  );
  expect(faults).toMatchObject([{ line: 2, column: 'kind', code: 'clause-missing' }]);
  expect(faults[0]?.message).toContain('«curfew»');
  expect(
    await faultsOf(
      'conditions',
      { ...zone, condition: 'z1', order: 'O-2' },
      { ...zone, condition: 'z2', order: 'O-9' },
      { ...zone, condition: 'z3', order: 'O-1', clause: '1' },
      { ...zone, condition: 'z4', from: '2025-01-01' },
      { ...zone, condition: 'z5', to: '2028-01-01' },
      { ...zone, condition: 'z6', order: 'O-1', clause: '2', to: '2026-06-01' },
    ),
  ).toEqual([
    [2, 'order', 'clause-missing'],
    [3, 'order', 'unknown-order'],
    [4, 'clause', 'clause-missing'],
    [5, 'from', 'clause-too-short'],
    [6, 'to', 'clause-too-short'],
  ]);
});

test('IMP-11 what is no condition here is told where it goes in; areas and timetables are read strictly', async () => {
  const bowTie = JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  });
  const none = { latitude: '', longitude: '', radius: '' };
  expect(
    await faultsOf(
      'conditions',
      { ...zone, condition: 'a', kind: 'attendance' },
      { ...zone, condition: 'b', kind: 'device-wear' },
      { ...zone, condition: 'c', kind: 'check-ins' },
      { ...zone, condition: 'd', radius: '' },
      { ...zone, ...none, condition: 'e' },
      { ...zone, ...none, condition: 'f', area: bowTie },
      { ...zone, ...none, condition: 'g', area: '{"type":"Point","coordinates":[0,0]}' },
      { ...zone, condition: 'h', area: bowTie },
      { ...zone, condition: 'i', latitude: '95' },
      { ...zone, condition: 'j', timetable: 'mon 21:00-06:00' },
      { ...curfew, condition: 'k' },
      { ...curfew, condition: 'l', timetable: 'someday 21:00-06:00' },
    ),
  ).toEqual([
    [2, 'kind', 'other-file'],
    [3, 'kind', 'other-file'],
    [4, 'kind', 'other-file'],
    [5, 'radius', 'missing'],
    [6, 'area', 'missing'],
    [7, 'area', 'bad-area'],
    [8, 'area', 'bad-area'],
    [9, 'area', 'two-areas'],
    [10, 'latitude', 'bad-number'],
    [11, 'timetable', 'no-timetable'],
    [12, 'timetable', 'missing'],
    [13, 'timetable', 'bad-hours'],
  ]);
});

test('IMP-6 a condition that stands is not changed by a file, and one that has ended is left alone', async () => {
  await bringIn('conditions', { ...zone, condition: 'z9' });
  expect(await faultsOf('conditions', { ...zone, condition: 'z9', radius: '51' })).toEqual([
    [2, 'condition', 'differs'],
  ]);
  await owner.query(`update condition set ended_at = '2026-03-01' where reference = 'z9'`);
  expect((await bringIn('conditions', { ...zone, condition: 'z9' })).counts).toMatchObject({ settled: 1 });
  expect(
    await faultsOf('exceptions', {
      ...whose,
      condition: 'z0',
      from: '2026-01-06',
      to: '2026-01-07',
      reason: 'x',
    }),
  ).toEqual([[2, 'condition', 'unknown-condition']]);
});

test('IMP-12 who wears a device needs a clause of its technology, and no authority over locations comes of it', async () => {
  expect(
    await faultsOf(
      'assignments',
      { ...worn, participant: 'B-1', from: '2026-02-01' },
      { ...worn, from: '2025-02-01' },
      { ...worn, from: '2026-02-01', identifier: 'L-2' },
      { ...worn, from: '2026-02-01', to: '2026-02-01' },
    ),
  ).toEqual(
    [
      [5, 'to', 'ends-before'],
      [2, 'identifier', 'clause-missing'],
      [3, 'from', 'clause-too-short'],
      [4, 'identifier', 'unknown-device'],
    ].sort((a, b) => Number(a[0]) - Number(b[0])),
  );
  await bringIn(
    'assignments',
    { ...worn, from: '2026-02-01', to: '2026-04-01' },
    { ...worn, from: '2026-04-01' },
  );
  const { rows } = await owner.query('select id from participant where reference = $1', ['A-1']);
  const client = await owner.connect();
  const legal = (await loadLegal(client, [rows[0].id])).get(rows[0].id);
  client.release();
  expect(legal?.agreements).toEqual([]);
  expect(legal?.clauses.filter(({ kind }) => kind.startsWith('location'))).toEqual([]);
  expect(await faultsOf('assignments', { ...worn, from: '2026-03-01', to: '2026-03-02' })).toEqual([
    [2, 'from', 'held'],
  ]);
  await bringIn('devices', { ...device, identifier: 'L-3' });
  expect(await faultsOf('assignments', { ...worn, identifier: 'L-3', from: '2026-05-01' })).toEqual([
    [2, 'primary', 'two-primaries'],
  ]);
});

test('IMP-12 STK-3 RVW-8 nobody is fitted by a file with a device that is on no shelf, nor above the level that was decided', async () => {
  await bringIn('devices', { ...device, identifier: 'L-8' }, { ...device, identifier: 'L-9' });
  const held = { ...worn, primary: 'no' };
  await owner.query(
    `insert into device_place (programme_id, device_id, kind, from_at, why) select programme_id, id, 'lost', now(), 'lost' from device
     where identifier = 'L-8'`,
  );
  expect(await faultsOf('assignments', { ...held, identifier: 'L-8', from: '2026-05-01' })).toEqual([
    [2, 'identifier', 'device-elsewhere'],
  ]);
  await owner.query(
    `with by as (insert into staff (programme_id, name, email) select programme_id, 'Ann', 'ann@example.org' from participant limit 1 returning id)
     insert into review (programme_id, participant_id, due_on, cause, tier, tier_since, looked_at, decision, tier_to, decided_at, decided_by)
     select programme_id, p.id, '2026-04-01', 'interval', 'ankle', '2026-01-05', now(), 'step-down', 'phone', '2026-04-01', by.id
     from participant p, by where reference = 'A-1'`,
  );
  expect(await faultsOf('assignments', { ...held, identifier: 'L-9', from: '2026-05-01' })).toEqual([
    [2, 'identifier', 'above-level'],
  ]);
  await owner.query('delete from review');
});

test('IMP-16 which provider works with whom comes in by name, with nothing that is to come and no span beside another of the same', async () => {
  await owner.query(`insert into provider (programme_id, name) select id, 'North' from programme`);
  const next = '2190-01-01';
  const of = { ...whose, provider: 'North' };
  expect(
    await faultsOf(
      'providers',
      { ...of, provider: 'South', from: '2026-01-05' },
      { ...of, from: next },
      { ...of, from: '2026-01-05', to: next },
      { ...of, from: '2026-01-05', to: '2026-01-05' },
      { ...of, participant: 'B-1', from: '2026-01-05' },
    ),
  ).toEqual([
    [2, 'provider', 'unknown-provider'],
    [3, 'from', 'to-come'],
    [4, 'to', 'to-come'],
    [5, 'to', 'ends-before'],
  ]);
  await bringIn('providers', { ...of, from: '2025-06-01', to: '2025-12-01' }, { ...of, from: '2026-01-05' });
  expect(await faultsOf('providers', { ...of, from: '2025-11-01', to: '2025-12-24' })).toEqual([
    [2, 'from', 'held'],
  ]);
  expect(await faultsOf('providers', { ...of, from: '2026-03-01' })).toEqual([[2, 'from', 'held']]);
  expect(
    (
      await bringIn(
        'providers',
        { ...of, from: '2026-01-05' },
        { ...of, from: '2025-06-01', to: '2025-11-01' },
      )
    ).counts,
  ).toMatchObject({ new: 0, same: 1, settled: 1 });
  const { rows } = await owner.query(
    `select cardinality(p.provider_ids) as providers, (select count(*)::int from audit_entry e where e.participant_id = p.id and e.action = 'supervision.imported') as said
     from participant p where reference = 'A-1'`,
  );
  expect(rows).toEqual([{ providers: 1, said: 2 }]);
});

test('IMP-12 a device keeps its technology, and one that was retired is not in use again by a file', async () => {
  expect(await faultsOf('devices', { ...device, technology: 'wrist' })).toEqual([
    [2, 'technology', 'differs'],
  ]);
  expect(
    (await bringIn('devices', { ...device, model: 'S-911', retired: '2026-05-01' })).counts,
  ).toMatchObject({
    changed: 1,
  });
  expect((await bringIn('devices', device)).counts).toMatchObject({ same: 1 });
});

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
  const { rows } = await owner.query('select max(plan_version) as version from assignment');
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
