import { expect, test } from 'vitest';
import { formatSoak } from './soak-page.ts';
import { nothing } from './vitest-report.ts';

test('the page says when, where, with what numbers, and what was measured', () => {
  const page = formatSoak({
    date: '2026-11-24',
    hours: 2.44,
    machine: '2 cores',
    numbers: { ATTEND_FUZZ: '1000000' },
    tally: {
      ...nothing,
      passed: 1234,
      failed: 1,
      faults: ['a.test.ts: broke\n  at line 3'],
      files: [
        { path: 'short.test.ts', seconds: 1, tests: 1 },
        { path: 'long.test.ts', seconds: 99.6, tests: 3 },
      ],
    },
    figures: [{ name: 'crash', values: { kills: { gateway: 25, database: 25 }, acknowledged: 20000 } }],
  });
  expect(page).toContain('2026-11-24, 2.4 hours on 2 cores: **1,234 passed, 1 failed**, 0 skipped.');
  expect(page).toContain('- a.test.ts: broke\n');
  expect(page).not.toContain('line 3');
  expect(page).toContain('| `ATTEND_FUZZ` | 1,000,000 |');
  expect(page).toContain(
    '## crash\n\n| measured | value |\n| --- | --- |\n| kills | gateway 25, database 25 |\n| acknowledged | 20,000 |',
  );
  expect(page.indexOf('long.test.ts')).toBeLessThan(page.indexOf('short.test.ts'));
  expect(page.endsWith(' |\n')).toBe(true);
});
