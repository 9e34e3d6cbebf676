import { type AuthoritySpan, type LocationLevel, locationLevels } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorityOf, leastOf, levelAt } from './authority.ts';
import { caseOf } from './case.ts';
import { conditionInForce, permitCondition } from './conditions.ts';
import { versionsInForce } from './force.ts';
import { agreement, basis, clause, condition, day, order, version } from './testing.ts';

const always = [{ from: day('01-01'), to: null }];
const shown = (spans: readonly AuthoritySpan[]) =>
  spans.map(({ location, from, to }) => [location, from, to]);

describe('when a version is in force', () => {
  test('ORD-1 a draft order, a draft version and an entry in error are never in force', () => {
    expect(versionsInForce(basis({ orders: [order({ status: 'draft' })] })).size).toBe(0);
    expect(versionsInForce(basis({ orders: [order({ enteredInError: true })] })).size).toBe(0);
    expect(versionsInForce(basis({ versions: [version(1, '01-01', { effectiveAt: null })] })).size).toBe(0);
  });

  test('ORD-1 a version begins with its date and its effect, whichever is later', () => {
    const late = basis({ versions: [version(1, '01-01', { effectiveAt: day('02-01') })] });
    expect(versionsInForce(late).get('v1')).toEqual({ from: day('02-01'), to: day('12-31') });
    const early = basis({ versions: [version(1, '02-01', { effectiveAt: day('01-15') })] });
    expect(versionsInForce(early).get('v1')).toEqual({ from: day('02-01'), to: day('12-31') });
  });

  test('ORD-2 it ends with its order, or where a later version begins; a later draft ends nothing', () => {
    const ended = basis({ orders: [order({ status: 'ended', endedAt: day('06-01') })] });
    expect(versionsInForce(ended).get('v1')?.to).toBe(day('06-01'));
    const amended = basis({
      versions: [version(1, '01-01'), version(2, '04-01'), version(3, '05-01', { effectiveAt: null })],
    });
    expect(Object.fromEntries(versionsInForce(amended))).toEqual({
      v1: { from: day('01-01'), to: day('04-01') },
      v2: { from: day('04-01'), to: day('12-31') },
    });
  });
});

describe('authority', () => {
  test('ORD-3 it is the least of the order’s clause and the agreement', () => {
    for (const ordered of locationLevels) {
      for (const agreed of locationLevels) {
        const given = authorityOf(
          basis({
            clauses: [clause(`location-${ordered}`)],
            agreements: [agreement('v1', { location: agreed })],
          }),
        );
        expect(given.map((span) => span.location)).toEqual([leastOf(ordered, agreed)]);
      }
    }
  });

  test('ORD-4 without a location clause, or without a signed agreement, there is none', () => {
    expect(authorityOf(basis({ clauses: [clause('curfew')] }))).toEqual([]);
    expect(authorityOf(basis({ agreements: [] }))).toEqual([]);
    const served = version(2, '04-01');
    const amended = basis({
      versions: [version(1, '01-01'), served],
      clauses: [clause('location-trail'), clause('location-trail', 'v2')],
    });
    expect(shown(authorityOf(amended))).toEqual([['trail', day('01-01'), day('04-01')]]);
  });

  test('ORD-4 it begins with the signature', () => {
    const later = basis({ agreements: [agreement('v1', { signedAt: day('02-01') })] });
    expect(shown(authorityOf(later))).toEqual([['trail', day('02-01'), day('12-31')]]);
  });

  test('ORD-5 a withdrawn agreement says when, and a new one replaces it from its signature on', () => {
    const withdrawn = agreement('v1', { withdrawnAt: day('03-01') });
    expect(authorityOf(basis({ agreements: [withdrawn] }))).toEqual([
      { location: 'trail', from: day('01-01'), to: day('12-31'), withdrawnAt: day('03-01') },
    ]);
    const again = agreement('v1', { signedAt: day('04-01'), location: 'zones' });
    expect(authorityOf(basis({ agreements: [withdrawn, again] }))).toEqual([
      { location: 'trail', from: day('01-01'), to: day('04-01'), withdrawnAt: day('03-01') },
      { location: 'zones', from: day('04-01'), to: day('12-31'), withdrawnAt: null },
    ]);
  });

  test('ORD-6 no authority outlives its order, exceeds what any of them permits, or stands without both', () => {
    const level = fc.constantFrom<LocationLevel>(...locationLevels);
    const at = fc.integer({ min: 0, max: 300 }).map((n) => day('01-01') + n * 86_400_000);
    const end = fc.option(at, { nil: null });
    fc.assert(
      fc.property(
        level,
        level,
        at,
        end,
        at,
        end,
        at,
        end,
        at,
        (ordered, agreed, from, to, effectiveAt, endedAt, clauseFrom, clauseTo, signedAt) => {
          const legal = basis({
            orders: [order({ status: endedAt === null ? 'active' : 'ended', endedAt })],
            versions: [version(1, '01-01', { from, to, effectiveAt })],
            clauses: [clause(`location-${ordered}`, 'v1', { from: clauseFrom, to: clauseTo })],
            agreements: [agreement('v1', { location: agreed, signedAt })],
          });
          for (const span of authorityOf(legal)) {
            expect(span.from).toBe(Math.max(from, effectiveAt, clauseFrom, signedAt));
            const ends = [to, endedAt, clauseTo].filter((instant) => instant !== null);
            expect(span.to).toBe(ends.length === 0 ? null : Math.min(...ends));
            expect(span.to === null || span.to > span.from).toBe(true);
            expect(locationLevels.indexOf(span.location)).toBe(
              Math.min(locationLevels.indexOf(ordered), locationLevels.indexOf(agreed)),
            );
          }
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });

  test('ORD-6 of overlapping authorities the least holds; what was withdrawn permits nothing any more', () => {
    const spans: AuthoritySpan[] = [
      { location: 'trail', from: day('01-01'), to: null, withdrawnAt: day('06-01') },
      { location: 'zones', from: day('03-01'), to: day('04-01'), withdrawnAt: null },
    ];
    expect(levelAt(spans, day('02-01'), day('05-01'))).toBe('trail');
    expect(levelAt(spans, day('03-15'), day('05-01'))).toBe('zones');
    expect(levelAt(spans, day('02-01'), day('06-01'))).toBeNull();
  });
});

describe('conditions', () => {
  const wanted = { kind: 'curfew', from: day('02-01'), to: day('03-01') } as const;

  test('ORD-7 a condition stands on a clause of its own kind for its whole time', () => {
    expect(permitCondition(basis(), wanted)).toMatchObject({ ok: true, value: { kind: 'curfew' } });
    expect(permitCondition(basis(), { ...wanted, to: null })).toMatchObject({ ok: true });
  });

  test('ORD-7 the refusal names the missing clause', () => {
    expect(permitCondition(basis(), { ...wanted, kind: 'exclusion-zone' })).toMatchObject({
      ok: false,
      error: {
        code: 'clause-missing',
        message:
          'no order in force has a clause that permits exclusion-zone: the order needs a clause of the kind «exclusion-zone»',
        path: ['kind'],
      },
    });
    const drafted = basis({ versions: [version(1, '01-01', { effectiveAt: null })] });
    expect(permitCondition(drafted, wanted)).toMatchObject({ error: { code: 'clause-missing' } });
  });

  test('ORD-7 a clause that ends earlier, or begins later, is named with its dates', () => {
    const short = basis({ clauses: [clause('curfew', 'v1', { number: '4', to: day('02-15') })] });
    expect(permitCondition(short, wanted)).toMatchObject({
      error: {
        code: 'clause-too-short',
        path: ['to'],
        message: expect.stringContaining('clause 4 from 2026-01-01T00:00:00Z to 2026-02-15T00:00:00Z'),
      },
    });
    expect(
      permitCondition(basis({ clauses: [clause('curfew', 'v1', { from: day('02-15') })] }), wanted),
    ).toMatchObject({
      error: { code: 'clause-too-short', path: ['from'] },
    });
  });

  test('ORD-8 nothing outlives its order, its clause, its own dates or what ended it', () => {
    const holds = (legal = basis(), own = condition()) => {
      const kept = conditionInForce(own, [], legal, always);
      return kept === null ? null : [kept.from, kept.to];
    };
    expect(holds()).toEqual([day('01-01'), day('12-31')]);
    expect(holds(basis({ orders: [order({ status: 'ended', endedAt: day('05-01') })] }))).toEqual([
      day('01-01'),
      day('05-01'),
    ]);
    expect(holds(basis(), condition({ from: day('02-01'), to: day('03-01') }))).toEqual([
      day('02-01'),
      day('03-01'),
    ]);
    expect(holds(basis(), condition({ endedAt: day('02-01') }))).toEqual([day('01-01'), day('02-01')]);
    expect(holds(basis(), condition({ enteredInError: true }))).toBeNull();
    expect(holds(basis({ orders: [order({ status: 'draft' })] }))).toBeNull();
  });

  test('ORD-8 a later version carries it on where it has the clause; the time between is free of it', () => {
    const carried = basis({
      versions: [version(1, '01-01', { to: day('03-01') }), version(2, '04-01')],
      clauses: [clause('curfew'), clause('curfew', 'v2')],
    });
    expect(conditionInForce(condition(), [], carried, always)).toMatchObject({
      from: day('01-01'),
      to: day('12-31'),
      exceptions: [{ from: day('03-01'), to: day('04-01'), reason: 'no clause in force' }],
    });
    const dropped = basis({ versions: [version(1, '01-01'), version(2, '04-01')] });
    expect(conditionInForce(condition(), [], dropped, always)).toMatchObject({
      to: day('04-01'),
      exceptions: [],
    });
  });

  test('ORD-8 only granted exceptions free from it', () => {
    const asked = (['asked', 'granted', 'refused', 'withdrawn'] as const).map((status, index) => ({
      conditionId: 'c',
      from: day('02-01') + index,
      to: day('03-01'),
      status,
      reason: status,
    }));
    expect(
      conditionInForce(condition(), asked, basis(), always)?.exceptions.map((free) => free.reason),
    ).toEqual(['granted']);
  });
});

describe('a case', () => {
  const assignment = {
    from: day('02-01'),
    to: day('11-01'),
    device: 'd',
    technology: 'ankle',
    fixEvery: 60,
    uploadEvery: 600,
  } as const;
  const records = {
    timezone: 'America/New_York',
    assignment,
    suspensions: [],
    enteredInError: false,
    basis: basis(),
    conditions: [condition()],
    exceptions: [],
  };

  test('ORD-9 the assignment’s own dates bound authority and conditions', () => {
    const made = caseOf(records);
    expect(shown(made.authority)).toEqual([['trail', day('02-01'), day('11-01')]]);
    expect(made.conditions).toMatchObject([{ id: 'c1', from: day('02-01'), to: day('11-01') }]);
  });

  test('ORD-9 from a suspension on nothing counts; an entry in error never did', () => {
    expect(caseOf({ ...records, suspensions: [{ from: day('03-01'), to: null }] })).toMatchObject({
      authority: [{ to: day('03-01') }],
      conditions: [{ to: day('03-01') }],
    });
    expect(caseOf({ ...records, suspensions: [{ from: day('01-01'), to: null }] })).toMatchObject({
      authority: [],
      conditions: [],
    });
    expect(caseOf({ ...records, enteredInError: true })).toMatchObject({ authority: [], conditions: [] });
  });
});
