import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { unpackObservations } from '@attend/monitor/observation/pack';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf } from '../../server/api/enrolment/testing.ts';
import { createPool } from '../../server/database/connect.ts';
import { memoryFolder } from '../../server/database/embedded/fixtures/start.ts';
import { openDatabase } from '../../server/database/open.ts';
import type { Role } from '../../server/database/settings.ts';
import type { TestDatabase } from '../../server/database/testing.ts';
import { heldBy } from '../../server/database/testing-records.ts';
import { startGateway } from '../../server/gateway/gateway.ts';
import { snapshotIdentity } from '../../server/gateway/load-wearers.ts';
import { frameOf, readingOf, TestLine } from '../../server/gateway/testing/line.ts';
import { unpackUpload, uploadIdentity } from '../../server/gateway/upload.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { unseal } from '../../server/keys/seal.ts';
import { filesBelow, searchFolder } from './folder.ts';
import { needlesOf } from './needles.ts';
import { openBehind } from './sealed.ts';
import { Searcher } from './search.ts';

const dataDir = mkdtempSync(join(memoryFolder(), 'attend-authority-'));
chmodSync(dataDir, 0o711);
const database = await openDatabase({ dataDir });
const pools = new Map<Role, ReturnType<typeof createPool>>();
const pool = (role: Role) => {
  const made = pools.get(role) ?? createPool(database[role], { name: 'test', max: 4 });
  pools.set(role, made);
  return made;
};
const keyring = openKeyring(join(dataDir, 'keyring'));
const log = pino({ level: 'silent' });
const begin = () =>
  startGateway({ database: database.gateway, keyring, host: '127.0.0.1', ports: { laipac: 0 }, log });
const gateways = [await begin(), await begin()];
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

// Five decimals, so that the device's minutes carry them exactly.
const people = [
  { level: 'trail', lat: 61.48371, lon: -149.23865 },
  { level: 'zones', lat: 61.91738, lon: -149.76194 },
  { level: 'status', lat: 61.35286, lon: -148.92715 },
] as const;
const searchers = people.map(
  ({ level, lat, lon }) => new Searcher(needlesOf({ places: [{ name: level, lat, lon }] })),
);
const deviceOf = (index: number): string => String(82_000_000 + index);
const now = Math.floor(Date.now() / 1000) * 1000;
const fixOf = (index: number) => {
  const plain = readingOf('', 0).fix;
  const person = people[index];
  return plain === null || person === undefined ? null : { ...plain, lat: person.lat, lon: person.lon };
};
const frame = (index: number, time: number, more: object = {}) =>
  frameOf(readingOf(deviceOf(index), time, { fix: fixOf(index), ...more }));

async function stored(held: { assignmentId: number; participantId: string }) {
  const key = keyring.find(held.participantId);
  if (key === null) throw new Error('no key');
  const { rows } = await pool('owner').query(
    'select version::int, content from upload where assignment_id = $1 order by version',
    [held.assignmentId],
  );
  return rows.flatMap(({ version, content }) => unpackUpload(key, held.assignmentId, version, content));
}

const programmeId = await insertProgramme({ pool });
const system = { pool } as unknown as TestDatabase;
for (const [index, { level }] of people.entries()) {
  const id = deviceOf(index);
  const [outcome] = await enrol(
    system,
    keyring,
    programmeId,
    lineOf(`A-${index}`, {
      device: { id },
      case: {
        device: { id, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
        authority: [{ location: level, from: '2026-01-01T00:00:00Z', to: null }],
        // Nobody is in it: under `zones` a confirmed violation would be kept with its positions.
        conditions: [
          {
            id: 'z1',
            kind: 'exclusion-zone',
            area: { center: [-149, 61.1], radius: 300 },
            from: '2026-01-01T00:00:00Z',
            to: null,
          },
        ],
      },
    }),
  );
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
}
const held = await Promise.all(people.map((_, index) => heldBy({ pool }, `A-${index}`)));

test('AUT-12 a withdrawal in mid-stream works from the next reading on, on every gateway', async () => {
  const id = deviceOf(9);
  await enrol(
    system,
    keyring,
    programmeId,
    lineOf('A-9', {
      device: { id },
      case: { device: { id, technology: 'ankle', fixEvery: 60, uploadEvery: 600 }, conditions: [] },
    }),
  );
  const who = await heldBy({ pool }, 'A-9');
  const lines = gateways.map((gateway) => new TestLine(gateway.ports.laipac ?? 0));
  for (let n = 0; n < 4; n += 1) {
    lines[n % 2]?.send(frameOf(readingOf(id, now - (20 - n) * 60_000)));
    await lines[n % 2]?.answered(Math.floor(n / 2) + 1);
  }
  expect((await stored(who)).map(({ place }) => place?.kind)).toEqual(Array(4).fill('position'));
  await pool('owner').query(
    `update agreement set withdrawn_at = now() where order_version_id in
      (select v.id from order_version v join supervision_order o on o.id = v.order_id where o.participant_id = $1)`,
    [who.participantId],
  );
  // Both gateways hold the state from before in memory; one reading is older than the withdrawal, one newer.
  for (const [n, line] of lines.entries()) {
    line.send(
      frameOf(readingOf(id, now - (10 - n) * 60_000)),
      frameOf(readingOf(id, now + 1_000 + n * 1_000)),
    );
    await line.answered(4);
    line.end();
  }
  const after = (await stored(who)).slice(4);
  expect(after).toHaveLength(4);
  expect(after.map(({ place }) => place)).toEqual([null, null, null, null]);
});

test('AUT-13 in the database’s own files, opened with the keys, a position stands under trail and none under zones or status', {
  timeout: 240_000,
}, async () => {
  for (const [index] of people.entries()) {
    for (const [n, gateway] of gateways.entries()) {
      // A connection of its own: a damaged frame counts as the connection's device's.
      const line = new TestLine(gateway.ports.laipac ?? 0);
      const damaged = Buffer.from(frame(index, now - 90_000));
      damaged[damaged.length - 3] = damaged[damaged.length - 3] === 0x30 ? 0x31 : 0x30;
      // The press raises an alert, so that the state is written whole; the damaged frame is not answered.
      line.send(
        frame(index, now - (30 - n) * 60_000),
        damaged,
        frame(index, now - (20 - n) * 60_000, { events: ['sos'] }),
        frame(index, now - (10 - n) * 60_000),
      );
      await line.answered(3);
      line.end();
    }
  }
  const counts = await pool('owner').query(
    `select (select count(*)::int from assignment_snapshot) as snapshots, (select count(*)::int from rejection where sealed is not null) as kept,
      (select count(*)::int from rejection) as rejections, (select count(*)::int from alert_occurrence) as occurrences, (select count(*)::int from violation_position) as violations`,
  );
  // Rejected bytes are kept under trail alone.
  expect(counts.rows[0]).toMatchObject({
    snapshots: expect.any(Number),
    kept: 2,
    rejections: 6,
    violations: 0,
  });
  const rejected = (
    await pool('owner').query(
      'select assignment_id::int as id, hash, sealed from rejection where sealed is not null',
    )
  ).rows;
  const versions = (
    await pool('owner').query('select assignment_id::int as id, version::int from assignment_state')
  ).rows;
  for (const gateway of gateways) await gateway.stop();
  for (const one of pools.values()) await one.end();
  await database.stop();

  // As they stand, nobody's place is in the files: all of it is sealed.
  const places = people.map(({ level, lat, lon }) => ({ name: level, lat, lon }));
  expect(searchFolder(new Searcher(needlesOf({ places })), dataDir)).toEqual([]);

  const files = filesBelow(dataDir).map((path) => ({ path, bytes: readFileSync(path) }));
  const found = held.map(({ assignmentId, participantId }, index) => {
    const key = keyring.find(participantId);
    const last = versions.find(({ id }) => id === assignmentId)?.version ?? 0;
    if (key === null || last === 0) throw new Error('nothing was written');
    const forms: string[] = [];
    const opened = { upload: 0, snapshot: 0, log: 0 };
    const look = (plain: Buffer): void =>
      void forms.push(...(searchers[index]?.search(plain).map(({ form }) => form) ?? []));
    for (let version = 1; version <= last; version += 1) {
      const anchors = {
        upload: {
          bytes: Buffer.concat([long(assignmentId), long(version)]),
          identity: uploadIdentity(assignmentId, version),
          key,
        },
        snapshot: {
          bytes: Buffer.concat([
            long(assignmentId),
            Buffer.from(programmeId.replaceAll('-', ''), 'hex'),
            long(version),
          ]),
          identity: snapshotIdentity(assignmentId, version),
          key,
        },
      };
      for (const kind of ['upload', 'snapshot'] as const) {
        for (const { path, bytes } of files) {
          for (const plain of openBehind(bytes, anchors[kind])) {
            opened[kind] += 1;
            if (path.includes('pg_wal')) opened.log += 1;
            look(plain);
            if (kind === 'upload') look(Buffer.from(JSON.stringify(unpacked(plain))));
          }
        }
      }
    }
    for (const { id, hash, sealed } of rejected)
      if (id === assignmentId) look(unseal(key, `rejection/${id}/${hash.toString('hex')}`, sealed));
    // Without rows of each kind, in the tables and in the log of writes, nothing would have been proved.
    expect(opened.upload, people[index]?.level).toBeGreaterThanOrEqual(2);
    expect(opened.snapshot, people[index]?.level).toBeGreaterThanOrEqual(1);
    expect(opened.log, people[index]?.level).toBeGreaterThanOrEqual(2);
    return new Set(forms);
  });
  const [trail, zones, status] = found;
  expect([...(trail ?? [])]).toEqual(expect.arrayContaining(['decimal text', 'NMEA ddmm.mmm']));
  expect([...(trail ?? [])].some((form) => /varint|double|i32/.test(form))).toBe(true);
  expect(zones).toEqual(new Set());
  expect(status).toEqual(new Set());
});

function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

/** The first byte of an opened upload says whether the rest is deflated. */
function unpacked(plain: Buffer): unknown {
  const rest = plain.subarray(1);
  return unpackObservations(plain[0] === 1 ? inflateRawSync(rest) : rest);
}
