import { describe, expect, test } from 'vitest';
import type { DeviceAbility } from '../stock/words.ts';
import { type Fitting, missingSteps, permitFinish } from './fitting.ts';
import { missingNeeds, permitBeginning } from './permit.ts';
import { permitRemoval, spanOfRemoval } from './removal.ts';
import { isPassed, judgeSigns, type Signs } from './self-test.ts';
import { isUnreadTeaching, teachingLanguages, teachingText } from './teaching-text.ts';
import { teachingPoints } from './words.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = 1_000 * hour;
const heard: Signs = {
  ...{ lastAt: now - minute, strap: 'closed', worn: null, percent: 60, charging: false },
  ...{ fixAt: now - minute, accuracy: 8 },
};
const all: readonly DeviceAbility[] = ['strap', 'gnss', 'battery'];

describe('the self-test', () => {
  test.each<[string, Signs | null, readonly DeviceAbility[], string]>([
    ['everything is good', heard, all, 'good good good good'],
    ['nothing was heard', null, all, 'not-known not-known not-known not-known'],
    ['open', { ...heard, strap: 'open' }, all, 'good bad good good'],
    ['closed, and not worn', { ...heard, worn: false }, all, 'good bad good good'],
    ['no word of the strap', { ...heard, strap: null }, all, 'good not-known good good'],
    [
      'worn says it where no strap does',
      { ...heard, strap: null, worn: true },
      ['worn'],
      'good good not-asked not-asked',
    ],
    ['no position yet', { ...heard, fixAt: null }, all, 'good good not-known good'],
    ['a position of an hour ago', { ...heard, fixAt: now - hour }, all, 'good good not-known good'],
    ['just charged enough', { ...heard, percent: 30 }, all, 'good good good good'],
    ['too little', { ...heard, percent: 29 }, all, 'good good good bad'],
    ['heard an hour ago', { ...heard, lastAt: now - hour }, all, 'not-known not-known not-known not-known'],
    ['a phone has no strap', heard, ['gnss', 'battery'], 'good not-asked good good'],
  ])('FIT-3 %s', (_, signs, knows, expected) => {
    const test = judgeSigns(signs, knows, now);
    expect([test.contact, test.strap, test.fix, test.battery].join(' ')).toBe(expected);
    expect(isPassed(test)).toBe(!/bad|not-known/.test(expected));
  });
});

test('FIT-1 what is not done is named, and nothing ends before all of it is', () => {
  const begun: Fitting = {
    ...{ status: 'under-way', begunAt: now, expiresAt: now + hour, identity: null, testedAt: null },
    ...{ taught: [], language: null, checkInWeeks: null },
  };
  const done: Fitting = {
    ...{ ...begun, identity: 'photo-on-file', testedAt: now, taught: teachingPoints, language: 'es' },
    checkInWeeks: 0,
  };
  expect(missingSteps(begun, false)).toEqual(['identity', 'self-test', 'teaching', 'agreement', 'check-ins']);
  expect(missingSteps({ ...done, taught: teachingPoints.slice(1) }, true)).toEqual(['teaching']);
  expect(permitFinish(done, true, now)).toMatchObject({ ok: true });
  expect(permitFinish(done, false, now)).toMatchObject({ ok: false, error: { code: 'steps-missing' } });
  expect(permitFinish(done, true, now + hour)).toMatchObject({ error: { code: 'fitting-expired' } });
  expect(permitFinish({ ...done, status: 'done' }, true, now)).toMatchObject({
    error: { code: 'already-decided' },
  });
});

describe('what permits a device', () => {
  const version = { id: 'v', orderId: 'o', version: 1, from: 0, to: null, effectiveAt: 0 };
  const order = { id: 'o', reference: 'O', status: 'active' as const, endedAt: null, enteredInError: false };
  const clause = {
    id: 'c',
    versionId: 'v',
    number: '1',
    kind: 'technology-wrist' as const,
    from: 0,
    to: null,
  };
  const agreement = { id: 'a', versionId: 'v', location: 'status' as const, signedAt: 1, withdrawnAt: null };
  const basis = { orders: [order], versions: [version], clauses: [clause], agreements: [agreement] };

  test('FIT-2 each that is missing is named', () => {
    expect(missingNeeds(basis, 'wrist', null, now)).toEqual([]);
    expect(missingNeeds(basis, 'wrist', 'wrist', now)).toEqual([]);
    expect(missingNeeds(basis, 'wrist', 'phone', now)).toEqual(['level']);
    expect(missingNeeds(basis, 'ankle', 'wrist', now)).toEqual(['clause', 'agreement', 'level']);
    expect(missingNeeds({ ...basis, agreements: [] }, 'wrist', null, now)).toEqual(['agreement']);
    const withdrawn = [{ ...agreement, withdrawnAt: now - 1 }];
    expect(missingNeeds({ ...basis, agreements: withdrawn }, 'wrist', null, now)).toEqual(['agreement']);
    expect(
      missingNeeds({ ...basis, versions: [{ ...version, effectiveAt: null }] }, 'wrist', null, now),
    ).toEqual(['clause', 'agreement']);
  });

  test('FIT-2 a version that waits for its agreement lets a fitting begin; a level that is too low does not', () => {
    expect(permitBeginning(['clause', 'agreement'], 'wrist', [])).toMatchObject({
      error: { code: 'clause-missing' },
    });
    expect(permitBeginning(['clause', 'agreement'], 'wrist', [{ clauses: [clause] }])).toMatchObject({
      ok: true,
    });
    expect(permitBeginning(['clause', 'agreement'], 'ankle', [{ clauses: [clause] }])).toMatchObject({
      ok: false,
    });
    expect(permitBeginning(['agreement'], 'wrist', [])).toMatchObject({ ok: true });
    expect(permitBeginning(['level'], 'wrist', [{ clauses: [clause] }])).toMatchObject({
      error: { code: 'above-level' },
    });
  });
});

test('FIT-8 a removal begins now at the earliest, ends within three days, and overlaps no other', () => {
  const span = { from: now - hour, to: now + hour };
  expect(permitRemoval(span, [], now)).toEqual({ ok: true, value: { from: now, to: now + hour } });
  expect(permitRemoval({ from: now - 2 * hour, to: now }, [], now)).toMatchObject({ ok: false });
  expect(permitRemoval({ from: now, to: now + 73 * hour }, [], now)).toMatchObject({ ok: false });
  const standing = [{ from: now, to: now + 2 * hour, endedAt: null }];
  expect(permitRemoval(span, standing, now)).toMatchObject({ error: { code: 'already-planned' } });
  expect(permitRemoval(span, [{ from: now, to: now + hour, endedAt: now }], now)).toMatchObject({ ok: true });
  expect(spanOfRemoval({ from: now, to: now + hour, endedAt: now - hour })).toBeNull();
  expect(spanOfRemoval({ from: now, to: now + hour, endedAt: now + minute })).toEqual({
    from: now,
    to: now + minute,
  });
});

test('FIT-5 each language that has the points has all of them', () => {
  for (const language of teachingLanguages)
    expect(Object.keys(teachingText(language) ?? {}).sort()).toEqual([...teachingPoints].sort());
  expect(teachingLanguages).toEqual(['en', 'es', 'ht', 'ar']);
  expect(teachingLanguages.filter(isUnreadTeaching)).toEqual(['ht', 'ar']);
  expect(teachingText('fr')).toBeNull();
  expect(teachingText('es-MX')).toEqual(teachingText('es'));
});
