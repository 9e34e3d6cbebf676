import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as stepUp from '@attend/casework/reviews/step-up';
import { expect, test } from 'vitest';
import { isTest, readSources } from '../../tools/tasks/house/files.ts';
import { root } from '../../tools/tasks/run.ts';

/** Whatever proposes, measures or runs by a clock: what is worked out without a person's word. */
const byItself = [
  'packages/casework/reviews/propose.ts',
  'packages/casework/reviews/assess.ts',
  'packages/casework/reviews/due.ts',
  'packages/casework/reviews/facts.ts',
  'server/reviews/job.ts',
  'server/reviews/look-at-reviews.ts',
];
const forbidden = [
  'packages/casework/reviews/step-up.ts',
  'server/database/repositories/step-ups.ts',
  'server/api/reviews/step-ups.ts',
];

type Import = { readonly names: readonly string[]; readonly from: string };
function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [
    ...text.matchAll(/^(?:import|export)\s+(?:type\s+)?(?:\{([^}]*)\}|[^'{]*)\s*(?:from\s*)?'([^']+)'/gm),
  ].map(([, names = '', from = '']) => ({
    names: names.split(',').map((name) => name.trim().replace(/^type\s+/, '')),
    from,
  }));
}

/** Every file that is reached by relative imports, and every name that is taken from casework as a whole. */
function reached(from: readonly string[]): { files: Set<string>; names: Set<string> } {
  const files = new Set<string>();
  const names = new Set<string>();
  const left = [...from];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    for (const one of importsOf(path)) {
      if (one.from.startsWith('.')) left.push(relative(root, join(root, dirname(path), one.from)));
      else if (one.from === '@attend/casework') for (const name of one.names) names.add(name);
    }
  }
  return { files, names };
}

test('RVW-1 nothing that proposes, measures or runs by a clock reaches what makes a step up', () => {
  const { files, names } = reached(byItself);
  expect([...files].filter((path) => forbidden.includes(path))).toEqual([]);
  expect(Object.keys(stepUp).filter((name) => names.has(name))).toEqual([]);
  expect(Object.keys(stepUp).length).toBeGreaterThan(1);
});

test('the walk sees a step up where there is one', () => {
  const { files, names } = reached(['server/api/reviews/step-ups.ts']);
  expect(files.has('server/database/repositories/step-ups.ts')).toBe(true);
  expect(names.has('permitStepUp')).toBe(true);
});

test('RVW-1 a step up is written down as decided in one place of the server alone', () => {
  const writing = readSources()
    .filter(
      ({ path, text }) =>
        /^(packages|server)\/.*\.ts$/.test(path) && !isTest(path) && /decision: 'step-up'/.test(text),
    )
    .map(({ path }) => path);
  expect(writing).toEqual(['server/api/reviews/step-ups.ts']);
});
