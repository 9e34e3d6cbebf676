import { expect, test } from 'vitest';
import type { CommitEntry } from './commit-entry.ts';
import { Committer, type Evaluation } from './committer.ts';
import { limits } from './limits.ts';
import { startMeter } from './meter.ts';
import { AnswerLine } from './slot.ts';
import { makeAssignments } from './testing/assignments.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { minute, withScene } from './testing/scene.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const now = Math.floor(Date.now() / 1000) * 1000;
// One writer: whatever one person's fault stalls, it stalls for everybody.
const begin = () => scene.begin({ writers: 1 });

test.each([
  ['snapshot', 'update assignment_snapshot set content = $2 where assignment_id = $1'],
  ['upload', 'update upload set content = $2 where assignment_id = $1'],
])('GTW-14 a person whose stored %s cannot be opened holds up no other', async (_what, damage) => {
  const [broken, well] = [await scene.person(), await scene.person()];
  const before = await begin();
  const first = new TestLine(before.ports.laipac ?? 0);
  for (let n = 0; n < 40; n += 1) {
    first.send(frameOf(readingOf(broken.identifier, now - (60 - n) * minute)));
    await first.answered(n + 1);
  }
  first.end();
  await owner.query(damage, [broken.assignmentId, Buffer.alloc(64)]);

  const gateway = await begin();
  const line = new TestLine(gateway.ports.laipac ?? 0);
  const other = new TestLine(gateway.ports.laipac ?? 0);
  line.send(frameOf(readingOf(broken.identifier, now - minute)));
  other.send(frameOf(readingOf(well.identifier, now - minute)));
  expect(await other.answered(1)).toHaveLength(1);
  await line.ended();
  expect(line.answers).toEqual([]);
  other.end();
});

test('GTW-14 the same where the record is opened only to put a very late reading in its place', async () => {
  const [broken, well] = [await scene.person(), await scene.person()];
  const gateway = await begin();
  const line = new TestLine(gateway.ports.laipac ?? 0);
  for (let n = 0; n < 120; n += 1) line.send(frameOf(readingOf(broken.identifier, now - (400 - n) * minute)));
  await line.answered(120);
  await owner.query('update upload set content = $2 where assignment_id = $1', [
    broken.assignmentId,
    Buffer.alloc(64),
  ]);
  const other = new TestLine(gateway.ports.laipac ?? 0);
  line.send(frameOf(readingOf(broken.identifier, now - 500 * minute)));
  other.send(frameOf(readingOf(well.identifier, now - minute)));
  expect(await other.answered(1)).toHaveLength(1);
  await line.ended();
  expect(line.answers).toHaveLength(120);
  other.end();
});

test('GTW-1 a batch that is interrupted half done goes on with the rest: no part is counted twice', async () => {
  const [first, refused, last] = await makeAssignments(owner, 3);
  if (first === undefined || refused === undefined || last === undefined) throw new Error('no assignments');
  const happened: string[] = [];
  const entryOf = (one: typeof first, batteryPercent: number | null): CommitEntry => ({
    assignmentId: one.assignmentId,
    programmeId: one.programmeId,
    participantId: one.participantId,
    version: 0,
    upload: null,
    findings: [],
    snapshot: null,
    due: undefined,
    rejections: [],
    positions: [],
    withdrawn: [],
    health: { lastContactAt: 0, batteryPercent, charging: null, strap: null },
  });
  let tries = 0;
  let isDurable = false;
  const evaluate = (assignmentId: number): Evaluation => {
    const one = [first, refused, last].find((known) => known.assignmentId === assignmentId);
    if (one === undefined) throw new Error('unknown');
    // The batch, each alone, and then the rest: the database goes away the second time that the last one's turn comes.
    if (one === last && ++tries === 2) throw new Error('the database is away');
    const accept = (): void => {
      happened.push(one === first ? 'first' : 'last');
      if (one === first) isDurable = true;
    };
    const entry = one === first && isDurable ? null : entryOf(one, one === refused ? 999 : 1);
    return { entry, accept, discard: () => undefined };
  };
  const line = new AnswerLine({
    send: () => happened.push('answer'),
    drained: () => undefined,
    fail: () => undefined,
  });
  const committer = new Committer(
    scene.database.pool('gateway'),
    { againFrom: 0, isVeryLate: () => false, prepare: async () => undefined, evaluate },
    startMeter(),
    () => undefined,
    () => undefined,
  );
  // One frame that brought something for two people: answered when both are durable.
  const slot = line.open(Buffer.from('answer'), 2);
  for (const one of [first, refused, last]) {
    const { assignmentId } = one;
    const own = one === refused ? null : slot;
    committer.offer({ kind: 'readings', assignmentId, readings: [], receivedAt: 0, address: '', slot: own });
  }
  await expect.poll(() => happened).toEqual(['first', 'last', 'answer']);
  await committer.stop();
});

test('GTW-21 where the second half of a batch does not commit, the first is answered once and not written again', async () => {
  const [wrong, refused] = await makeAssignments(owner, 2);
  if (wrong === undefined || refused === undefined) throw new Error('no assignments');
  const { rows } = await owner.query('select device_id from assignment where id = $1', [wrong.assignmentId]);
  const rejection = { deviceId: rows[0].device_id, at: now, reason: 'unreadable', length: 9 };
  let evaluated = 0;
  let version = 0;
  const entryOf = (one: typeof wrong): CommitEntry => ({
    assignmentId: one.assignmentId,
    programmeId: one.programmeId,
    participantId: one.participantId,
    version: one === wrong ? version : 0,
    upload: null,
    findings: [],
    snapshot: null,
    due: undefined,
    rejections: one === wrong ? [{ ...rejection, hash: Buffer.alloc(32), sealed: null }] : [],
    positions: [],
    withdrawn: [],
    // More than a battery can have: the database refuses it.
    health: one === refused ? { lastContactAt: 0, batteryPercent: 999, charging: null, strap: null } : null,
  });
  const happened: string[] = [];
  const lineOf = (name: string) =>
    new AnswerLine({
      send: () => happened.push(`${name} answered`),
      drained: () => undefined,
      fail: () => happened.push(`${name} closed`),
    });
  const committer = new Committer(
    scene.database.pool('gateway'),
    {
      againFrom: 0,
      isVeryLate: () => false,
      prepare: async () => undefined,
      evaluate: (id) => {
        const one = id === wrong.assignmentId ? wrong : refused;
        if (one === wrong) evaluated += 1;
        // What is loaded anew stands at the version that the commit left behind.
        const discard = () => {
          if (one === wrong) version += 1;
        };
        return { entry: entryOf(one), accept: () => undefined, discard };
      },
    },
    startMeter(),
    () => undefined,
    () => undefined,
  );
  for (const [name, { assignmentId }] of [['wrong', wrong] as const, ['refused', refused] as const]) {
    const slot = lineOf(name).open(Buffer.from('answer'), 1);
    committer.offer({ kind: 'readings', assignmentId, readings: [], receivedAt: 0, address: '', slot });
  }
  await expect.poll(() => happened).toEqual(['wrong answered', 'refused closed']);
  await committer.stop();
  expect(evaluated).toBe(1);
  const kept = await owner.query('select from rejection where assignment_id = $1', [wrong.assignmentId]);
  expect(kept.rowCount).toBe(1);
});

test('GTW-17 of a device that sends nothing but wrong frames no more than some are kept, and its good ones are', async () => {
  const who = await scene.person();
  const gateway = await begin();
  const line = new TestLine(gateway.ports.laipac ?? 0);
  const good = frameOf(readingOf(who.identifier, now - 2 * minute));
  const wrong = Buffer.from(good);
  wrong[wrong.length - 3] = wrong[wrong.length - 3] === 0x30 ? 0x31 : 0x30;
  line.send(good, ...Array.from({ length: 5 * limits.rejections.kept }, () => wrong));
  line.send(frameOf(readingOf(who.identifier, now - minute)));
  await line.answered(2);
  const { rows } = await owner.query<{ kept: number }>(
    'select count(*)::int as kept from rejection where assignment_id = $1',
    [who.assignmentId],
  );
  expect(rows).toEqual([{ kept: limits.rejections.kept }]);
  expect(gateway.meter.rejected).toBe(5 * limits.rejections.kept);
  expect(await scene.stored(who)).toHaveLength(2);
  line.end();
});
