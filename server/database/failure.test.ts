import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureCodes } from './failure.ts';

test('the operations manual explains every refusal, and no other', () => {
  const manual = readFileSync(new URL('../../docs/operations/database.md', import.meta.url), 'utf8');
  const explained = [...manual.matchAll(/^\| (`.*`) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`((?:database|migration)-[a-z-]+)`/g)])
    .map(([, code]) => code);
  expect(explained.sort()).toEqual([...failureCodes].sort());
});
