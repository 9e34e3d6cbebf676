/**
 * npm run soak: the same tests as `npm test` with the full numbers; hours, not minutes. Writes what came of it to
 * docs/figures/soak.md. Numbers already set in the environment stand: ATTEND_FUZZ=50000 npm run soak
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from './run.ts';
import { type Figures, formatSoak } from './soak-page.ts';
import { testAll } from './test.ts';

/** What each budget is in `npm test` stands where it is read; these are the full ones. */
const full: Readonly<Record<string, string>> = {
  /** Mutated inputs a protocol. */
  ATTEND_FUZZ: '1000000',
  /** Seconds in which the API is asked by its description. */
  ATTEND_FUZZ_SECONDS: '1800',
  /** Mutated rows of each stored kind, and mutated reports of each phones' protocol. */
  ATTEND_UPLOADS: '100000',
  /** Kills of gateway and database server. */
  ATTEND_KILLS: '50',
  /** Runs of each property of the monitor's laws. */
  ATTEND_RUNS: '20000',
};

/** Tests leave what they measured as one JSON object a file in the folder that ATTEND_FIGURES names. */
function readFigures(folder: string): readonly Figures[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      name: name.slice(0, -'.json'.length),
      values: JSON.parse(readFileSync(join(folder, name), 'utf8')),
    }));
}

if (import.meta.main) {
  const began = new Date();
  const numbers = Object.fromEntries(
    Object.entries(full).map(([name, value]) => [name, process.env[name] ?? value]),
  );
  const figures = mkdtempSync(join(tmpdir(), 'attend-figures-'));
  try {
    const tally = await testAll(process.argv.slice(2), {
      ...numbers,
      ATTEND_SOAK: '1',
      ATTEND_FIGURES: figures,
    });
    const page = formatSoak({
      date: began.toISOString().slice(0, 10),
      hours: (Date.now() - began.getTime()) / 3_600_000,
      machine: `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
      numbers,
      tally,
      figures: readFigures(figures),
    });
    mkdirSync(join(root, 'docs/figures'), { recursive: true });
    writeFileSync(join(root, 'docs/figures/soak.md'), page);
    process.exitCode = tally.failed === 0 ? 0 : 1;
  } finally {
    rmSync(figures, { recursive: true, force: true });
  }
}
