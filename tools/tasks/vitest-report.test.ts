import { expect, test } from 'vitest';
import { addTallies, type Report, tallyReport, tallyWithoutReport } from './vitest-report.ts';

type File = Report['testResults'][number];
const file = (name: string, statuses: readonly string[], over: Partial<File> = {}): File => ({
  name: `/repo/${name}`,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  message: '',
  startTime: 1_000,
  endTime: 3_500,
  assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
  ...over,
});
const report = (...testResults: readonly File[]): Report => {
  const count = (status: string) =>
    testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length;
  const success = testResults.every(({ status }) => status === 'passed');
  return { success, numPassedTests: count('passed'), numFailedTests: count('failed'), testResults };
};
const tally = (given: Report, code = given.success ? 0 : 1) => tallyReport(given, code, '/repo');

test('all good: as many passed as there are tests', () => {
  expect(tally(report(file('a.test.ts', ['passed', 'passed']), file('b.test.ts', ['passed'])))).toMatchObject(
    {
      passed: 3,
      failed: 0,
      skipped: [],
      faults: [],
    },
  );
});

test('failed tests are counted, and nothing is counted twice', () => {
  expect(tally(report(file('a.test.ts', ['passed', 'failed', 'failed'])))).toMatchObject({
    passed: 1,
    failed: 2,
    faults: [],
  });
});

test('a file that could not be loaded is a failure although no test failed', () => {
  const broken = file('a.test.ts', [], { status: 'failed', message: 'Cannot find module x\n at …' });
  expect(tally(report(broken, file('b.test.ts', ['passed'])))).toMatchObject({
    passed: 1,
    failed: 1,
    faults: ['a.test.ts: Cannot find module x'],
  });
});

test('a file whose hook failed after all its tests passed is a failure', () => {
  const broken = file('a.test.ts', ['passed'], { status: 'failed', message: 'afterAll failed' });
  expect(tally(report(broken))).toMatchObject({ passed: 1, failed: 1 });
});

test('an error outside any test is a failure: only the exit code tells', () => {
  expect(tally(report(file('a.test.ts', ['passed'])), 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('no tests at all are a failure', () => {
  expect(tally(report(), 0)).toMatchObject({ passed: 0, failed: 1, faults: ['no test file was found'] });
  expect(tallyWithoutReport(137, 'vitest')).toMatchObject({ passed: 0, failed: 1 });
});

test('skipped tests are named, with their file', () => {
  expect(tally(report(file('a.test.ts', ['passed', 'skipped', 'todo'])))).toMatchObject({
    passed: 1,
    failed: 0,
    skipped: ['a.test.ts: test 1', 'a.test.ts: test 2'],
  });
});

test('runs add up', () => {
  const one = tally(report(file('a.test.ts', ['passed', 'failed'])));
  const sum = addTallies([one, one, tallyWithoutReport(1, 'vitest')]);
  expect(sum).toMatchObject({ passed: 2, failed: 3 });
  expect(sum.files).toMatchObject([{ path: 'a.test.ts', seconds: 2.5, tests: 2 }, { path: 'a.test.ts' }]);
});
