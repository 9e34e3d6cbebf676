import { describe, expect, test } from 'vitest';
import { agreementLanguages, agreementText, isSettledAgreement, isUnreadText } from './agreement-text.ts';
import { changesBetween } from './changes.ts';
import { permitAsking, permitDecision, withdrawPass } from './passes.ts';
import { atRiskFrom, compareNeed, hasLapsed, promptsOf } from './prompts.ts';
import { missingOf, permitApproval, permitEffect } from './readiness.ts';
import { clauseKinds } from './records.ts';
import { addedRestriction } from './restriction.ts';
import { type ClauseTerms, checkTerms, type OrderTerms } from './terms.ts';
import { day } from './testing.ts';
import { windowsOfWeek } from './week.ts';

const clause = (number: string, kind: ClauseTerms['kind'], over: Partial<ClauseTerms> = {}): ClauseTerms => ({
  ...{ number, kind, from: day('01-01'), to: null },
  ...over,
});
const terms = (over: Partial<OrderTerms> = {}): OrderTerms => ({
  from: day('01-01'),
  to: day('12-01'),
  reviewAt: day('04-01'),
  legalBasis: 'Act, section 4',
  clauses: [clause('1', 'location-zones'), clause('2', 'technology-wrist'), clause('3', 'curfew')],
  written: {
    necessity: 'so that hearings are kept',
    lesserMeans: 'reminders alone were tried',
    vulnerability: 'none found',
    language: 'es',
    representations: 'nights are for the child',
    answer: 'the curfew begins later',
    reasons: 'as the court found',
    stepReason: null,
    stepLesserMeans: null,
  },
  ...over,
});
const kindsOf = (was: OrderTerms | null, now: OrderTerms) =>
  addedRestriction(was, now).map(({ kind }) => kind);
const withClauses = (...clauses: ClauseTerms[]) => terms({ clauses });

describe('what a version adds', () => {
  test('ORD-12 the same terms, fewer clauses, shorter dates and a nearer review add nothing', () => {
    expect(kindsOf(terms(), terms())).toEqual([]);
    expect(kindsOf(terms(), terms({ to: day('06-01'), reviewAt: day('03-01') }))).toEqual([]);
    expect(
      kindsOf(terms(), withClauses(clause('1', 'location-status'), clause('2', 'technology-phone'))),
    ).toEqual([]);
  });

  test('ORD-12 all of a first version is added', () => {
    expect(kindsOf(null, terms())).toEqual(['more-location', 'more-technology', 'new-clause']);
  });

  test('ORD-12 more location, also where the clause that limited it is left out', () => {
    const more = withClauses(clause('1', 'location-trail'));
    expect(addedRestriction(terms(), more)).toEqual([{ kind: 'more-location', path: ['clauses', 0] }]);
    const limited = withClauses(clause('1', 'location-trail'), clause('2', 'location-status'));
    expect(kindsOf(limited, more)).toEqual(['more-location']);
    expect(kindsOf(more, limited)).toEqual([]);
  });

  test('ORD-12 a technology above the one that was worn', () => {
    const ankle = withClauses(clause('2', 'technology-ankle'));
    expect(kindsOf(terms(), ankle)).toEqual(['more-technology']);
    expect(kindsOf(ankle, withClauses(clause('9', 'technology-phone')))).toEqual([]);
  });

  test('ORD-12 a new zone or curfew, one of another number, and one that lasts longer', () => {
    const { clauses } = terms();
    expect(kindsOf(terms(), withClauses(...clauses, clause('4', 'exclusion-zone')))).toEqual(['new-clause']);
    const other = clauses.map((one) => (one.kind === 'curfew' ? { ...one, number: '7' } : one));
    expect(kindsOf(terms(), withClauses(...other))).toEqual(['new-clause']);
    const short = terms({ clauses: [clause('3', 'curfew', { to: day('03-01') })] });
    expect(kindsOf(short, withClauses(clause('3', 'curfew')))).toEqual(['longer-clause']);
  });

  test('ORD-12 a longer order, an order without end, and a review put off', () => {
    expect(kindsOf(terms({ clauses: [] }), terms({ clauses: [], to: null }))).toEqual(['longer-order']);
    expect(kindsOf(terms(), terms({ to: day('12-02') }))).toEqual([
      'more-location',
      'more-technology',
      'longer-clause',
      'longer-order',
    ]);
    expect(kindsOf(terms(), terms({ reviewAt: day('05-01') }))).toEqual(['later-review']);
    expect(kindsOf(terms(), terms({ reviewAt: null }))).toEqual(['later-review']);
  });
});

describe('before it goes live', () => {
  const base = {
    court: 'Superior Court',
    caseNumber: '26-1',
    first: true,
    authors: ['ana'],
    approvedBy: null,
  };
  const added = addedRestriction(null, terms());

  test('ORD-10 what is missing is named by its path, each of it', () => {
    expect(missingOf({ ...base, terms: terms(), added })).toEqual([]);
    const nothing = terms({
      ...{ to: null, reviewAt: null, legalBasis: ' ', clauses: [] },
      written: Object.fromEntries(
        Object.keys(terms().written).map((name) => [name, null]),
      ) as OrderTerms['written'],
    });
    expect(missingOf({ ...base, court: null, caseNumber: null, terms: nothing, added })).toEqual([
      ...['court', 'caseNumber', 'legalBasis', 'to', 'reviewAt', 'clauses', 'necessity', 'lesserMeans'],
      ...['vulnerability', 'language', 'representations', 'answer', 'reasons'],
    ]);
    const refused = permitEffect({ ...base, court: null, terms: terms(), added }, 'agreement');
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'order-not-complete', fields: [{ path: 'draft.court' }] },
    });
  });

  test('ORD-13 a step up names its reason and the lesser means tried, and a second person approves it', () => {
    const step = { ...base, first: false, terms: terms(), added };
    expect(missingOf(step)).toEqual(['stepReason', 'stepLesserMeans']);
    const written = { ...terms().written, stepReason: 'absent twice', stepLesserMeans: 'calls' };
    const whole = { ...step, terms: terms({ written }) };
    expect(permitApproval(whole, 'ana')).toMatchObject({ ok: false, error: { code: 'second-person' } });
    expect(permitEffect(whole, 'agreement')).toMatchObject({ error: { code: 'needs-approval' } });
    expect(permitApproval(whole, 'bo').ok).toBe(true);
    const approved = { ...whole, approvedBy: 'bo' };
    expect(permitApproval(approved, 'cy')).toMatchObject({ error: { code: 'already-decided' } });
    expect(permitEffect(approved, 'agreement').ok && permitEffect(approved, 'service').ok).toBe(true);
  });

  test('ORD-11 what adds restriction waits for signature or service; what adds none takes effect on a person’s word', () => {
    expect(permitEffect({ ...base, approvedBy: 'bo', terms: terms(), added }, 'decision')).toMatchObject({
      error: { code: 'needs-agreement' },
    });
    expect(permitEffect({ ...base, first: false, terms: terms(), added: [] }, 'decision').ok).toBe(true);
  });

  test('ORD-10 dates that contradict one another are refused with the field', () => {
    const refusal = (over: Partial<OrderTerms>) => {
      const checked = checkTerms(terms(over));
      return checked.ok ? null : checked.error.path;
    };
    expect(refusal({})).toBeNull();
    expect(refusal({ to: day('01-01') })).toEqual(['to']);
    expect(refusal({ reviewAt: day('12-02') })).toEqual(['reviewAt']);
    expect(refusal({ clauses: [clause('1', 'curfew'), clause('1', 'attendance')] })).toEqual([
      'clauses',
      1,
      'number',
    ]);
    expect(refusal({ clauses: [clause('1', 'curfew', { to: day('12-02') })] })).toEqual(['clauses', 0, 'to']);
  });
});

test('ORD-14 two versions differ by clause and field, and the same differ in nothing', () => {
  expect(changesBetween(terms(), terms())).toEqual([]);
  const now = terms({
    to: day('06-01'),
    clauses: [clause('1', 'location-status'), clause('3', 'curfew', { to: day('03-01') })],
    written: { ...terms().written, reasons: 'less is enough' },
  });
  expect(changesBetween(terms(), now)).toEqual([
    { path: 'to', was: '2026-12-01T00:00:00Z', now: '2026-06-01T00:00:00Z' },
    { path: 'clauses.1', was: 'location-zones', now: 'location-status' },
    { path: 'clauses.2', was: 'technology-wrist', now: null },
    { path: 'clauses.3.to', was: null, now: '2026-03-01T00:00:00Z' },
    { path: 'reasons', was: 'as the court found', now: 'less is enough' },
  ]);
});

describe('the text of an agreement', () => {
  const values = {
    ...{
      name: 'Ana',
      order: 'O-1',
      court: 'Court',
      from: '1',
      to: '2',
      review: '3',
      location: 'zones' as const,
    },
    clauses: clauseKinds,
  };
  test.each(agreementLanguages)('ORD-15 %s: every clause is said, and no placeholder is left', (language) => {
    const text = agreementText(language, values, null)?.text ?? '';
    expect(text.split('\n').filter((line) => line.startsWith('•'))).toHaveLength(clauseKinds.length);
    expect(text).toContain('O-1');
    expect(text).not.toMatch(/[{}]/);
    // What no speaker has read yet says so in the version that a signature names.
    expect(isUnreadText(agreementText(language, values, null)?.version ?? '')).toBe(
      language === 'ht' || language === 'ar',
    );
  });

  test('ORD-15 other languages are the agency’s own, with its version; without one there is no text', () => {
    expect(agreementText('fr', values, null)).toBeNull();
    const own = { language: 'ht', version: '1', text: '{name}: lòd {order} {unknown}' };
    expect(agreementText('ht', values, own)).toEqual({ ...own, text: 'Ana: lòd O-1 {unknown}' });
    expect(agreementLanguages.filter(isSettledAgreement)).toEqual(['en', 'es']);
  });
});

describe('a coming week', () => {
  const hours = 3_600_000;
  const nights = [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, start: '21:00', end: '06:00' },
  ];
  const week = (on: string, exceptions: { from: number; to: number }[] = []) =>
    windowsOfWeek('America/New_York', nights, exceptions, day(on) + 15 * hours);

  test('ORD-17 seven days, with the nights of clock changes as long as they are', () => {
    const spring = week('03-06').windows.map(({ from, to }) => (to - from) / hours);
    // The morning of the first day and the evening of the last are parts of nights.
    expect(spring).toEqual([6, 9, 8, 9, 9, 9, 9, 3]);
    const autumn = week('10-30').windows.map(({ from, to }) => (to - from) / hours);
    expect(autumn).toEqual([6, 9, 10, 9, 9, 9, 9, 3]);
    expect((week('03-06').to - week('03-06').from) / hours).toBe(7 * 24 - 1);
  });

  test('ORD-17 an exception frees its part of a night', () => {
    const [, first] = week('06-01').windows;
    if (first === undefined) throw new Error('a night');
    const free = { from: first.from + 2 * hours, to: first.from + 3 * hours };
    expect(
      week('06-01', [free])
        .windows.slice(1, 4)
        .map(({ free, from, to }) => [free, (to - from) / hours]),
    ).toEqual([
      [false, 2],
      [true, 1],
      [false, 6],
    ]);
  });
});

describe('passes', () => {
  const whole = { from: day('01-01'), to: day('12-01') };
  const pass = { from: day('05-01'), to: day('05-02'), status: 'asked' as const };

  test('ORD-18 asked for within the condition and the future, decided once', () => {
    expect(permitAsking(pass, whole, day('04-01')).ok).toBe(true);
    expect(permitAsking(pass, whole, day('05-02'))).toMatchObject({ error: { path: ['to'] } });
    expect(permitAsking({ from: day('12-01'), to: day('12-02') }, whole, day('04-01'))).toMatchObject({
      error: { path: ['from'] },
    });
    expect(permitDecision(pass, 'granted', pass, day('04-01')).ok).toBe(true);
    expect(permitDecision({ ...pass, status: 'granted' }, 'refused', pass, day('04-01')).ok).toBe(false);
    expect(permitDecision(pass, 'granted', pass, day('05-02'))).toMatchObject({
      error: { code: 'exception-over' },
    });
  });

  test('ORD-19 taken back while it lasts it ends then, and what it excused stays excused', () => {
    const granted = { ...pass, status: 'granted' as const };
    const middle = day('05-01') + 3_600_000;
    expect(withdrawPass(granted, middle)).toEqual({ ok: true, value: { status: 'granted', to: middle } });
    expect(withdrawPass(granted, day('04-01'))).toEqual({
      ok: true,
      value: { status: 'withdrawn', to: granted.to },
    });
    expect(withdrawPass(granted, day('05-02')).ok).toBe(false);
    expect(withdrawPass({ ...pass, status: 'refused' }, day('04-01')).ok).toBe(false);
  });
});

describe('prompts', () => {
  const force = { from: day('01-01'), to: day('12-01') };
  test('ORD-20 ninety days before an order’s end and before every review date', () => {
    expect(promptsOf(force, day('04-01'), day('01-01'))).toEqual([{ kind: 'review', dueAt: day('04-01') }]);
    expect(promptsOf(force, day('04-02'), day('01-01'))).toEqual([]);
    expect(promptsOf(force, null, day('09-01'))).toEqual([]);
    expect(promptsOf(force, null, day('09-02'))).toEqual([{ kind: 'order-end', dueAt: day('12-01') }]);
    expect(promptsOf(force, day('04-01'), day('12-01'))).toEqual([]);
  });

  test('ORD-21 a date that passed undecided marks the span, and deciding later does not unmark it', () => {
    const prompt = { kind: 'review' as const, dueAt: day('04-01'), askedAt: day('01-01'), decidedAt: null };
    expect(atRiskFrom(prompt, day('04-01'))).toBeNull();
    expect(atRiskFrom(prompt, day('04-02'))).toBe(day('04-01'));
    expect(atRiskFrom({ ...prompt, decidedAt: day('05-01') }, day('08-01'))).toBe(day('04-01'));
    expect(atRiskFrom({ ...prompt, decidedAt: day('03-01') }, day('08-01'))).toBeNull();
  });

  test('ORD-22 restriction lapses as policy says, counted from when somebody could know', () => {
    const prompt = { kind: 'review' as const, dueAt: day('04-01'), askedAt: day('01-01'), decidedAt: null };
    expect(hasLapsed(prompt, 30, day('04-30'))).toBe(false);
    expect(hasLapsed(prompt, 30, day('05-01'))).toBe(true);
    expect(hasLapsed({ ...prompt, askedAt: day('06-01') }, 30, day('06-30'))).toBe(false);
    expect(hasLapsed(prompt, null, day('12-01'))).toBe(false);
    expect(hasLapsed({ ...prompt, decidedAt: day('04-20') }, 30, day('06-01'))).toBe(false);
  });

  test('ORD-23 evidence of harm stands first, then what is due first', () => {
    const list = [
      { kind: 'order-end' as const, dueAt: day('02-01') },
      { kind: 'review' as const, dueAt: day('01-01') },
      { kind: 'medical' as const, dueAt: day('06-01') },
    ];
    expect(list.sort(compareNeed).map(({ kind }) => kind)).toEqual(['medical', 'review', 'order-end']);
  });
});
