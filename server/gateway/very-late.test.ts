import pg from 'pg';
import { expect, test } from 'vitest';
import { Committer, type Evaluator } from './committer.ts';
import type { Work } from './item.ts';
import { limits } from './limits.ts';
import { startMeter } from './meter.ts';
import { AnswerLine } from './slot.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { minute, withScene } from './testing/scene.ts';

const scene = await withScene();

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A committer whose evaluator keeps nothing, so that no database is needed to see what is taken when. */
function start() {
  const evaluated: number[][] = [];
  const sent: string[] = [];
  let failed = 0;
  const evaluator: Evaluator & { againFrom: number } = {
    againFrom: performance.now() + 200,
    isVeryLate: ({ assignmentId }) => assignmentId < 0,
    prepare: async () => undefined,
    evaluate: (assignmentId, works) => {
      evaluated.push([assignmentId, works.length]);
      return { entry: null, accept: () => undefined, discard: () => undefined };
    },
  };
  const committer = new Committer(
    new pg.Pool(),
    evaluator,
    startMeter(),
    () => undefined,
    () => undefined,
  );
  const line = new AnswerLine({
    send: (all) => sent.push(...all.map((one) => Buffer.from(one).toString())),
    drained: () => undefined,
    fail: () => {
      failed += 1;
    },
  });
  const offer = (assignmentId: number, answer: string): void => {
    const slot = line.open(bytes(answer), 1);
    const work: Work = { kind: 'readings', assignmentId, readings: [], receivedAt: 0, address: '', slot };
    committer.offer(work);
  };
  return { evaluator, committer, offer, evaluated, sent, failed: () => failed };
}

test('GTW-23 very late readings wait for their turn, all else goes on, and each is answered once and in order', async () => {
  const { committer, offer, evaluated, sent } = start();
  offer(1, 'a');
  offer(-2, 'b');
  offer(3, 'c');
  await expect
    .poll(() => evaluated)
    .toEqual([
      [1, 1],
      [3, 1],
    ]);
  // The answer behind the one that waits waits too: never n+1 before n.
  expect(sent).toEqual(['a']);
  await expect.poll(() => sent).toEqual(['a', 'b', 'c']);
  expect(evaluated.at(-1)).toEqual([-2, 1]);
  await committer.stop();
});

test('GTW-23 what waits is bounded: beyond it lines are closed, and nothing of it is answered', async () => {
  const { committer, offer, evaluated, sent, failed, evaluator } = start();
  evaluator.againFrom = performance.now() + 60_000;
  for (let count = 0; count < limits.aside + 10; count += 1) offer(-2, 'x');
  await expect.poll(failed).toBe(10);
  expect(evaluated).toEqual([]);
  expect(sent).toEqual([]);
  await committer.stop();
});

test('GTW-23 real histories: every very late reading is answered in the end, and nobody else waits for all of them', async () => {
  const [late, well] = [await scene.person(), await scene.person()];
  const now = Math.floor(Date.now() / 1000) * 1000;
  const gateway = await scene.begin({ writers: 1 });
  const line = new TestLine(gateway.ports.laipac ?? 0);
  for (let n = 0; n < 120; n += 1) line.send(frameOf(readingOf(late.identifier, now - (400 - n) * minute)));
  await line.answered(120);
  const other = new TestLine(gateway.ports.laipac ?? 0);
  for (let n = 0; n < 30; n += 1) {
    line.send(frameOf(readingOf(late.identifier, now - (900 - n) * minute)));
    other.send(frameOf(readingOf(well.identifier, now - (100 - n) * minute)));
    await other.answered(n + 1);
  }
  await line.answered(150);
  expect(gateway.meter.faults).toBe(0);
  const { rows } = await scene.database
    .pool('owner')
    .query('select version from assignment_state where assignment_id = $1', [late.assignmentId]);
  expect(Number(rows[0].version)).toBeGreaterThan(0);
  line.end();
  other.end();
});
