import '../../ui/testing/english.ts';
import type { Destruction } from '@attend/contracts/destructions';
import { expect, it } from 'vitest';
import { askBody, askForm } from './form.ts';
import { inOrder, latestOf, mayApprove, standingOf, standingWords } from './view.ts';

const uuid = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const asked = (n: number, over: Partial<Destruction> = {}): Destruction => ({
  id: uuid(n),
  participant: { id: uuid(900), reference: 'P-1' },
  reason: 'The court ordered it.',
  askedBy: { id: uuid(1), name: 'Ana' },
  askedAt: `2026-11-0${n}T00:00:00Z`,
  decision: null,
  decidedBy: null,
  decidedAt: null,
  destroyedAt: null,
  ...over,
});
const refused = asked(2, { decision: 'refused' });
const done = asked(3, { decision: 'approved', destroyedAt: '2026-11-03T01:00:00Z' });

it('says how each stands', () => {
  const approved = asked(3, { decision: 'approved' });
  expect([asked(1), refused, approved, done].map(standingOf)).toEqual([
    'waits',
    'refused',
    'approved',
    'destroyed',
  ]);
  expect(standingWords('waits')).toBe('Waits for a second person');
});

it('lets anybody but who asked approve, and nobody what is decided', () => {
  expect(mayApprove(asked(1), uuid(2))).toBe(true);
  expect(mayApprove(asked(1), uuid(1))).toBe(false);
  expect(mayApprove(done, uuid(2))).toBe(false);
});

it('puts what waits first, and takes a refusal for a person only where nothing else stands', () => {
  expect(inOrder([done, asked(1), refused]).map((one) => one.id)).toEqual([uuid(1), uuid(3), uuid(2)]);
  expect(latestOf([refused, asked(1)], uuid(900))?.id).toBe(uuid(1));
  expect(latestOf([refused], uuid(900))?.id).toBe(uuid(2));
  expect(latestOf([done], uuid(901))).toBeNull();
});

it('asks for a sentence as the reason', () => {
  expect(askForm.safeParse(askBody({ reason: ' why ' })).success).toBe(false);
  expect(askBody({ reason: '  The court ordered it.  ' })).toEqual({ reason: 'The court ordered it.' });
});
