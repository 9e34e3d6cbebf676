import type { Tally } from './vitest-report.ts';

/** What one test measured, by name. */
export type Figures = { readonly name: string; readonly values: Readonly<Record<string, unknown>> };

export type Soak = {
  /** Day of the run, `2026-11-24`. */
  readonly date: string;
  readonly hours: number;
  readonly machine: string;
  /** Budgets, by the variable that sets them. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly tally: Tally;
  readonly figures: readonly Figures[];
};

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const written = (value: unknown): string =>
  typeof value === 'number'
    ? value.toLocaleString('en')
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, part]) => `${name} ${written(part)}`)
          .join(', ')
      : String(value);

/** The page docs/figures/soak.md. */
export function formatSoak({ date, hours, machine, numbers, tally, figures }: Soak): string {
  const longest = [...tally.files].sort((a, b) => b.seconds - a.seconds).slice(0, 10);
  return [
    '# What `npm run soak` found',
    'Written by `npm run soak`; not edited by hand.',
    `${date}, ${hours.toFixed(1)} hours on ${machine}: **${tally.passed.toLocaleString('en')} passed, ${tally.failed} failed**, ${tally.skipped.length} skipped.`,
    ...(tally.faults.length === 0
      ? []
      : [tally.faults.map((fault) => `- ${fault.split('\n')[0]}`).join('\n')]),
    '## Numbers',
    table(
      ['variable', 'value'],
      Object.entries(numbers).map(([name, value]) => [`\`${name}\``, Number(value).toLocaleString('en')]),
    ),
    ...figures.flatMap(({ name, values }) => [
      `## ${name}`,
      table(
        ['measured', 'value'],
        Object.entries(values).map(([measure, value]) => [measure, written(value)]),
      ),
    ]),
    '## Longest test files',
    table(
      ['file', 'tests', 'seconds'],
      longest.map(({ path, tests, seconds }) => [`\`${path}\``, String(tests), seconds.toFixed(0)]),
    ),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n');
}
