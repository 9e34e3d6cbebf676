import { expect, test } from 'vitest';
import { readSources } from '../../tools/tasks/house/files.ts';

/** A connection prepares a statement once by its name: the same name with another text is refused, on whichever page comes second. */
const named = readSources()
  .filter(({ path }) => /^server\/.*\.ts$/.test(path) && !/\btest(ing)?\b/.test(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/name: (['`])([^'`]+)\1,\s*text:/g)].map(([, , name = '']) => ({ name, path })),
  );

test('no two prepared statements have one name', () => {
  const names = Map.groupBy(named, ({ name }) => name);
  const twice = [...names].filter(([, places]) => places.length > 1);
  expect(twice.map(([name, places]) => `${name}: ${places.map(({ path }) => path).join(', ')}`)).toEqual([]);
});

test('the sweep sees statements, those named by a kind among them', () => {
  const names = named.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['calendar-hearings', 'calendar-days-hearings']));
  expect(names.some((name) => name.includes('${'))).toBe(true);
});
