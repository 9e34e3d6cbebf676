import type { Case, Reading } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gate } from './authority/gate.ts';
import { observe, tick } from './engine/engine.ts';
import { type Memory, serverMemory } from './engine/state.ts';
import { compilePlan, type Plan } from './plan.ts';
import { type Arrival, prompt, randomFrom, scrambled } from './test/delivery.ts';
import { essenceFromScratch, essenceOf } from './test/scratch.ts';
import {
  doubled,
  knownAlerts,
  type Served,
  serve,
  serveAgain,
  serveTick,
  startServed,
  takeOver,
} from './test/server.ts';
import { stories } from './test/story.ts';

const numRuns = Number(process.env.ATTEND_RUNS ?? 150);
/** Milliseconds a test may take: shrinking a failure takes longer than finding it. */
const limit = 120_000 + numRuns * 200;
const seed = Number(process.env.ATTEND_SEED ?? 20_261_124);

/** Some of the readings with stamps that are judged at first arrival: none, a default date, a rolled-over week, far ahead. */
function withBadClocks(arrivals: readonly Arrival[], seed: number): Arrival[] {
  const random = randomFrom(seed);
  const share = random() < 0.5 ? 0 : random() * 0.4;
  const stamps = [
    () => null,
    () => Date.UTC(1980, 0, 6, 0, 0, 7),
    (time: number) => time - 7_168 * 86_400_000,
    (time: number) => time + 86_400_000,
    () => Date.UTC(2025, 5, 1),
  ];
  return arrivals.map(({ reading, receivedAt }) => {
    if (random() >= share) return { reading, receivedAt };
    const time = (stamps[Math.floor(random() * stamps.length)] ?? (() => null))(reading.time ?? 0);
    const fix = reading.fix === null ? null : { ...reading.fix, time };
    return { reading: { ...reading, time, fix }, receivedAt };
  });
}

/** The case with one of its authorities withdrawn somewhere in the story. */
function withWithdrawal(subject: Case, readings: readonly Reading[], seed: number): Case {
  const random = randomFrom(seed);
  if (random() < 0.6) return subject;
  const chosen = Math.floor(random() * subject.authority.length);
  const at = readings[Math.floor(random() * readings.length)]?.time ?? null;
  return {
    ...subject,
    authority: subject.authority.map((span, index) =>
      index === chosen ? { ...span, withdrawnAt: at } : span,
    ),
  };
}

/** As a server remembers; and so little, in such short segments, that every boundary is met. */
const memories: readonly Memory[] = [
  serverMemory,
  { ...serverMemory, size: 1, keep: 2, most: 4, mostWhileLate: 12 },
  { ...serverMemory, size: 3, keep: 8, most: 20, mostWhileLate: 60, seen: 16 },
];

/** Works the arrivals as servers would: in batches, with ticks, states handed over, histories judged again. */
function work(plan: Plan, arrivals: readonly Arrival[], seed: number): Served {
  const random = randomFrom(seed);
  const served = startServed(plan, memories[seed % memories.length]);
  const batch = 1 + Math.floor(random() * 12);
  for (let at = 0; at < arrivals.length; ) {
    const count = 1 + Math.floor(random() * batch);
    const taken = arrivals.slice(at, at + count);
    serve(served, taken);
    at += count;
    const chance = random();
    if (chance < 0.1) takeOver(served);
    else if (chance < 0.13) serveAgain(served, true);
    else if (chance < 0.15) serveAgain(served, false);
    else if (chance < 0.3) serveTick(served, (taken.at(-1)?.receivedAt ?? 0) + Math.round(random() * 60_000));
  }
  return served;
}

describe('going on from a state', () => {
  test(
    'MON-5 what stands on record is what evaluating everything from scratch finds',
    () => {
      let rebuilds = 0;
      fc.assert(
        fc.property(stories, fc.nat(), (story, order) => {
          const { policies, readings } = story;
          const plan = compilePlan(withWithdrawal(story.subject, readings, order), policies);
          const arrivals = withBadClocks(
            order % 3 === 0 ? prompt(readings) : scrambled(readings, order),
            order + 1,
          );
          const served = work(plan, arrivals, order + 2);
          serveTick(served, served.state.clock + 3_600_000);
          rebuilds += served.rebuilds;
          const all = arrivals.map(({ reading, receivedAt }) => gate(plan, reading, receivedAt));
          expect(served.fault).toBeNull();
          expect(essenceOf(knownAlerts(served))).toEqual(essenceFromScratch(plan, all, served.state.clock));
          expect(doubled(served.record.values())).toEqual([]);
        }),
        { numRuns, seed },
      );
      expect(rebuilds).toBeGreaterThan(numRuns / 20);
    },
    limit,
  );

  test(
    'MON-18 MON-19 a late reading never raises silence or a missing position',
    () => {
      fc.assert(
        fc.property(stories, fc.nat(), ({ subject, policies, readings }, order) => {
          const plan = compilePlan(subject, policies);
          const { state } = startServed(plan);
          for (const { reading, receivedAt } of scrambled(readings, order)) {
            const isLate = state.newest !== null && (reading.time ?? 0) < state.newest;
            tick(plan, state, receivedAt);
            const { changes } = observe(plan, state, [gate(plan, reading, receivedAt)]);
            const raised = changes.filter(
              ({ change, facts }) => change === 'raised' && ['silent', 'no-position'].includes(facts.kind),
            );
            if (isLate) expect(raised).toEqual([]);
          }
        }),
        { numRuns: Math.ceil(numRuns / 3), seed },
      );
    },
    limit,
  );
});
