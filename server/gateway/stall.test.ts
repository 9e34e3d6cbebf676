import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf, withTestKeyring } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import type { CommitEntry } from './commit-entry.ts';
import { Committer, EvaluationFault } from './committer.ts';
import { startGateway } from './gateway.ts';
import { limits } from './limits.ts';
import { startMeter } from './meter.ts';
import { AnswerLine } from './slot.ts';
import { makeAssignments } from './testing/assignments.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const programmeId = await insertProgramme(database);
const owner = database.pool('owner');
const gateway = await startGateway({
  database: database.gateway,
  keyring,
  host: '127.0.0.1',
  ports: { laipac: 0, osmand: 0 },
  log: pino({ level: 'silent' }),
});
afterAll(() => gateway.stop());

const devices = 90;
const framesEach = 300;

test('GTW-11 while the database does not commit nothing is answered or dropped, and what waits is bounded', async () => {
  const identifiers = Array.from({ length: devices }, (_, n) => String(70_000_000 + n));
  const lines = identifiers.map((id) =>
    lineOf(`S${id}`, {
      device: { id },
      case: { device: { id, technology: 'ankle', fixEvery: 60, uploadEvery: 600 }, conditions: [] },
    }),
  );
  const outcomes = await enrol(database, keyring, programmeId, ...lines);
  expect(outcomes.every(({ kind }) => kind === 'enrolled')).toBe(true);

  const holder = await owner.connect();
  await holder.query('begin; lock table assignment_state in access exclusive mode');
  const now = Math.floor(Date.now() / 1000) * 1000;
  const tests = identifiers.map((id) => {
    const line = new TestLine(gateway.ports.laipac ?? 0);
    const frames = Array.from({ length: framesEach }, (_, n) =>
      frameOf(readingOf(id, now - (framesEach - n) * 60_000)),
    );
    line.send(...frames);
    return line;
  });
  // No socket is read any more: phones are told to come again, and no more waits than may.
  const phone = `http://127.0.0.1:${gateway.ports.osmand}/?id=1&timestamp=1`;
  await expect.poll(async () => (await fetch(phone)).status, { timeout: 30_000 }).toBe(503);
  expect((await fetch(phone)).headers.get('retry-after')).not.toBeNull();
  expect(gateway.waiting()).toBeLessThanOrEqual(limits.frames + 2_000);
  expect(tests.flatMap(({ answers }) => answers)).toEqual([]);

  await holder.query('rollback');
  holder.release();
  await Promise.all(tests.map((line) => line.answered(framesEach)));
  expect(gateway.meter.committed).toBeGreaterThanOrEqual(devices * framesEach);
  for (const line of tests) line.end();
});

test('GTW-11 frames whose device is not known yet, because the database does not say, count among what waits', async () => {
  const holder = await owner.connect();
  await holder.query('begin; lock table device in access exclusive mode');
  const now = Math.floor(Date.now() / 1000) * 1000;
  const lines = Array.from({ length: devices }, (_, device) => {
    const line = new TestLine(gateway.ports.laipac ?? 0);
    const frame = frameOf(readingOf(String(71_000_000 + device), now));
    line.send(...Array.from({ length: framesEach }, () => frame));
    return line;
  });
  await expect.poll(() => gateway.waiting(), { timeout: 30_000 }).toBeGreaterThan(limits.frames);
  expect(gateway.waiting()).toBeLessThanOrEqual(limits.frames + 2_000);
  const phone = await fetch(`http://127.0.0.1:${gateway.ports.osmand}/?id=1&timestamp=1`);
  expect(phone.status).toBe(503);
  await holder.query('rollback');
  holder.release();
  // They are nobody's: each line is closed, and nothing of them waits any more.
  await Promise.all(lines.map((line) => line.ended()));
  await expect.poll(() => gateway.waiting()).toBe(0);
});

function entryOf(
  assignmentId: number,
  programme: string,
  participantId: string,
  upload: Buffer,
): CommitEntry {
  return {
    assignmentId,
    programmeId: programme,
    participantId,
    version: 0,
    upload,
    findings: [],
    snapshot: null,
    due: undefined,
    rejections: [],
    positions: [],
    withdrawn: [],
    health: null,
  };
}

test.each(['evaluated', 'stored'])(
  'GTW-14 one assignment’s input that cannot be %s holds up no other, and is not acknowledged',
  async (how) => {
    const [good, bad, other] = await makeAssignments(owner, 3);
    if (good === undefined || bad === undefined || other === undefined) throw new Error('no assignments');
    const sent: string[] = [];
    const failed: string[] = [];
    const meter = startMeter();
    const committer = new Committer(
      database.pool('gateway'),
      {
        againFrom: 0,
        isVeryLate: () => false,
        prepare: async () => undefined,
        evaluate: (assignmentId) => {
          const one = [good, bad, other].find((known) => known.assignmentId === assignmentId);
          if (one === undefined) return null;
          const entry = entryOf(assignmentId, one.programmeId, one.participantId, Buffer.from('x'));
          if (one !== bad) return { entry, accept: () => undefined, discard: () => undefined };
          if (how === 'evaluated') throw new EvaluationFault(assignmentId, 'cannot be');
          // More than a battery can hold: the table refuses it.
          const health = { lastContactAt: 0, batteryPercent: 999, charging: null, strap: null };
          return { entry: { ...entry, health }, accept: () => undefined, discard: () => undefined };
        },
      },
      meter,
      () => undefined,
      () => undefined,
    );
    for (const one of [good, bad, other]) {
      const name = one === bad ? 'bad' : 'good';
      const line = new AnswerLine({
        send: () => sent.push(name),
        drained: () => undefined,
        fail: () => failed.push(name),
      });
      const slot = line.open(Buffer.from('answer'), 1);
      committer.offer({
        kind: 'readings',
        assignmentId: one.assignmentId,
        readings: [],
        receivedAt: 0,
        address: '',
        slot,
      });
    }
    await committer.stop();
    expect(sent).toEqual(['good', 'good']);
    expect(failed).toEqual(['bad']);
    expect(meter.faults).toBe(1);
  },
);
