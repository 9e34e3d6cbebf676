import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rebase } from './rebase.ts';

const base = { court: 'County', room: '4', matter: '', days: ['mon'] };

it('FRM-4 what was typed stays, what was not touched becomes theirs, and both are named', () => {
  const mine = { ...base, court: 'Circuit', matter: 'plea' };
  const theirs = { ...base, court: 'Federal', room: '5', days: ['tue'] };
  expect(rebase(base, mine, theirs)).toEqual({
    values: { court: 'Circuit', room: '5', matter: 'plea', days: ['tue'] },
    changes: [
      { field: 'court', theirs: 'Federal', mine: { value: 'Circuit' } },
      { field: 'room', theirs: '5', mine: null },
      { field: 'days', theirs: ['tue'], mine: null },
    ],
  });
});

const values = fc.record({
  a: fc.constantFrom('', 'x', 'y'),
  b: fc.constantFrom(1, 2),
  c: fc.array(fc.boolean()),
});

it('FRM-4 nothing that was typed is lost, nothing that they wrote is undone unseen', () => {
  fc.assert(
    fc.property(values, values, values, (first, mine, theirs) => {
      const { values: merged, changes } = rebase<Record<string, unknown>>(first, mine, theirs);
      const text = JSON.stringify;
      for (const field of ['a', 'b', 'c'] as const) {
        const touched = text(mine[field]) !== text(first[field]);
        expect(merged[field]).toEqual(touched ? mine[field] : theirs[field]);
        const undone = text(merged[field]) !== text(theirs[field]);
        const theyChanged = text(theirs[field]) !== text(first[field]);
        if (undone && theyChanged) expect(changes.map((one) => one.field)).toContain(field);
      }
      expect(rebase<Record<string, unknown>>(first, theirs, theirs).changes).toEqual([]);
    }),
  );
});
