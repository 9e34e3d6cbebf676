import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { root, run } from '../../tools/tasks/run.ts';

/** Rules that biome.json or our plugins hold, each with a folder of its name in fixtures/. */
const rules = [
  'pure-no-clock',
  'pure-no-randomness',
  'pure-no-surroundings',
  'sql-only-in-repositories',
  'noExplicitAny',
  'noNonNullAssertion',
  'noEnum',
];
const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const tree = mkdtempSync(join(tmpdir(), 'attend-lint-'));
afterAll(() => rmSync(tree, { recursive: true, force: true }));

type Report = {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly severity: string;
    readonly message: string;
    readonly location: { readonly path: string };
  }[];
};

/** The house's own configuration over a fixture, as if its tree were the repository. */
async function lint(rule: string): Promise<readonly { path: string; severity: string; says: string }[]> {
  const place = join(tree, rule);
  cpSync(join(fixtures, rule), place, { recursive: true });
  const { vcs: _, ...configuration } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(place, 'biome.json'), JSON.stringify(configuration));
  for (const { path } of configuration.plugins) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    cpSync(join(root, path), join(place, path));
  }
  const { output } = await run('biome', ['lint', '--reporter=json', '--diagnostic-level=warn', '.'], {
    cwd: place,
  });
  const report: Report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  // The report leaves out the words that biome.json has for a global.
  const denied = configuration.overrides[0].linter.rules.style.noRestrictedGlobals.options.deniedGlobals;
  return report.diagnostics.map(({ category, message, severity, location }) => ({
    path: location.path,
    severity,
    says: `${category} ${message} ${denied[/global variable (\w+)/.exec(message)?.[1] ?? ''] ?? ''}`,
  }));
}

test.each(rules)('%s finds every wrong line of its fixture, and no right one', async (rule) => {
  const found = await lint(rule);
  for (const { says, severity } of found) {
    expect(says).toContain(rule);
    expect(severity).toBe('error');
  }
  const wrong = readdirSync(join(fixtures, rule), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)wrong[^/]*$/.test(path),
  );
  expect(new Set(found.map(({ path }) => path))).toEqual(new Set(wrong));
});
