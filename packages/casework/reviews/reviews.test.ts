import { describe, expect, test } from 'vitest';
import type { LegalBasis } from '../orders/records.ts';
import { compareCounts, differs, readCountLines } from './counts.ts';
import { endedWith, permitReviewDecision } from './decide.ts';
import { dueOf, isReviewOverdue } from './due.ts';
import { verdictOfAlert, verdictOfCheckIn, verdictOfHearing } from './facts.ts';
import { usualReviewPolicy } from './policy.ts';
import { permitStepUp, permitStepUpApproval } from './step-up.ts';
import { tiers } from './words.ts';

describe('dates', () => {
  test('RVW-5 a review is due by the interval, or by what an order asks, whichever is sooner', () => {
    const of = { tier: 'ankle', since: '2026-01-01', asked: [] } as const;
    expect(dueOf(of, usualReviewPolicy)).toEqual({ on: '2026-04-01', cause: 'interval' });
    const asked = [{ kind: 'review', on: '2026-03-01' }] as const;
    expect(dueOf({ ...of, asked }, usualReviewPolicy)).toEqual({ on: '2026-03-01', cause: 'order' });
    const harm = [...asked, { kind: 'medical', on: '2026-01-02' }] as const;
    expect(dueOf({ ...of, asked: harm }, usualReviewPolicy)).toEqual({ on: '2026-01-02', cause: 'harm' });
    expect([
      isReviewOverdue('2026-03-01', '2026-03-01'),
      isReviewOverdue('2026-03-01', '2026-03-02'),
    ]).toEqual([false, true]);
  });
});

describe('what the record says', () => {
  test('RVW-4 only what a person found counts as not kept', () => {
    expect(verdictOfAlert(false, null)).toBe('open');
    expect(verdictOfAlert(true, null)).toBe('not-known');
    expect(verdictOfAlert(true, 'excused-work')).toBe('excused');
    expect(verdictOfAlert(true, 'device-fault')).toBe('kept');
    expect(verdictOfAlert(true, 'violation-confirmed')).toBe('not-kept');
    expect(verdictOfHearing('did-not-appear', 'illness')).toBe('excused');
    expect(verdictOfHearing('did-not-appear', null)).toBe('not-kept');
    expect(verdictOfHearing('not-known', null)).toBe('not-known');
    expect(
      ['kept', 'missed', 'excused', 'not-known', 'booked'].map((status) =>
        verdictOfCheckIn(status as 'kept'),
      ),
    ).toEqual(['kept', 'not-kept', 'excused', 'not-known', 'open']);
  });
});

describe('deciding', () => {
  test('RVW-6 one person’s word is enough for less, and for nothing that leads up', () => {
    for (const tier of tiers)
      for (const to of tiers) {
        const step = permitReviewDecision(tier, { decision: 'step-down', to });
        expect(step.ok).toBe(tiers.indexOf(to) < tiers.indexOf(tier));
      }
    expect(permitReviewDecision('wrist', { decision: 'stay', to: 'ankle' })).toMatchObject({
      value: { to: 'wrist' },
    });
  });

  test('RVW-7 what the next tier cannot carry ends with the step down; an end ends all', () => {
    const conditions = [{ kind: 'curfew' }, { kind: 'exclusion-zone' }] as const;
    const policy = {
      ...usualReviewPolicy,
      carries: { ...usualReviewPolicy.carries, phone: ['curfew'] as const },
    };
    expect(endedWith({ decision: 'step-down', to: 'phone' }, policy, conditions)).toEqual([
      { kind: 'exclusion-zone' },
    ]);
    expect(endedWith({ decision: 'stay', to: 'phone' }, policy, conditions)).toEqual([]);
    expect(endedWith({ decision: 'end', to: 'none' }, policy, conditions)).toHaveLength(2);
  });

  test('RVW-8 a step up needs a clause in force, which the refusal names, and another person', () => {
    const basis = (kind: 'technology-wrist' | 'technology-ankle'): LegalBasis => ({
      orders: [{ id: 'o', reference: 'O-1', status: 'active', endedAt: null, enteredInError: false }],
      versions: [{ id: 'v', orderId: 'o', version: 1, from: 0, to: 100, effectiveAt: 0 }],
      clauses: [{ id: 'l', versionId: 'v', number: '1', kind, from: 0, to: 50 }],
      agreements: [],
    });
    expect(permitStepUp(basis('technology-wrist'), 'phone', 'wrist', 10).ok).toBe(true);
    expect(permitStepUp(basis('technology-ankle'), 'phone', 'wrist', 10).ok).toBe(true);
    expect(permitStepUp(basis('technology-wrist'), 'phone', 'ankle', 10)).toMatchObject({
      error: { code: 'clause-missing', message: expect.stringContaining('technology-ankle') },
    });
    expect(permitStepUp(basis('technology-ankle'), 'phone', 'ankle', 60)).toMatchObject({
      error: { code: 'clause-missing' },
    });
    expect(permitStepUp(basis('technology-ankle'), 'ankle', 'wrist', 10)).toMatchObject({
      error: { code: 'not-above' },
    });
    expect([permitStepUpApproval('a', 'a').ok, permitStepUpApproval('a', 'b').ok]).toEqual([false, true]);
  });
});

describe('a contractor’s counts', () => {
  const head = ['office', 'tier', 'people'];
  test('RVW-12 every line of both sides is compared, differences first', () => {
    const told = readCountLines([
      head,
      ['Miami', 'ankle', '12'],
      ['Miami', 'phone', '40'],
      ['Tampa', 'wrist', '0'],
    ]);
    if (!told.ok) throw new Error(told.error.message);
    const lines = compareCounts(told.value, [
      { office: 'Miami', tier: 'ankle', people: 12 },
      { office: 'Miami', tier: 'phone', people: 39 },
      { office: 'Orlando', tier: 'ankle', people: 1 },
    ]);
    expect(lines.map((line) => [line.office, line.tier, line.told, line.record, differs(line)])).toEqual([
      ['Miami', 'phone', 40, 39, true],
      ['Orlando', 'ankle', null, 1, true],
      ['Miami', 'ankle', 12, 12, false],
      ['Tampa', 'wrist', 0, null, false],
    ]);
  });

  test.each([
    [[['office', 'people']], 'line 1'],
    [[head, ['Miami', 'foot', '1']], 'line 2: tier'],
    [[head, ['Miami', 'ankle', '-1']], 'line 2: people'],
    [[head, ['Miami', 'ankle', '1'], ['Miami', 'ankle', '2']], 'line 3: Miami, ankle stands twice'],
  ])('RVW-12 a line that cannot be read is named', (rows, message) => {
    expect(readCountLines(rows)).toMatchObject({ error: { message: expect.stringContaining(message) } });
  });
});
