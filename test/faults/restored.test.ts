import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreBackup } from '@attend/server/backup/restore-backup';
import { writeBackup } from '@attend/server/backup/write-backup';
import { withTestDatabase } from '@attend/server/database/testing';
import { startGateway } from '@attend/server/gateway/gateway';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf, withTestKeyring } from '../../server/api/enrolment/testing.ts';
import { frameOf, readingOf, TestLine } from '../../server/gateway/testing/line.ts';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const folder = mkdtempSync(join(tmpdir(), 'attend-restored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const owner = database.pool('owner');
const device = '90000002';
const now = Math.floor(Date.now() / 1000) * 1000;
const frame = (minutesAgo: number, events: readonly 'sos'[] = []) =>
  frameOf(readingOf(device, now - minutesAgo * 60_000, { events }));

test('FLT-6 a gateway that remembers more than the restored database goes on from what is there: what is sent again is taken again, no alert doubled', async () => {
  const programme = await insertProgramme(database);
  const supervised = {
    device: { id: device, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
    conditions: [],
  };
  await enrol(database, keyring, programme, lineOf('R-1', { device: { id: device }, case: supervised }));
  const gateway = await startGateway({
    database: database.gateway,
    keyring,
    host: '127.0.0.1',
    ports: { laipac: 0 },
    log: pino({ level: 'silent' }),
  });
  try {
    const line = new TestLine(gateway.ports.laipac ?? 0);
    line.send(frame(30), frame(29, ['sos']));
    await line.answered(2);
    const backup = join(folder, 'backup');
    expect((await writeBackup({ pool: owner, folder: backup, secret: null })).ok).toBe(true);

    // Acknowledged after the backup, and lost with what followed it.
    line.send(frame(28), frame(27, ['sos']), frame(26));
    await line.answered(5);
    await owner.query('drop schema attend cascade; drop schema auth cascade');
    const restored = await restoreBackup({
      ...{ folder: backup, secret: null, dataDir: folder, databaseUrl: database.url, operator: 'test' },
    });
    expect(restored.ok).toBe(true);

    // A device with a store sends all of it again; and goes on.
    line.send(frame(30), frame(29, ['sos']), frame(28), frame(27, ['sos']), frame(26), frame(25));
    await line.answered(11);
    const { rows: alerts } = await owner.query(
      `select a.kind, count(*)::integer as occurrences from alert a join alert_occurrence o on o.alert_id = a.id
       where o.withdrawn_at is null group by a.id, a.kind`,
    );
    // Two presses, one alert with both or two: each once.
    expect(alerts.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(2);
    const { rows: states } = await owner.query(
      `select s.version::float8 as version, (select max(version) from upload u where u.assignment_id = s.assignment_id)::float8 as newest from assignment_state s`,
    );
    expect(states[0].version).toBeGreaterThan(1_000_000_000);
    expect(states[0].newest).toBeLessThanOrEqual(states[0].version);
    expect(gateway.meter.reloaded + gateway.meter.faults).toBeGreaterThan(0);
    expect(gateway.meter.faults).toBe(0);
    line.end();
  } finally {
    await gateway.stop();
  }
}, 120_000);
