/**
 * npm run check: format, lint, types, boundaries, lengths, names, words, drift and unit tests. Quiet when all is good.
 * `npm run check -- boundaries words` runs these parts alone.
 */
import { performance } from 'node:perf_hooks';
import { type Outcome, type Step, steps, unitStep } from './steps.ts';

/** The same number of steps at once as this machine of two cores bears without each becoming slower. */
const atOnce = 2;

export type Checked = Outcome & { readonly name: string; readonly does: string; readonly seconds: number };

async function checkStep({ name, does, check }: Step): Promise<Checked> {
  const began = performance.now();
  const outcome = await check().catch(
    (thrown: unknown): Outcome => ({ good: false, output: String(thrown) }),
  );
  return { ...outcome, name, does, seconds: (performance.now() - began) / 1000 };
}

/** What a person reads at once; the rest is asked for by name. */
const mostLines = 150;

function printed({ name, does, output }: Checked): string {
  const lines = output.trimEnd().split('\n');
  const rest = lines.length - mostLines;
  const cut =
    rest > 0 ? [...lines.slice(0, mostLines), `… ${rest} lines more: npm run check -- ${name} alone`] : lines;
  return `\n── ${name} (${does})\n${cut.join('\n')}\n`;
}

/** Runs the steps, some at once; prints what is wrong as soon as it is known. */
export async function checkSteps(chosen: readonly Step[]): Promise<readonly Checked[]> {
  const waiting = [...chosen];
  const done: Checked[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const checked = await checkStep(step);
      done.push(checked);
      if (!checked.good) process.stdout.write(printed(checked));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return done;
}

async function main(names: readonly string[]): Promise<number> {
  const all = [...steps, unitStep];
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `check knows no «${unknown.join('», «')}»; it knows ${all.map(({ name }) => name).join(', ')}.\n`,
    );
    return 2;
  }
  const began = performance.now();
  const checked = await checkSteps(names.length === 0 ? all : all.filter(({ name }) => names.includes(name)));
  const bad = checked.filter(({ good }) => !good);
  const seconds = Math.round((performance.now() - began) / 1000);
  const parts = checked.map((one) => `${one.name} ${one.seconds.toFixed(1)} s`).join(', ');
  process.stdout.write(
    bad.length === 0
      ? `check: all good in ${seconds} s (${parts})\n`
      : `\ncheck: ${bad.map(({ name }) => name).join(', ')} not good (${seconds} s)\n`,
  );
  return bad.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
