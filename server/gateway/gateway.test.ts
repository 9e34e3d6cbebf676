import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf, withTestKeyring } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { loadWearers } from './load-wearers.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { unpackUpload } from './upload.ts';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const programmeId = await insertProgramme(database);
const log = pino({ level: 'silent' });
const owner = database.pool('owner');

const begin = (): Promise<Gateway> =>
  startGateway({
    database: database.gateway,
    keyring,
    host: '127.0.0.1',
    ports: { laipac: 0, owntracks: 0, osmand: 0 },
    log,
  });
const gateways = [await begin(), await begin()];
afterAll(async () => {
  for (const gateway of gateways) await gateway.stop();
});

const portOf = (index: number, name: 'laipac' | 'owntracks' | 'osmand' = 'laipac'): number =>
  gateways[index]?.ports[name] ?? 0;

const zone = {
  id: 'z1',
  kind: 'exclusion-zone',
  area: { center: [-80.4, 25.52], radius: 300 },
  from: '2026-01-01T00:00:00Z',
  to: '2027-12-31T00:00:00Z',
};

let people = 0;
async function person(over: Parameters<typeof lineOf>[1] = {}) {
  people += 1;
  const identifier = String(90_000_000 + people);
  const [outcome] = await enrol(
    database,
    keyring,
    programmeId,
    lineOf(`G${people}`, {
      ...over,
      device: { id: identifier, ...over.device },
      case: {
        device: { id: identifier, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
        // No curfew: whether one holds would depend on when the test runs.
        conditions: [zone],
        ...over.case,
      },
    }),
  );
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  const { rows } = await owner.query<{ id: string }>('select id from assignment where participant_id = $1', [
    outcome.participantId,
  ]);
  return {
    identifier,
    participantId: outcome.participantId,
    token: outcome.token,
    assignmentId: Number(rows[0]?.id),
  };
}

async function stored(assignmentId: number, participantId: string) {
  const key = keyring.find(participantId);
  if (key === null) throw new Error('no key');
  const { rows } = await owner.query(
    'select version::int, content from upload where assignment_id = $1 order by version',
    [assignmentId],
  );
  return rows.flatMap(({ version, content }) => unpackUpload(key, assignmentId, version, content));
}

async function alerts(
  assignmentId: number,
): Promise<{ kind: string; status: string; occurrences: number; cleared: boolean }[]> {
  const { rows } = await owner.query(
    'select kind, status, occurrences, cleared_at is not null as cleared from alert where assignment_id = $1 order by kind',
    [assignmentId],
  );
  return rows;
}

const now = Math.floor(Date.now() / 1000) * 1000;
const minute = 60_000;

test('GTW-1 GTW-8 a frame is answered after it is durable, in the order of the frames', async () => {
  const who = await person();
  const line = new TestLine(portOf(0));
  const times = [5, 4, 3, 2, 1].map((ago) => now - ago * minute);
  line.send(...times.map((time) => frameOf(readingOf(who.identifier, time))));
  expect(await line.answered(5)).toHaveLength(5);
  expect((await stored(who.assignmentId, who.participantId)).map(({ at }) => at)).toEqual(times);
  line.end();
});

test('GTW-9 a frame sent again changes nothing and is answered', async () => {
  const who = await person();
  const line = new TestLine(portOf(0));
  const frames = [3, 2, 1].map((ago) => frameOf(readingOf(who.identifier, now - ago * minute)));
  line.send(...frames);
  await line.answered(3);
  line.send(...frames);
  await line.answered(6);
  const again = new TestLine(portOf(1));
  again.send(...frames);
  await again.answered(3);
  expect(await stored(who.assignmentId, who.participantId)).toHaveLength(3);
  line.end();
  again.end();
});

test('GTW-2 a device that moves between two gateways with every frame: nothing is lost, its one sos is one alert', async () => {
  const who = await person();
  const lines = [new TestLine(portOf(0)), new TestLine(portOf(1))];
  for (let n = 0; n < 30; n += 1) {
    const more = n === 10 ? { events: ['sos' as const] } : {};
    const line = lines[n % 2];
    line?.send(frameOf(readingOf(who.identifier, now - (40 - n) * minute, more)));
    await line?.answered(Math.floor(n / 2) + 1);
  }
  expect(await stored(who.assignmentId, who.participantId)).toHaveLength(30);
  expect(await alerts(who.assignmentId)).toEqual([
    { kind: 'sos', status: 'new', occurrences: 1, cleared: true },
  ]);
  for (const line of lines) line.end();
});

test('GTW-2 both gateways at once: each reading is stored once, each press is one alert', async () => {
  const who = await person();
  const lines = [new TestLine(portOf(0)), new TestLine(portOf(1))];
  const frames = Array.from({ length: 40 }, (_, n) =>
    frameOf(readingOf(who.identifier, now - (60 - n) * minute, n % 20 === 5 ? { events: ['sos'] } : {})),
  );
  for (const line of lines) line.send(...frames);
  await Promise.all(lines.map((line) => line.answered(40)));
  expect(new Set((await stored(who.assignmentId, who.participantId)).map(({ at }) => at)).size).toBe(40);
  const [sos] = await alerts(who.assignmentId);
  expect(sos).toMatchObject({ kind: 'sos', occurrences: 2 });
  for (const line of lines) line.end();
});

test('a stored backlog in any order, older than what is kept in memory, is judged as if it had come in order', async () => {
  const who = await person();
  const line = new TestLine(portOf(0));
  const at = (n: number): number => now - (400 - n) * minute;
  const inside = { lat: 25.52, lon: -80.4 };
  const frame = (n: number): Uint8Array => {
    const plain = readingOf(who.identifier, at(n));
    const fix = plain.fix === null || n < 20 || n > 40 ? plain.fix : { ...plain.fix, ...inside };
    return frameOf({ ...plain, fix });
  };
  const live = Array.from({ length: 120 }, (_, n) => n).filter((n) => n < 20 || n > 40);
  line.send(...live.map(frame));
  await line.answered(live.length);
  expect(await alerts(who.assignmentId)).toEqual([]);
  const late = Array.from({ length: 21 }, (_, n) => 40 - n);
  line.send(...late.map(frame));
  await line.answered(live.length + late.length);
  expect(await alerts(who.assignmentId)).toMatchObject([
    { kind: 'exclusion-zone-entered', cleared: true, occurrences: 1 },
  ]);
  expect(await stored(who.assignmentId, who.participantId)).toHaveLength(120);
  // What another process loads is what this one holds.
  const [loaded] = await loadWearers(database.pool('gateway'), keyring, [who.assignmentId], []);
  expect(loaded?.pending).toEqual([]);
  line.end();
});

test('GTW-6 withdrawn authority works from the next reading on, on a gateway that had cached it', async () => {
  const who = await person();
  const line = new TestLine(portOf(0));
  line.send(frameOf(readingOf(who.identifier, now - 3 * minute)));
  await line.answered(1);
  await owner.query(
    `update agreement set withdrawn_at = now() - interval '1 second' where order_version_id in (select v.id from order_version v
      join supervision_order o on o.id = v.order_id where o.participant_id = $1)`,
    [who.participantId],
  );
  line.send(
    frameOf(readingOf(who.identifier, now - 2 * minute)),
    frameOf(readingOf(who.identifier, now - minute)),
  );
  await line.answered(3);
  const observations = await stored(who.assignmentId, who.participantId);
  expect(observations.map(({ level, place }) => [level, place !== null])).toEqual([
    ['trail', true],
    ['none', false],
    ['none', false],
  ]);
  line.end();
});

test('GTW-10 an unknown device is not answered, learns nothing, and is seen to have knocked', async () => {
  const line = new TestLine(portOf(0));
  for (let n = 0; n < 20; n += 1) line.send(frameOf(readingOf('66666666', now - n * minute)));
  await line.ended();
  expect(line.answers).toEqual([]);
  await expect
    .poll(
      async () =>
        (await owner.query(`select frames::int from unknown_device where identifier = '66666666'`)).rows,
      { timeout: 20_000 },
    )
    .toEqual([{ frames: 20 }]);
});

test('GTW-10 a phone reports with its token, and not without', async () => {
  const identifier = 'phone-1';
  const who = await person({
    device: { id: identifier, protocol: 'osmand' },
    case: { device: { id: identifier, technology: 'phone', fixEvery: 600, uploadEvery: 600 } },
  });
  const url = `http://127.0.0.1:${portOf(0, 'osmand')}/?id=${identifier}&timestamp=${now / 1000 - 60}&lat=25.5&lon=-80.4&accuracy=12&batt=80`;
  expect((await fetch(url, { method: 'POST' })).status).toBe(401);
  expect((await fetch(`${url}&token=wrong-wrong-wrong`, { method: 'POST' })).status).toBe(401);
  const good = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${who.token}` } });
  expect(good.status).toBe(200);
  expect(await good.text()).toBe('');
  const [observation] = await stored(who.assignmentId, who.participantId);
  expect(observation).toMatchObject({ percent: 80, level: 'trail' });
});

test('a whole but wrong frame of a known device is kept with its reason', async () => {
  const who = await person();
  const line = new TestLine(portOf(0));
  const good = frameOf(readingOf(who.identifier, now - 2 * minute));
  const wrong = Buffer.from(good);
  wrong[wrong.length - 3] = wrong[wrong.length - 3] === 0x30 ? 0x31 : 0x30;
  line.send(good, wrong, frameOf(readingOf(who.identifier, now - minute)));
  await line.answered(2);
  const { rows } = await owner.query(
    'select reason, length, sealed is not null as kept from rejection where assignment_id = $1',
    [who.assignmentId],
  );
  expect(rows).toMatchObject([{ length: expect.any(Number), kept: true }]);
  line.end();
});

test('a cut strap stands as an alert, and health says open', async () => {
  const who = await person({ device: { protocol: 'laipac' } });
  const line = new TestLine(portOf(0));
  line.send(frameOf(readingOf(who.identifier, now - minute, { events: ['tamper'] })));
  await line.answered(1);
  expect(await alerts(who.assignmentId)).toMatchObject([{ kind: 'tamper', status: 'new' }]);
  const { rows } = await owner.query(
    'select last_contact_at is not null as heard from assignment_health where assignment_id = $1',
    [who.assignmentId],
  );
  expect(rows).toEqual([{ heard: true }]);
  line.end();
});
