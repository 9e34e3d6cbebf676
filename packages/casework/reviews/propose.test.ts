import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../checkins/calendar.ts';
import { daysKept, factsOf, type Observation, type ReviewFacts } from './facts.ts';
import { asksForMore, checkReviewPolicy, type ReviewPolicy, usualReviewPolicy } from './policy.ts';
import { type Proposal, proposeLess } from './propose.ts';
import { isBelow, stepsDown, tierAt, tierSpans } from './tiers.ts';
import { observationKinds, tiers, verdicts } from './words.ts';

const today = '2026-06-30';
const start = '2025-06-30';
const dayAgo = fc.integer({ min: 0, max: 365 }).map((days) => addDays(today, -days));
const observation: fc.Arbitrary<Observation> = fc.record({
  kind: fc.constantFrom(...observationKinds),
  id: fc.uuid(),
  on: dayAgo,
  verdict: fc.constantFrom(...verdicts),
});
const of = fc.record({
  tier: fc.constantFrom(...tiers),
  tierSince: dayAgo,
  from: fc.constant(start),
  hearingsToCome: fc.integer({ min: 0, max: 2 }),
  suspended: fc.constantFrom([], [{ from: addDays(today, -30), to: addDays(today, -10) }]),
});
const days = fc.record({
  none: fc.integer({ min: 1, max: 400 }),
  phone: fc.integer({ min: 1, max: 400 }),
  wrist: fc.integer({ min: 1, max: 400 }),
  ankle: fc.integer({ min: 1, max: 400 }),
});
const policy: fc.Arbitrary<ReviewPolicy> = fc.record({
  intervalDays: days,
  keptDays: days,
  tierDays: days,
  next: fc.record({
    ankle: fc.constantFrom('wrist' as const, 'phone' as const, 'none' as const),
    wrist: fc.constantFrom('phone' as const, 'none' as const),
    phone: fc.constant('none' as const),
  }),
  alertWaitDays: fc.integer({ min: 0, max: 60 }),
  endWaitsForHearings: fc.boolean(),
  carries: fc.constant(usualReviewPolicy.carries),
});
/** How much better off somebody is by what is proposed. */
const favour = (proposal: Proposal): number =>
  proposal.kind === 'stay' ? 0 : proposal.kind === 'end' ? 9 : 1;
const propose = (
  whose: Parameters<typeof factsOf>[0],
  seen: readonly Observation[],
  by: ReviewPolicy = usualReviewPolicy,
) => proposeLess(factsOf(whose, seen), by, today);

describe('RVW-1 nothing proposes a step up', () => {
  test('RVW-1 of any facts and any policy the proposal is at most what stands', () => {
    fc.assert(
      fc.property(of, fc.array(observation, { maxLength: 12 }), policy, (whose, seen, by) => {
        const { proposal } = propose(whose, seen, by);
        expect(['stay', 'step-down', 'end']).toContain(proposal.kind);
        if (proposal.kind === 'step-down') {
          expect(proposal.from).toBe(whose.tier);
          expect(isBelow(proposal.to, whose.tier)).toBe(true);
        }
      }),
      { numRuns: 1_000, seed: 8_101 },
    );
  });

  test('RVW-1 every path: each tier, each step of policy, each reason met and not', () => {
    const kinds = new Set<string>();
    for (const tier of tiers)
      for (const ankle of ['wrist', 'phone', 'none'] as const)
        for (const wrist of ['phone', 'none'] as const)
          for (const kept of [true, false])
            for (const long of [true, false])
              for (const waiting of [true, false])
                for (const toCome of [0, 1])
                  for (const waits of [true, false]) {
                    const by = {
                      ...usualReviewPolicy,
                      ...{ next: { ankle, wrist, phone: 'none' as const }, endWaitsForHearings: waits },
                      tierDays: { none: 1, phone: 1, wrist: 1, ankle: long ? 1 : 400 },
                    };
                    const seen: Observation[] = [
                      ...(kept
                        ? []
                        : [{ kind: 'check-in', id: 'c', on: today, verdict: 'not-kept' } as const]),
                      ...(waiting ? [{ kind: 'alert', id: 'a', on: today, verdict: 'open' } as const] : []),
                    ];
                    const whose = {
                      tier,
                      tierSince: start,
                      from: start,
                      hearingsToCome: toCome,
                      suspended: [],
                    };
                    const { proposal, reasons } = propose(whose, seen, by);
                    kinds.add(
                      proposal.kind === 'step-down' ? `${proposal.from}>${proposal.to}` : proposal.kind,
                    );
                    expect(proposal.kind === 'stay').toBe(reasons.some(({ holds }) => !holds));
                  }
    // All that is ever proposed, over all of it: nothing leads up.
    expect([...kinds].sort()).toEqual(
      ['end', 'stay', ...stepsDown.map(({ from, to }) => `${from}>${to}`)].sort(),
    );
    for (const { from, to } of stepsDown) expect(isBelow(to, from)).toBe(true);
  });
});

describe('RVW-3 what counts', () => {
  test('RVW-3 more that is not known changes no proposal and no figure it rests on', () => {
    fc.assert(
      fc.property(
        of,
        fc.array(observation, { maxLength: 12 }),
        fc.array(observation, { maxLength: 5 }),
        policy,
        (whose, seen, more, by) => {
          const unknown = more.map((one) => ({ ...one, verdict: 'not-known' as const }));
          expect(propose(whose, [...seen, ...unknown], by)).toEqual(propose(whose, seen, by));
        },
      ),
      { numRuns: 500, seed: 8_102 },
    );
  });

  test('RVW-3 what is found to be unknown, excused or kept after all never makes it worse', () => {
    fc.assert(
      fc.property(
        of,
        fc.array(observation, { minLength: 1, maxLength: 12 }),
        policy,
        fc.constantFrom('not-known' as const, 'excused' as const, 'kept' as const),
        (whose, seen, by, better) => {
          const before = propose(whose, seen, by).proposal;
          for (const at of seen.keys()) {
            const after = propose(
              whose,
              seen.map((one, i) => (i === at ? { ...one, verdict: better } : one)),
              by,
            );
            expect(favour(after.proposal)).toBeGreaterThanOrEqual(favour(before));
          }
        },
      ),
      { numRuns: 300, seed: 8_103 },
    );
  });

  test('RVW-3 the row of days begins anew after what was not kept, and stands still with the clocks', () => {
    const whose = { tier: 'ankle', tierSince: start, from: start, hearingsToCome: 0, suspended: [] } as const;
    const missed: Observation = { kind: 'check-in', id: 'c', on: '2026-06-20', verdict: 'not-kept' };
    const kept = (facts: ReviewFacts) => daysKept(facts, today);
    expect(kept(factsOf(whose, []))).toBe(365);
    expect(kept(factsOf(whose, [missed]))).toBe(9);
    expect(kept(factsOf(whose, [{ ...missed, verdict: 'not-known' }]))).toBe(365);
    const away = [{ from: '2026-06-25', to: '2026-06-28' }];
    expect(kept(factsOf({ ...whose, suspended: away }, [missed]))).toBe(6);
  });

  test('RVW-3 an alert that nobody looked at holds a proposal back for a time, and then no more', () => {
    const whose = { tier: 'wrist', tierSince: start, from: start, hearingsToCome: 0, suspended: [] } as const;
    const open = (ago: number): Observation => ({
      ...{ kind: 'alert', id: 'a', on: addDays(today, -ago), verdict: 'open' },
    });
    expect(propose(whose, [open(13)]).proposal).toEqual({ kind: 'stay' });
    expect(propose(whose, [open(14)]).proposal).toEqual({ kind: 'step-down', from: 'wrist', to: 'phone' });
  });
});

describe('RVW-2 time at each tier', () => {
  const hour = 3_600_000;
  test('RVW-2 of two devices the more restrictive one says the tier; between devices it is none', () => {
    const worn = [
      { technology: 'ankle', from: 10 * hour, to: 20 * hour },
      { technology: 'phone', from: 15 * hour, to: 30 * hour },
      { technology: 'wrist', from: 40 * hour, to: null },
    ] as const;
    expect(tierSpans(worn, 0, 50 * hour)).toEqual([
      { tier: 'none', from: 0, to: 10 * hour },
      { tier: 'ankle', from: 10 * hour, to: 20 * hour },
      { tier: 'phone', from: 20 * hour, to: 30 * hour },
      { tier: 'none', from: 30 * hour, to: 40 * hour },
      { tier: 'wrist', from: 40 * hour, to: null },
    ]);
    for (const at of [0, 12, 19, 25, 35, 45].map((one) => one * hour))
      expect(tierSpans(worn, 0, 50 * hour).findLast(({ from }) => from <= at)?.tier).toBe(tierAt(worn, at));
  });
});

test('RVW-9 a policy looks at who is restricted more as often at least, and lets no lower tier carry more', () => {
  expect(checkReviewPolicy(usualReviewPolicy).ok).toBe(true);
  const { intervalDays, carries } = usualReviewPolicy;
  expect(
    checkReviewPolicy({ ...usualReviewPolicy, intervalDays: { ...intervalDays, ankle: 121 } }),
  ).toMatchObject({ error: { path: ['intervalDays', 'ankle'] } });
  expect(checkReviewPolicy({ ...usualReviewPolicy, carries: { ...carries, phone: [] } }).ok).toBe(true);
  expect(
    checkReviewPolicy({ ...usualReviewPolicy, carries: { ...carries, ankle: ['curfew'] } }),
  ).toMatchObject({ error: { path: ['carries', 'ankle'] } });
});

test('RVW-17 what asks for more of somebody is named, parameter by parameter; what asks for less is not', () => {
  const usual = usualReviewPolicy;
  const named = (after: ReviewPolicy, before = usual) =>
    asksForMore(before, after).map(({ name, of }) => (of === null ? name : `${name}.${of}`));
  const stricter: ReviewPolicy = {
    intervalDays: { ...usual.intervalDays, ankle: 91 },
    keptDays: { ...usual.keptDays, none: 181 },
    tierDays: { ...usual.tierDays, wrist: 31 },
    next: { ankle: 'wrist', wrist: 'phone', phone: 'none' },
    alertWaitDays: 15,
    endWaitsForHearings: true,
    carries: { ...usual.carries, none: ['curfew'] },
  };
  const milder: ReviewPolicy = {
    ...{ ...usual, next: { ankle: 'phone', wrist: 'none', phone: 'none' }, endWaitsForHearings: false },
  };
  expect(named(usual)).toEqual([]);
  expect(named(milder)).toEqual([]);
  expect(named(stricter, milder)).toEqual([
    ...['intervalDays.ankle', 'keptDays.none', 'tierDays.wrist', 'next.ankle', 'next.wrist'],
    ...['alertWaitDays', 'endWaitsForHearings', 'carries.none'],
  ]);
  expect(named(milder, stricter)).toEqual([]);
});
