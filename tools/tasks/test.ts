/**
 * npm test: the whole check, then every test with small budgets, browser tests included. Its last line is
 * `N passed, N failed`. What follows `--` is passed to vitest: npm test -- test/console
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readyBrowser } from './browser.ts';
import { buildWeb } from './build-web.ts';
import { checkSteps } from './check.ts';
import { root, run } from './run.ts';
import { steps } from './steps.ts';
import { askAdvisories, listGrave, sayAdvisory } from './supply/advisories.ts';
import {
  addTallies,
  nothing,
  type Report,
  type Tally,
  tallyReport,
  tallyWithoutReport,
} from './vitest-report.ts';

/** These measure, kill or drive a browser: they run one after another, so that none is the other's load. */
const alone = ['test/console/', 'test/browser/', 'test/crash/', 'test/end-to-end/', 'test/fuzz/'];
/** What calculates with times runs once more where clocks change by half an hour, in the other half of the year. */
const elsewhere = { zone: 'Australia/Lord_Howe', folders: ['packages/', 'web/'] };

type Environment = Readonly<Record<string, string>>;
type Group = {
  readonly name: string;
  readonly options: readonly string[];
  readonly env?: Environment;
};

const groups: readonly Group[] = [
  { name: 'all that runs side by side', options: alone.map((folder) => `--exclude=${folder}**`) },
  { name: 'browser, crash, end to end and fuzzing', options: [...alone, '--no-file-parallelism'] },
  {
    name: `time and words in ${elsewhere.zone}`,
    options: elsewhere.folders,
    env: { ATTEND_TEST_TZ: elsewhere.zone, TZ: elsewhere.zone },
  },
];

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** A group that takes longer with small budgets hangs: it is ended and counted as failed, well before CI would end all. */
const longestSeconds = 3_000;

async function runGroup({ name, options, env = {} }: Group, shared: Environment): Promise<Tally> {
  say(`\n── tests: ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'attend-tests-'));
  const file = join(folder, 'report.json');
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    '--silent=passed-only',
  ];
  const limit = 'ATTEND_SOAK' in shared ? {} : { limitSeconds: longestSeconds };
  try {
    const { code, seconds } = await run('vitest', ['run', ...reporters, ...options], {
      env: { ...shared, ...env },
      show: true,
      ...limit,
    });
    if (!existsSync(file)) return tallyWithoutReport(code, `vitest (${name}) after ${seconds.toFixed(0)} s`);
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    return tallyReport(report, code, root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A build without a network must pass, and must not look as if it had asked. */
async function tallyAdvisories(): Promise<Tally> {
  const answer = await askAdvisories();
  if (answer.kind === 'unreachable') {
    say(`advisories: not known, ${answer.says}`);
    return { ...nothing, skipped: [`advisories of dependencies: ${answer.says}`] };
  }
  const found = listGrave(answer.advisories, new Date().toISOString().slice(0, 10));
  say(
    `advisories: ${answer.advisories.length === 0 ? 'none' : answer.advisories.map(sayAdvisory).join('; ')}`,
  );
  return found.length === 0
    ? { ...nothing, passed: 1 }
    : { ...nothing, failed: 1, faults: [`advisories: ${found.map(sayAdvisory).join('; ')}`] };
}

/** The check, the built web apps and a browser: each that is not right counts as one failure. */
async function prepare(): Promise<{ readonly tally: Tally; readonly env: Environment }> {
  const checked = await checkSteps(steps);
  const faults = checked.filter(({ good }) => !good).map(({ name, does }) => `check ${name} (${does})`);
  say(`check: ${checked.length - faults.length} of ${checked.length} good`);
  const built = await buildWeb();
  if (built !== null && built.code !== 0)
    faults.push(`the web apps cannot be built:\n${built.output.trimEnd()}`);
  const browser = await readyBrowser(say);
  if (browser.kind === 'missing') faults.push(browser.says);
  else say(`browser: ${browser.version}`);
  return {
    tally: {
      ...nothing,
      passed: checked.length - checked.filter(({ good }) => !good).length,
      failed: faults.length,
      faults,
    },
    env: browser.kind === 'found' ? { ATTEND_CHROMIUM: browser.path } : {},
  };
}

function sayTally({ passed, failed, skipped, faults }: Tally): void {
  say('');
  if (skipped.length > 0) say(`${skipped.length} skipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
  if (faults.length > 0) say(`not good:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  say(`${passed} passed, ${failed} failed`);
}

/** Runs all of it, or what `chosen` names to vitest. Says what came of it. */
export async function testAll(chosen: readonly string[], env: Environment = {}): Promise<Tally> {
  const ready = await prepare();
  const tallies = [ready.tally, await tallyAdvisories()];
  const asked = chosen.length > 0 ? [{ name: chosen.join(' '), options: chosen }] : groups;
  for (const group of asked) tallies.push(await runGroup(group, { ...ready.env, ...env }));
  const tally = addTallies(tallies);
  sayTally(tally);
  return tally;
}

if (import.meta.main) {
  const { failed } = await testAll(process.argv.slice(2));
  process.exitCode = failed === 0 ? 0 : 1;
}
