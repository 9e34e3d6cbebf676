import { findBrokenBoundaries, whyBoundaries } from './house/boundaries.ts';
import { type Finding, formatFindings, readSources } from './house/files.ts';
import { findLongFiles, whyLengths } from './house/lengths.ts';
import { findEmptyNames, whyNames } from './house/names.ts';
import { findBannedWords, whyWords } from './house/vocabulary.ts';
import { run } from './run.ts';
import { findSupplyFaults, whySupply } from './supply/faults.ts';
import { readLock, readManifest } from './supply/lock.ts';

/** What a step found: nothing, or all that is wrong, as text for a person. */
export type Outcome = { readonly good: boolean; readonly output: string };

/** One part of `npm run check`, by the name that `npm run check -- NAME` runs it alone with. */
export type Step = { readonly name: string; readonly does: string; readonly check: () => Promise<Outcome> };

function command(name: string, does: string, tool: string, options: readonly string[]): Step {
  return {
    name,
    does,
    check: async () => {
      const { code, output } = await run(tool, options);
      return { good: code === 0, output };
    },
  };
}

function own(
  name: string,
  does: string,
  why: Readonly<Record<string, string>>,
  find: () => readonly Finding[] | Promise<readonly Finding[]>,
): Step {
  return {
    name,
    does,
    check: async () => {
      const findings = await find();
      return { good: findings.length === 0, output: formatFindings(findings, why) };
    },
  };
}

/** What needs neither database nor browser. The last is drift: docs/openapi.json against the table of routes. */
const unitTests = [
  'packages/',
  'web/',
  'tools/tasks/',
  'test/boundaries/',
  'test/sweeps/',
  'server/api/http/openapi.test.ts',
];

/** In the order of how soon they tell. */
export const steps: readonly Step[] = [
  command('format', 'format and lint: npm run format puts right what can be', 'biome', [
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--max-diagnostics=60',
    '.',
  ]),
  command('types-packages', 'types of pure code', 'tsc', ['-p', 'packages', '--pretty', 'false']),
  command('types-server', 'types of server, tools and tests', 'tsc', ['-p', 'server', '--pretty', 'false']),
  command('types-web', 'types of the web apps', 'tsc', ['-p', 'web', '--pretty', 'false']),
  own('boundaries', 'which folder may know which', whyBoundaries, () => findBrokenBoundaries()),
  own('lengths', 'lines a file', whyLengths, () => findLongFiles(readSources())),
  own('names', 'names that say something', whyNames, () => findEmptyNames(readSources())),
  own('words', "the vocabulary's words", whyWords, () => findBannedWords(readSources())),
  own('dependencies', 'what others wrote: licences, hashes, sources, scripts', whySupply, () =>
    findSupplyFaults(readLock(), readManifest()),
  ),
];

export const unitStep: Step = command('unit', 'unit tests', 'vitest', [
  'run',
  '--reporter=dot',
  '--silent=passed-only',
  ...unitTests,
]);
