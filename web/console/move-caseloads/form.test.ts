import '../../ui/testing/english.ts';
import type { CaseloadPreview } from '@attend/contracts/caseloads';
import { expect, it } from 'vitest';
import { askOf, checkMove, maySelect, moveEmpty, officerChoices } from './form.ts';

const fields = { ...moveEmpty, from: 'a', to: 'b' };
const shown = (ids: readonly string[], moves = ids.length): CaseloadPreview => ({
  ...{ plan: 'x', moves, stays: 0, staying: [], notTheirs: 0, beyond: 0, absences: [] },
  moving: ids.map((id) => ({ person: { id, reference: id, name: id }, office: null })),
  from: { staff: { id: 'a', name: 'A' }, before: 2, after: 0 },
  to: { staff: { id: 'b', name: 'B' }, before: 0, after: 2 },
});

it('asks for everybody, or by name for who was not left out', () => {
  expect(askOf(fields, shown(['p', 'q']), new Set())).toMatchObject({ people: null, office: null });
  expect(askOf({ ...fields, office: 'o' }, shown(['p', 'q']), new Set(['p']))).toMatchObject({
    ...{ people: ['q'], office: 'o' },
  });
});

it('somebody can be left out only where all are shown', () => {
  expect([maySelect(shown(['p'])), maySelect(shown(['p'], 2)), maySelect(shown([]))]).toEqual([
    true,
    false,
    false,
  ]);
});

it('needs two officers', () => {
  expect(Object.keys(checkMove(moveEmpty))).toEqual(['from', 'to']);
  expect(Object.keys(checkMove({ ...fields, to: 'a' }))).toEqual(['to']);
  expect(checkMove(fields)).toEqual({});
});

it('offers who has people, leavers too, and who may have some', () => {
  const officer = (id: string, people: number, mayReceive: boolean) => ({
    id,
    name: id,
    people,
    left: !mayReceive,
    mayReceive,
  });
  const { from, to } = officerChoices({
    officers: [officer('leaver', 3, false), officer('new', 0, true), officer('both', 1, true)],
    offices: [],
  });
  expect([from.map(({ id }) => id), to.map(({ id }) => id)]).toEqual([
    ['leaver', 'both'],
    ['new', 'both'],
  ]);
});
