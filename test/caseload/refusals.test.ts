import { checkText } from '@attend/server/caseload/testing';
import { loadLegal } from '@attend/server/database/repositories/legal';
import { expect, test } from 'vitest';
import { device, fileOf, whose, withCaseload, worn } from './scene.ts';

const { owner, place, bringIn, faultsOf } = await withCaseload();

const zone = {
  ...whose,
  kind: 'exclusion-zone',
  from: '2026-01-05',
  latitude: '1',
  longitude: '2',
  radius: '50',
};
const curfew = { ...whose, kind: 'curfew', from: '2026-01-05', latitude: '1', longitude: '2', radius: '50' };

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
