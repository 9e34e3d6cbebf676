import { type AlertKind, alertKinds } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeMemory } from './engine/state.ts';
import { compilePlan } from './plan.ts';
import { alertsOf, type Replay, replayReading, replayTick, startReplay } from './replay.ts';
import { type Arrival, atOnce, prompt, scrambled } from './test/delivery.ts';
import { essenceOf } from './test/scratch.ts';
import { stories } from './test/story.ts';

/** Some seconds here, far more in the soak. A failing seed belongs into a test by name. */
const numRuns = Number(process.env.ATTEND_RUNS ?? 150);
/** Milliseconds a test may take: shrinking a failure takes longer than finding it. */
const limit = 120_000 + numRuns * 200;
const seed = Number(process.env.ATTEND_SEED ?? 20_261_124);
const afterAll = 48 * 3_600_000;

function runArrivals(
  plan: ReturnType<typeof compilePlan>,
  arrivals: readonly Arrival[],
  until: number,
  size = wholeMemory.size,
): Replay {
  const replay = startReplay(plan, { ...wholeMemory, size });
  for (const { reading, receivedAt } of arrivals) replayReading(replay, reading, receivedAt);
  replayTick(replay, until);
  return replay;
}

describe('the two laws', () => {
  test(
    'MON-1 the same lines in give the same lines out',
    () => {
      fc.assert(
        fc.property(stories, fc.nat(), ({ subject, policies, readings }, order) => {
          const arrivals = scrambled(readings, order);
          const until = (readings.at(-1)?.time ?? 0) + afterAll;
          const once = alertsOf(runArrivals(compilePlan(subject, policies), arrivals, until));
          const again = alertsOf(runArrivals(compilePlan(subject, policies), arrivals, until));
          expect(JSON.stringify(again)).toBe(JSON.stringify(once));
        }),
        { numRuns: Math.ceil(numRuns / 5), seed },
      );
    },
    limit,
  );

  test(
    'MON-2 when readings arrive changes only when the engine knew; every kind of alert comes up',
    () => {
      const runs = new Map<AlertKind, number>();
      let count = 0;
      fc.assert(
        fc.property(stories, fc.nat(), ({ subject, policies, readings }, order) => {
          const plan = compilePlan(subject, policies);
          const until = (readings.at(-1)?.time ?? 0) + afterAll;
          const inOrder = alertsOf(runArrivals(plan, prompt(readings), until));
          const expected = essenceOf(inOrder);
          for (const arrivals of [scrambled(readings, order), atOnce(readings, order)]) {
            // Short segments: what is late meets every boundary between them.
            const size = 1 + (order % 7);
            const alerts = alertsOf(runArrivals(compilePlan(subject, policies), arrivals, until, size));
            expect(essenceOf(alerts)).toEqual(expected);
          }
          count += 1;
          for (const kind of new Set(inOrder.map((alert) => alert.kind))) {
            runs.set(kind, (runs.get(kind) ?? 0) + 1);
          }
        }),
        { numRuns, seed },
      );
      const rare = alertKinds.filter((kind) => (runs.get(kind) ?? 0) * 20 < count);
      expect(rare, JSON.stringify(Object.fromEntries(runs))).toEqual([]);
    },
    limit,
  );
});
