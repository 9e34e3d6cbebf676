import { clockTrusts } from '@attend/monitor/observation/observation';
import { expect, test } from 'vitest';
import { isTest, readSources } from '../../tools/tasks/house/files.ts';

const sources = readSources();
const monitor = sources.filter(
  ({ path }) => path.startsWith('packages/monitor/') && path.endsWith('.ts') && !isTest(path),
);
const wording = sources.find(({ path }) => path === 'web/ui/words/reasons.ts')?.text ?? '';

/** Codes that the console has words for: the keys of its table of wordings. */
const worded = [...wording.matchAll(/^ {2}'([a-z-]+)': ?\(/gm)].map(([, code = '']) => code);

/** Codes as the rules write them: `code: 'sos-event'`, or given by a function whose result is named so. */
const written = monitor.flatMap(({ text }) => [
  ...[...text.matchAll(/\bcode: '([a-z-]+)'/g)].map(([, code = '']) => code),
  ...[...text.matchAll(/'((?:in|out)side-by-more-than-accuracy)'/g)].map(([, code = '']) => code),
  ...(/code: `clock-\$\{clock\}`/.test(text) ? clockCodes(text) : []),
]);

/** The clocks that a rule doubts: those it compares with before it says so. */
function clockCodes(text: string): readonly string[] {
  const doubted = [...text.matchAll(/\bclock !== '([a-z-]+)'/g)].map(([, trust = '']) => trust);
  return clockTrusts
    .filter((trust) => trust !== 'stamp' && doubted.includes(trust))
    .map((trust) => `clock-${trust}`);
}

test('the sweep sees both lists', () => {
  expect(written).toEqual(
    expect.arrayContaining(['strap-reads-open', 'clock-ahead', 'inside-by-more-than-accuracy']),
  );
  expect(worded).toContain('strap-reads-open');
});

test('every reason that a rule gives has its wording in the console', () => {
  expect([...new Set(written)].filter((code) => !worded.includes(code))).toEqual([]);
});

test('every wording is of a reason that a rule can give', () => {
  expect(worded.filter((code) => !written.includes(code))).toEqual([]);
});
