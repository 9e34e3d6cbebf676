import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Offices of the tests are in New York: from midnight UTC until their own midnight a day cut from an instant of UTC is their tomorrow, and
 * what takes it is refused or empty, on some evenings only.
 */
test('no test of the API or the console takes the day of UTC for the day of an office', () => {
  const files = globSync(['server/api/**/*.test.ts', 'server/api/testing/*.ts', 'test/console/*.ts']);
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter((file) =>
    /new Date\((?:Date\.now\(\)[^;]{0,40})?\)\s*\.toISOString\(\)\s*\.slice\(0, 10\)/.test(
      readFileSync(file, 'utf8'),
    ),
  );
  expect(found, 'officeDay of server/api/testing/day.ts is the day there').toEqual([]);
});
