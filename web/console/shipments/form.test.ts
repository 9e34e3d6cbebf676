import { expect, it } from 'vitest';
import { linesOf } from './form.ts';

const models = [
  { id: 'a', name: 'Acme One' },
  { id: 'b', name: 'Acme Two' },
];

it('reads how many of which model, one a line', () => {
  expect(linesOf('3 acme one\n\n 12 x Acme Two', models)).toEqual([
    { model: 'a', count: 3 },
    { model: 'b', count: 12 },
  ]);
  expect(linesOf('', models)).toEqual([]);
  expect(linesOf('three Acme One', models)).toBeNull();
  expect(linesOf('3 Acme Three', models)).toBeNull();
});
