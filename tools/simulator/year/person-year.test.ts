import { day } from '@attend/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { personYear } from './person-year.ts';

const until = Date.parse('2026-11-27T00:00:00Z');
const rank = { none: 0, phone: 1, wrist: 2, ankle: 3 };
const someone = fc.record({ seed: fc.nat(1_000), index: fc.nat(250_000) });

test('the same seed and number give the same year', () => {
  expect(personYear({ seed: 7, until }, 4_711)).toEqual(personYear({ seed: 7, until }, 4_711));
  expect(personYear({ seed: 8, until }, 4_711)).not.toEqual(personYear({ seed: 7, until }, 4_711));
});

test('spans of wear follow each other, end with the stay, and nothing is told of what has not happened', () => {
  fc.assert(
    fc.property(someone, ({ seed, index }) => {
      const year = personYear({ seed, until }, index);
      let before = year.joined;
      for (const { from, to } of year.wear) {
        expect(from).toBeGreaterThanOrEqual(before);
        expect(to ?? until).toBeGreaterThan(from);
        before = to ?? until;
      }
      expect(year.wear.slice(0, -1).every(({ to }) => to !== null)).toBe(true);
      expect(before).toBeLessThanOrEqual(year.left ?? until);
      for (const { appearance, at } of year.hearings) expect(appearance === null || at < until).toBe(true);
      for (const { status, on } of year.checkIns) expect(status === 'due' || on < until).toBe(true);
      for (const { closedAt, acknowledgedAt, outcome } of year.alerts) {
        expect(closedAt ?? acknowledgedAt ?? until).toBeLessThanOrEqual(until);
        expect(outcome === null).toBe(closedAt === null);
      }
      expect(year.orderEnds).toBeGreaterThan(year.joined);
    }),
  );
});

test('an alert is raised by what was worn then, and a level changes by a decision alone', () => {
  fc.assert(
    fc.property(someone, ({ seed, index }) => {
      const { wear, alerts, reviews } = personYear({ seed, until }, index);
      for (const { wear: at, raisedAt } of alerts) {
        expect(raisedAt).toBeGreaterThanOrEqual(wear[at]?.from ?? Number.POSITIVE_INFINITY);
        expect(raisedAt).toBeLessThan(wear[at]?.to ?? until);
      }
      const open = alerts.filter(({ closedAt, withdrawnAt }) => closedAt === null && withdrawnAt === null);
      expect(new Set(open.map(({ wear: at, kind }) => `${at} ${kind}`)).size).toBe(open.length);
      for (const { decision, tier, tierTo } of reviews) {
        const steps = rank[tierTo ?? tier] - rank[tier];
        expect(Math.sign(steps)).toBe(decision === 'step-up' ? 1 : decision === 'step-down' ? -1 : 0);
      }
      for (const [at, { tier }] of wear.entries()) {
        const next = wear[at + 1];
        if (next === undefined || next.tier === tier) continue;
        expect(reviews.some((one) => one.tier === tier && one.tierTo === next.tier)).toBe(true);
      }
    }),
  );
});

test('at the year’s end some one in ten of those who are still there wears an ankle device', () => {
  const years = Array.from({ length: 4_000 }, (_, index) => personYear({ seed: 7, until }, index));
  const there = years.filter(({ left }) => left === null);
  const ankle = there.filter(({ wear }) => wear.at(-1)?.tier === 'ankle').length / there.length;
  expect(ankle).toBeGreaterThan(0.07);
  expect(ankle).toBeLessThan(0.13);
  expect(there.length / years.length).toBeCloseTo(7 / 8, 1);
  const days = years.flatMap(({ wear }) => wear.map(({ from, to }) => ((to ?? until) - from) / day));
  expect(Math.min(...days)).toBeGreaterThan(0);
});
