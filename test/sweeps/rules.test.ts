import { describe, expect, test } from 'vitest';
import { readSources } from '../../tools/tasks/house/files.ts';
import { namesOfTests, numbersIn, statementsIn } from './statements.ts';
import { untested } from './untested.ts';

const sources = readSources();
const statements = sources
  .filter(({ path }) => /^docs\/rules\/(?!README)[^/]+\.md$/.test(path))
  .flatMap(({ path, text }) => statementsIn(text).map((statement) => ({ ...statement, path })));
const tested = sources
  .filter(({ path }) => /\.test\.tsx?$/.test(path) && !path.startsWith('test/sweeps/'))
  .flatMap(({ path, text }) => namesOfTests(text).map((name) => ({ path, name, numbers: numbersIn(name) })));

const known = new Set(statements.map(({ number }) => number));
const proved = new Set(tested.flatMap(({ numbers }) => numbers));

describe('docs/rules', () => {
  test('there are statements, each number stands once, and each says something', () => {
    expect(statements.length).toBeGreaterThan(50);
    const twice = statements.filter(
      ({ number }, index) => statements.findIndex((one) => one.number === number) !== index,
    );
    expect(twice).toEqual([]);
    expect(statements.filter(({ says }) => says.length < 15)).toEqual([]);
  });

  test('every statement has a test whose name begins with its number', () => {
    const missing = statements
      .filter(({ number }) => !proved.has(number) && !(number in untested))
      .map(({ number, path, says }) => `${number} (${path}) ${says}`);
    expect(missing, 'statements without a test').toEqual([]);
  });

  test('every number that a test begins with is a statement', () => {
    // UTF-8 is no statement: only prefixes that docs/rules uses are looked at.
    const prefixes = new Set(statements.map(({ number }) => number.split('-')[0]));
    const unknown = tested.flatMap(({ path, numbers }) =>
      numbers
        .filter((number) => prefixes.has(number.split('-')[0]) && !known.has(number))
        .map((number) => `${path} ${number}`),
    );
    expect(unknown, 'tests of statements that do not exist').toEqual([]);
  });

  test('exceptions are few, give their reason, and are taken away when they end', () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const [number, { until, why }] of Object.entries(untested)) {
      expect(known.has(number), `${number} is no statement`).toBe(true);
      expect(proved.has(number), `${number} has a test by now: remove it from untested.ts`).toBe(false);
      expect(why.length, number).toBeGreaterThan(20);
      expect(until >= today, `${number} was to have its test by ${until}`).toBe(true);
    }
  });
});
