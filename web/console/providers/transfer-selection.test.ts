import { expect, test } from 'vitest';
import { everybody, selectionOf, typedReferences } from './transfer-selection.ts';

test('PRV-23 a typed list is read by lines and commas, each once', () => {
  expect(typedReferences(' A-1\nA-2, A-3 ;\n\nA-1')).toEqual(['A-1', 'A-2', 'A-3']);
});

test('PRV-23 whoever chose nobody has not chosen everybody', () => {
  expect(selectionOf([], ' \n')).toBeNull();
  expect(selectionOf(['a'], '')).toEqual({ people: ['a'], references: null });
  expect(selectionOf([], 'A-1')).toEqual({ people: null, references: ['A-1'] });
  expect(everybody).toEqual({ people: null, references: null });
});
