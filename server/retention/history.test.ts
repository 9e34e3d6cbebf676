import { pino } from 'pino';
import { expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf, withTestKeyring } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { heldBy, insertStaff } from '../database/testing-records.ts';
import { daysAgo } from '../database/testing-retention.ts';
import { startGateway } from '../gateway/gateway.ts';
import { frameOf, readingOf, TestLine } from '../gateway/testing/line.ts';
import { runRetention } from './run.ts';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const owner = database.pool('owner');
const device = '90000003';
const now = Math.floor(Date.now() / 1_000) * 1_000;
const long = 40 * 86_400_000;
const start = () =>
  startGateway({
    database: database.gateway,
    keyring,
    host: '127.0.0.1',
    ports: { laipac: 0 },
    log: pino({ level: 'silent' }),
  });
const press = frameOf(readingOf(device, now - long, { events: ['sos'] }));

test('RET-15 RET-16 an alert outlives the readings it rests on, judged again or not; what went and is sent again is answered and dropped', async () => {
  const programme = await insertProgramme(database);
  const supervised = {
    device: { id: device, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
    conditions: [],
  };
  await enrol(database, keyring, programme, lineOf('H-1', { device: { id: device }, case: supervised }));
  const { assignmentId } = await heldBy(database, 'H-1');
  await owner.query(
    `insert into retention_schedule (programme_id, revision, from_at, terms, reason, made_by) values ($1, 1, '2020-01-01', '{"readings": 30}', 'test', $2)`,
    [programme, await insertStaff(database, programme, 'Sue Visor')],
  );
  const before = await start();
  const first = new TestLine(before.ports.laipac ?? 0);
  first.send(press);
  await first.answered(1);
  first.end();
  await before.stop();

  // Received so long ago: its upload stands in that day.
  const day = daysAgo(now, 40).toISOString().slice(0, 10);
  const { rows: leaf } = await owner.query('select make_upload_day($1) as name', [day]);
  await owner.query(
    `with moved as (delete from upload where assignment_id = $1 returning version, content)
     insert into ${leaf[0].name} (assignment_id, version, day, retention, content) select $1, version, $2, 0, content from moved`,
    [assignmentId, day],
  );
  expect((await runRetention({ pool: owner, keyring, now: () => now })).failures).toEqual([]);
  expect((await owner.query('select from upload where assignment_id = $1', [assignmentId])).rowCount).toBe(0);

  // The plan changes for the past: all of it is judged again, from readings that are no longer there.
  await owner.query('update assignment set fix_every = 120 where id = $1', [assignmentId]);
  const gateway = await start();
  try {
    const line = new TestLine(gateway.ports.laipac ?? 0);
    line.send(frameOf(readingOf(device, now - 60_000)), press);
    await line.answered(2);
    expect(gateway.meter.pastRetention).toBe(1);
    const { rows } = await owner.query(
      `select a.kind, o.withdrawn_at from alert a join alert_occurrence o on o.alert_id = a.id where a.kind = 'sos'`,
    );
    expect(rows).toEqual([{ kind: 'sos', withdrawn_at: null }]);
    const { rows: kept } = await owner.query(
      'select distinct day::text from upload where assignment_id = $1',
      [assignmentId],
    );
    expect(kept).toHaveLength(1);
    line.end();
  } finally {
    await gateway.stop();
  }
}, 60_000);
