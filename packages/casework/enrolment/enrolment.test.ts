import { type Case, conditionKinds, locationLevels } from '@attend/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOf } from '../orders/case.ts';
import { permitCondition } from '../orders/conditions.ts';
import type { LegalBasis } from '../orders/records.ts';
import { differencesBetween } from './difference.ts';
import { planEnrolment } from './plan.ts';

/** The rows that an enrolment writes, as records. */
function recordsOf(supervised: Case) {
  const plan = planEnrolment(supervised, 0);
  const clauseId = (index: number, number: string) => `${index}/${number}`;
  const basis: LegalBasis = {
    orders: plan.orders.map((_, n) => ({
      id: `o${n}`,
      reference: `O${n}`,
      status: 'active',
      endedAt: null,
      enteredInError: false,
    })),
    versions: plan.orders.map(({ from, to }, n) => ({
      id: `v${n}`,
      orderId: `o${n}`,
      version: 1,
      from,
      to,
      effectiveAt: from,
    })),
    clauses: plan.orders.flatMap((order, n) =>
      order.clauses.map((clause) => ({ ...clause, id: clauseId(n, clause.number), versionId: `v${n}` })),
    ),
    agreements: plan.orders.flatMap((order, n) =>
      order.agreement === null
        ? []
        : [{ id: `a${n}`, versionId: `v${n}`, signedAt: order.from, ...order.agreement }],
    ),
  };
  return {
    timezone: supervised.timezone,
    assignment: {
      ...plan.assignment,
      device: supervised.device.id,
      technology: supervised.device.technology,
      fixEvery: supervised.device.fixEvery,
      uploadEvery: supervised.device.uploadEvery,
    },
    suspensions: [],
    enteredInError: false,
    basis,
    conditions: supervised.conditions.map((condition) => ({
      ...condition,
      reference: condition.id,
      clauseId: clauseId(0, plan.clauseOf.get(condition.id) ?? ''),
      endedAt: null,
      enteredInError: false,
    })),
    exceptions: supervised.conditions.flatMap((condition) =>
      condition.exceptions.map((free) => ({
        ...free,
        conditionId: condition.id,
        status: 'granted' as const,
      })),
    ),
  };
}

const instant = fc.integer({ min: 0, max: 1_000 }).map((n) => n * 3_600_000);
const span = fc
  .tuple(instant, fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }))
  .map(([from, hours]) => ({
    from,
    to: hours === null ? null : from + hours * 3_600_000,
  }));
const cases: fc.Arbitrary<Case> = fc.record({
  timezone: fc.constant('America/New_York'),
  device: fc.constant({ id: 'd', technology: 'ankle' as const, fixEvery: 60, uploadEvery: 600 }),
  authority: fc.array(
    fc
      .tuple(fc.constantFrom(...locationLevels), span, fc.constantFrom(null, 5_000_000, 9_000_000))
      .map(([location, { from, to }, withdrawnAt]) => ({ location, from, to, withdrawnAt })),
    { maxLength: 4 },
  ),
  conditions: fc.array(fc.tuple(fc.constantFrom(...conditionKinds), span), { maxLength: 4 }).map((list) =>
    list.map(([kind, { from, to }], index) => ({
      id: `c${index}`,
      kind,
      area: { center: [0, 0] as const, radius: 10 },
      from,
      to,
      timetable: [],
      exceptions: [],
    })),
  ),
});

const sorted = (spans: Case['authority']) => spans.map((one) => JSON.stringify(one)).sort();

test('ENR-1 the records made from a case give the same case again', () => {
  fc.assert(
    fc.property(cases, (supervised) => {
      const made = caseOf(recordsOf(supervised));
      expect(
        sorted(
          made.authority.map((one) => ({
            location: one.location,
            from: one.from,
            to: one.to,
            withdrawnAt: one.withdrawnAt,
          })),
        ),
      ).toEqual(sorted(supervised.authority));
      expect(made.conditions).toEqual(supervised.conditions);
      expect(made.device).toEqual(supervised.device);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('ENR-1 every condition of a planned enrolment stands on a clause that permits it', () => {
  fc.assert(
    fc.property(cases, (supervised) => {
      const { basis } = recordsOf(supervised);
      for (const condition of supervised.conditions)
        expect(permitCondition(basis, condition)).toMatchObject({ ok: true });
    }),
    { seed: 6, numRuns: 200 },
  );
});

test('ENR-2 differences name the field, what stands and what was given', () => {
  expect(differencesBetween({ a: 1, b: { c: ['x'] } }, { a: 1, b: { c: ['x'] } })).toEqual([]);
  expect(
    differencesBetween({ a: 1, b: { c: ['x'] }, d: null }, { a: 2, b: { c: ['x', 'y'] }, d: null }),
  ).toEqual([
    { path: 'a', was: '1', now: '2' },
    { path: 'b.c[1]', was: 'nothing', now: '"y"' },
  ]);
});
