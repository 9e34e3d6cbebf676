import { expect, test } from 'vitest';
import { Directory } from './directory.ts';
import { WearerEvaluator } from './evaluator.ts';
import { Flags } from './flags.ts';
import { Jumps } from './jumps.ts';
import { Listening } from './listening.ts';
import { startMeter } from './meter.ts';
import { Replays } from './replays.ts';
import { minute, withScene } from './testing/scene.ts';
import { heard } from './testing/take.ts';

const scene = await withScene();
const pool = scene.database.pool('gateway');
const now = Math.floor(Date.now() / 1000) * 1000;
const noSuchAssignment = 900_000_000;

async function startEvaluator(): Promise<WearerEvaluator> {
  const listening = new Listening(pool);
  await listening.start();
  return new WearerEvaluator({
    pool,
    keyring: scene.keyring,
    meter: startMeter(),
    listening,
    horizons: { of: () => Number.NEGATIVE_INFINITY },
    jumps: new Jumps(new Flags(0), 0),
    replays: new Replays(0),
  });
}

test('GTW-1 a state that was let go while it was wanted is asked for again, never taken for nobody’s', async () => {
  const who = await scene.person();
  const evaluator = await startEvaluator();
  await evaluator.prepare([who.assignmentId, noSuchAssignment]);
  expect(evaluator.remembered).toBe(1);
  evaluator.sweep(Date.now() + 1, 0);
  expect(evaluator.remembered).toBe(0);
  const work = [heard(who, now - minute)];
  expect(() => evaluator.evaluate(who.assignmentId, work)).toThrow(/was let go while it was wanted/);
  // Nobody's, by contrast, is known from the database.
  expect(evaluator.evaluate(noSuchAssignment, work)).toBeNull();
  await evaluator.prepare([who.assignmentId]);
  expect((await evaluator.evaluate(who.assignmentId, work))?.entry?.upload).toBeInstanceOf(Buffer);
});

test('a state stays while its device is heard, and goes when it is quiet', async () => {
  const [talker, quiet] = [await scene.person(), await scene.person()];
  const evaluator = await startEvaluator();
  await evaluator.prepare([talker.assignmentId, quiet.assignmentId]);
  const later = Date.now() + 10 * minute;
  evaluator.sweep(later, 11 * minute);
  expect(evaluator.remembered).toBe(2);
  evaluator.sweep(later, 9 * minute);
  expect(evaluator.remembered).toBe(0);
});

test('the directory keeps what it may still answer from, and no more', async () => {
  const who = await scene.person();
  const directory = new Directory(pool);
  await directory.find('laipac', who.identifier);
  directory.sweep(Date.now());
  expect(directory.peek('laipac', who.identifier, Date.now())).toMatchObject({ identifier: who.identifier });
  const later = Date.now() + 2 * minute;
  directory.sweep(later);
  // Not even when asked as of earlier: it is gone, not merely out of date.
  expect(directory.peek('laipac', who.identifier, 0)).toBeUndefined();
});
