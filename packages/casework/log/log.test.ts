import { expect, test } from 'vitest';
import { entryKinds, permitEntry, permitMark, resultsOf } from '../index.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const call = { kind: 'call', place: null, result: 'reached', at: now } as const;
const codeOf = (given: Partial<Parameters<typeof permitEntry>[0]>): string => {
  const permitted = permitEntry({ ...call, ...given }, now);
  return permitted.ok ? 'ok' : permitted.error.code;
};

test('LOG-3 what is still to come, or long gone, is nothing that was done', () => {
  expect(codeOf({})).toBe('ok');
  expect(codeOf({ at: now + 5 * 60_000 })).toBe('ok');
  expect(codeOf({ at: now + 5 * 60_000 + 1 })).toBe('future');
  expect(codeOf({ at: now - 366 * 86_400_000 - 1 })).toBe('too-long-ago');
});

test('LOG-3 a visit has a place, everything but a note a result of its own kind', () => {
  expect(codeOf({ kind: 'visit' })).toBe('place-missing');
  expect(codeOf({ place: 'home' })).toBe('place-without-visit');
  for (const kind of entryKinds) {
    const place = kind === 'visit' ? ('field' as const) : null;
    for (const result of ['reached', 'no-answer', 'contact-wrong', 'sent', null] as const) {
      const fits = result === null ? kind === 'note' : resultsOf(kind).includes(result);
      expect(codeOf({ kind, place, result }) === 'ok', `${kind} ${result}`).toBe(fits);
    }
  }
});

test('LOG-5 a record is marked once', () => {
  expect(permitMark({ kind: 'contact-entry', markedAt: null }).ok).toBe(true);
  expect(permitMark({ kind: 'contact-entry', markedAt: now })).toMatchObject({
    error: { code: 'already-marked' },
  });
});
