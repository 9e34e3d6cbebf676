import { expect, test } from 'vitest';
import { routes } from '../../server/api/routes.ts';
import { readSources } from '../../tools/tasks/house/files.ts';

/** What participants read of a look is made of the API's own short words: each has plain ones in `web/ui/words/looks.ts`. */
const wording = readSources().find(({ path }) => path === 'web/ui/words/looks.ts')?.text ?? '';
const worded = (table: string): readonly string[] => {
  const [, text = ''] = wording.split(`const ${table}:`);
  return [...(text.split('\n};')[0] ?? '').matchAll(/^ {2}(?:'([^']+)'|(\w+)): \(\) =>/gm)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
};
const looks = routes.flatMap(({ access }) => (access.reads === 'people' ? [access] : []));
/** Of the operator's commands (server/operator/export.ts), which are no routes. */
const commands = ['readings', 'alerts'];

test('the sweep sees both lists', () => {
  expect(looks.map(({ what }) => what)).toContain('position history');
  expect(worded('things')).toContain('position history');
  expect(worded('reasons')).toContain('duty');
});

test('whatever a route calls a look has plain words for whom it is about, and no words are of something that is gone', () => {
  const named = new Set([...looks.map(({ what }) => what), ...commands]);
  expect([...named].filter((what) => !worded('things').includes(what))).toEqual([]);
  expect(worded('things').filter((what) => !named.has(what))).toEqual([]);
});

test('so has each purpose that the program gives by itself', () => {
  const given = new Set(looks.map(({ purpose }) => purpose));
  expect([...given].filter((purpose) => !worded('reasons').includes(purpose))).toEqual([]);
  expect(worded('reasons').filter((purpose) => !given.has(purpose))).toEqual([]);
});
