import { expect, test } from 'vitest';
import { listsInSql, listsOfModule, sectionsOf } from './lists.ts';

test('lists of SQL are named by table and column, over several lines; a later one replaces', () => {
  const first = `create table alert (
    id uuid primary key,
    status text not null check (status in ('new',
      'closed')),
    kind text check (length(kind) < 20)
  );
  create table device (technology text check (technology in ('ankle')));`;
  const second = `alter table alert drop constraint alert_status_check,
    add check (status in ('new', 'asked', 'closed'));`;
  expect(listsInSql([first, second])).toEqual([
    { name: 'alert.status', values: ['new', 'asked', 'closed'] },
    { name: 'device.technology', values: ['ankle'] },
  ]);
});

test('lists of a module are its exported arrays of words', () => {
  expect(listsOfModule({ kinds: ['a', 'b'], rules: [{}, {}], most: 3, say: () => {}, one: ['a'] })).toEqual([
    { name: 'kinds', values: ['a', 'b'] },
  ]);
});

test('sections name their lists and hold their values', () => {
  const page =
    '# V\n\n| word | meaning |\n\n### Kinds\n\n`kinds`, `table.kind`\n\n| value | is |\n| --- | --- |\n| `a` | first, not `b` |\n';
  expect(sectionsOf(page)).toEqual([{ title: 'Kinds', names: ['kinds', 'table.kind'], values: ['a'] }]);
});
