import { day, hour } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Delay,
  delaysBehind,
  isDelaying,
  isKeptBack,
  judgeConfirmation,
  type judgeEnd,
  judgeEntry,
  judgeReview,
  type LookOnRecord,
  longestDelay,
  standingOfDelay,
} from './delays.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const at = (days: number): number => start + days * day;
const order = (over: Partial<Delay> = {}): Delay => ({
  id: 'order',
  viewers: ['ann'],
  purposes: [],
  from: at(0),
  to: at(60),
  reviewAt: at(30),
  enteredBy: 'sam',
  confirmedAt: at(0),
  reviewedAt: null,
  endedAt: null,
  ...over,
});
const look = (over: Partial<LookOnRecord> = {}): LookOnRecord => ({
  viewer: 'ann',
  action: 'open',
  purpose: 'supervision',
  at: at(5),
  day: at(5),
  ...over,
});

/** Half days, so that edges often meet. */
const half = 12 * hour;
const spans = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * half);
const maybe = <T>(one: fc.Arbitrary<T>, often = 2) => fc.option(one, { nil: null, freq: often });
const viewers = ['ann', 'ben', 'cleo'] as const;
const purposes = ['supervision', 'duty'] as const;
/** Also what no table would take: an end before the beginning, a review after the end. */
const orders: fc.Arbitrary<Delay> = fc
  .record({
    id: fc.uuid(),
    viewers: fc.subarray([...viewers], { minLength: 1 }),
    purposes: fc.oneof(fc.constant([]), fc.subarray([...purposes])),
    from: spans(0, 20),
    length: spans(-2, 60),
    review: spans(-2, 40),
    confirmed: maybe(spans(-4, 6), 8),
    reviewed: maybe(spans(0, 40)),
    ended: maybe(spans(0, 60)),
  })
  .map(({ from, length, review, confirmed, reviewed, ended, ...order }) => {
    const begins = start + from;
    const after = (span: number | null) => (span === null ? null : begins + span);
    return {
      ...{ ...order, enteredBy: 'sam', from: begins, to: begins + length, reviewAt: begins + review },
      ...{ confirmedAt: after(confirmed), reviewedAt: after(reviewed), endedAt: after(ended) },
    };
  });
const looks: fc.Arbitrary<LookOnRecord> = fc
  .record({
    viewer: maybe(fc.constantFrom(...viewers, 'dan'), 8),
    action: fc.constantFrom('list' as const, 'open' as const, 'export' as const),
    purpose: fc.constantFrom(...purposes),
    at: spans(0, 60).map((after) => start + after),
  })
  .map((one) => ({ ...one, day: Math.floor(one.at / day) * day }));

const sets = fc.tuple(fc.array(orders, { maxLength: 4 }), looks, spans(0, 20));

describe('what is kept back', () => {
  test('DIS-1 for any set of orders and looks a look is kept back if and only if an order in force names it', () => {
    let kept = 0;
    // Said once more, in the words of the statement.
    const inForce = (one: Delay, now: number): boolean =>
      one.confirmedAt !== null &&
      one.confirmedAt <= now &&
      one.from <= now &&
      now < one.to &&
      (one.endedAt === null || now < one.endedAt) &&
      (one.reviewedAt !== null || now < one.reviewAt);
    const names = (one: Delay, { viewer, action, purpose, ...seen }: LookOnRecord): boolean => {
      if (viewer === null || !one.viewers.includes(viewer)) return false;
      if (one.purposes.length > 0 && (action === 'list' || !one.purposes.includes(purpose))) return false;
      const [first, last] = action === 'list' ? [seen.day, seen.day + day - 1] : [seen.at, seen.at];
      return first >= one.from && first >= (one.confirmedAt ?? Number.POSITIVE_INFINITY) && last < one.to;
    };
    fc.assert(
      fc.property(sets, ([all, one, since]) => {
        // Nobody has looked in the future.
        const now = one.at + since;
        const said = isKeptBack(one, all, now);
        expect(said).toBe(all.some((each) => inForce(each, now) && names(each, one)));
        if (said) kept += 1;
      }),
      { numRuns: 10_000, seed: 22 },
    );
    expect(kept).toBeGreaterThan(500);
  });

  test('DIS-1 no order that is not in force, and none that names somebody else, changes anything', () => {
    fc.assert(
      fc.property(sets, ([all, one, since]) => {
        const now = one.at + since;
        const matter = all.filter(
          (each) => isDelaying(each, now) && one.viewer !== null && each.viewers.includes(one.viewer),
        );
        expect(isKeptBack(one, matter, now)).toBe(isKeptBack(one, all, now));
      }),
      { numRuns: 2_000, seed: 23 },
    );
    expect(isKeptBack(look(), [], at(6))).toBe(false);
  });

  test('DIS-5 what was kept back is shown when no order keeps it any more, with each order that did; never both at once', () => {
    let kept = 0;
    fc.assert(
      fc.property(sets, ([all, one, since]) => {
        const now = one.at + since;
        if (!isKeptBack(one, all, now)) return;
        kept += 1;
        expect(
          delaysBehind(
            one,
            all.filter((each) => isKeptBack(one, [each], now)),
            now,
          ),
        ).toEqual([]);
        const later = at(400);
        expect(isKeptBack(one, all, later)).toBe(false);
        const behind = delaysBehind(one, all, later);
        for (const each of all.filter((which) => isKeptBack(one, [which], now)))
          expect(behind).toContain(each);
      }),
      { numRuns: 10_000, seed: 24 },
    );
    expect(kept).toBeGreaterThan(500);
  });

  test.each<[string, Partial<Delay>, Partial<LookOnRecord>, boolean]>([
    ['a named viewer in its span', {}, {}, true],
    ['somebody else', {}, { viewer: 'ben' }, false],
    ['the machine’s operator', {}, { viewer: null }, false],
    ['another purpose', { purposes: ['inquiry'] }, {}, false],
    ['its purpose', { purposes: ['inquiry'] }, { purpose: 'inquiry' }, true],
    ['before the second person’s word', { confirmedAt: at(6) }, {}, false],
    ['with no second person', { confirmedAt: null }, {}, false],
    ['before it began', { from: at(5) + 1 }, {}, false],
  ])('DIS-1 %s', (_name, of, seen, kept) => {
    expect(isKeptBack(look(seen), [order(of)], at(10))).toBe(kept);
  });

  test.each<[string, Partial<Delay>, Partial<LookOnRecord>, boolean]>([
    ['a whole day of it', {}, {}, true],
    ['the day on which it began', { confirmedAt: at(5) + hour }, {}, false],
    ['the day on which it ends', { to: at(10) + hour }, { day: at(10) }, false],
    ['where it names purposes, as a day may have had several', { purposes: ['supervision'] }, {}, false],
  ])('DIS-9 a list’s record is kept back for %s: %o', (_name, of, seen, kept) => {
    expect(isKeptBack(look({ action: 'list', ...seen }), [order(of)], at(10))).toBe(kept);
  });
});

describe('who decides, and until when', () => {
  const wanted = { viewers: ['ann'], from: at(0), to: at(60), reviewAt: at(30), reference: '26-1' };
  const codeOf = (over: Partial<typeof wanted>, now = at(0), earlier: { reference: string }[] = []) => {
    const judged = judgeEntry({ ...wanted, ...over }, 'sam', earlier, now);
    return judged.ok ? 'good' : judged.error.code;
  };

  test.each<[string, string, Partial<typeof wanted>, number?]>([
    ['within its bounds', 'good', {}],
    ['90 days', 'good', { to: at(90) }],
    ['longer than 90 days', 'too-long', { to: at(90) + 1 }],
    ['of nobody’s looks', 'viewers-missing', { viewers: [] }],
    ['of everybody’s', 'viewers-missing', { viewers: Array.from({ length: 21 }, (_, n) => `v${n}`) }],
    ['of the looks of who enters it', 'own-look', { viewers: ['ann', 'sam'] }],
    ['of what was shown last week', 'begins-too-early', { from: at(-7) }],
    ['of today, late in an evening in the west', 'good', {}, at(1) + 5 * hour],
    ['of yesterday there', 'begins-too-early', {}, at(1) + 13 * hour],
    ['over already', 'ends-before-it-begins', { to: at(0) }],
    ['without a review before its end', 'review-outside', { reviewAt: at(60) }],
    ['with a review before its beginning', 'review-outside', { reviewAt: at(0) }],
    ['with a review after more than 45 days', 'review-too-late', { reviewAt: at(45) + 1 }],
  ])('DIS-3 an order %s: %s', (_name, code, over, now) => {
    expect(codeOf(over, now)).toBe(code);
  });

  test('DIS-3 it is prolonged by another order alone, which has another reference', () => {
    expect(codeOf({}, at(0), [{ reference: '26-2' }])).toBe('good');
    expect(codeOf({ reference: ' 26-A ' }, at(0), [{ reference: '26-a' }])).toBe('reference-used');
    expect(longestDelay).toBe(90 * day);
  });

  const of = (judged: ReturnType<typeof judgeEnd>) => (judged.ok ? 'good' : judged.error.code);
  test('DIS-2 who entered it does not confirm it, nor anybody whose looks it keeps back, nor anybody twice or too late', () => {
    const fresh = order({ confirmedAt: null });
    expect(of(judgeConfirmation(fresh, 'sue', at(1)))).toBe('good');
    expect(of(judgeConfirmation(fresh, 'sam', at(1)))).toBe('second-person');
    expect(of(judgeConfirmation(fresh, 'ann', at(1)))).toBe('own-look');
    expect(of(judgeConfirmation(order(), 'sue', at(1)))).toBe('changed');
    expect(of(judgeConfirmation(fresh, 'sue', at(30)))).toBe('changed');
  });

  test('DIS-4 it is reviewed once, in the fortnight before its date, by somebody else than who entered it', () => {
    expect(of(judgeReview(order(), 'sue', at(20)))).toBe('good');
    expect(of(judgeReview(order(), 'sue', at(15)))).toBe('too-early');
    expect(of(judgeReview(order(), 'sam', at(20)))).toBe('second-person');
    expect(of(judgeReview(order(), 'ann', at(20)))).toBe('own-look');
    expect(of(judgeReview(order(), 'sue', at(30)))).toBe('changed');
    expect(of(judgeReview(order({ reviewedAt: at(19) }), 'sue', at(20)))).toBe('changed');
  });

  test('DIS-4 without a review it lapses on the date, and what it kept back is shown', () => {
    expect(isKeptBack(look(), [order()], at(30) - 1)).toBe(true);
    expect(isKeptBack(look(), [order()], at(30))).toBe(false);
    expect(isKeptBack(look(), [order({ reviewedAt: at(29) })], at(30))).toBe(true);
    expect(isKeptBack(look(), [order({ reviewedAt: at(29) })], at(60))).toBe(false);
  });

  test('how it stands', () => {
    expect(standingOfDelay(order({ confirmedAt: null }), at(1))).toBe('waiting');
    expect(standingOfDelay(order({ confirmedAt: null }), at(30))).toBe('not-confirmed');
    expect(standingOfDelay(order({ confirmedAt: null, endedAt: at(1) }), at(2))).toBe('refused');
    expect(standingOfDelay(order({ from: at(2) }), at(1))).toBe('to-come');
    expect(standingOfDelay(order(), at(1))).toBe('in-force');
    expect(standingOfDelay(order(), at(30))).toBe('lapsed');
    expect(standingOfDelay(order({ reviewedAt: at(29) }), at(60))).toBe('over');
    expect(standingOfDelay(order({ endedAt: at(9) }), at(40))).toBe('ended');
  });
});
