import type { BreakGlassLook } from '@attend/contracts/break-glass';
import { expect, test } from 'vitest';
import { sortLooks } from './view.ts';

const staff = { id: '0198c0de-0000-7000-8000-000000000001', name: 'A' };
const look = (id: string, decided: boolean): BreakGlassLook => ({
  id,
  person: { id, reference: 'R', name: 'N' },
  staff,
  at: '2026-03-01T12:00:00Z',
  until: '2026-03-01T13:00:00Z',
  reason: 'why',
  review: decided ? { decision: 'justified', by: staff, at: '2026-03-01T14:00:00Z', note: 'so' } : null,
  mayReview: !decided,
});

test('looks to review stand apart from those that were, in the server’s order', () => {
  const { open, reviewed } = sortLooks([look('b', false), look('a', false), look('c', true)]);
  expect(open.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(reviewed.map(({ id }) => id)).toEqual(['c']);
});
