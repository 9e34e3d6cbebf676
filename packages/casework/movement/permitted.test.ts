import type { AuthoritySpan } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelAt } from '../orders/authority.ts';
import { explainMovement, findGaps, trailSpans } from './permitted.ts';

const span = (
  location: AuthoritySpan['location'],
  from: number,
  to: number | null,
  withdrawnAt: number | null = null,
) => ({
  location,
  from,
  to,
  withdrawnAt,
});
const spans = fc.array(
  fc
    .tuple(
      fc.constantFrom('trail' as const, 'zones' as const, 'status' as const),
      fc.integer({ min: 0, max: 50 }),
      fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
      fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }),
    )
    .map(([location, from, length, withdrawnAt]) =>
      span(location, from, length === null ? null : from + length, withdrawnAt),
    ),
  { maxLength: 5 },
);

describe('where positions may be shown', () => {
  test('MOV-1 exactly where the least of the authorities that still stand is trail', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 120 }), (authority, now) => {
        const shown = trailSpans(authority, { from: 10, to: 90 }, now);
        for (let at = 0; at < 100; at += 1) {
          const inside = shown.some((one) => one.from <= at && (one.to === null || at < one.to));
          expect(inside).toBe(at >= 10 && at < 90 && levelAt(authority, at, now) === 'trail');
        }
      }),
      { seed: 21, numRuns: 400 },
    );
  });

  test('MOV-2 the answer says in plain words why nothing is shown', () => {
    const why = (authority: AuthoritySpan[]) =>
      explainMovement(authority, trailSpans(authority, { from: 0, to: 10 }, 100), 5, 100);
    expect(why([span('trail', 0, 50)])).toMatch(/permit positions/);
    expect(why([span('zones', 0, 50)])).toMatch(/towards each zone/);
    expect(why([span('status', 0, 50)])).toMatch(/no location/);
    expect(why([span('trail', 0, 50, 60)])).toMatch(/withdrawn/);
    expect(why([])).toMatch(/No order in force/);
  });
});

describe('gaps', () => {
  const asked = { from: 0, to: 1_000 };
  const fix = (at: number) => ({ at, hasFix: true });
  const heard = (at: number) => ({ at, hasFix: false });

  test('MOV-3 no authority, no fix and no contact are told apart', () => {
    const gaps = findGaps(
      asked,
      [{ from: 200, to: 1_000 }],
      [fix(210), fix(300), heard(400), fix(600), fix(900)],
      150,
    );
    expect(gaps).toEqual([
      { from: 0, to: 200, why: 'no-authority' },
      { from: 300, to: 600, why: 'no-fix' },
      { from: 600, to: 900, why: 'no-contact' },
    ]);
  });

  test('MOV-3 nothing heard at all is one gap; a rhythm kept is none', () => {
    expect(findGaps(asked, [asked], [], 150)).toEqual([{ from: 0, to: 1_000, why: 'no-contact' }]);
    expect(findGaps(asked, [asked], [50, 150, 300, 450, 600, 750, 900].map(fix), 150)).toEqual([]);
  });
});
