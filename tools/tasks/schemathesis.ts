import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.ts';

/** Schemathesis, which asks the API what its description permits and what it forbids: where it is, or what is missing. */
export type Schemathesis =
  | { readonly kind: 'found'; readonly path: string; readonly version: string }
  | { readonly kind: 'missing'; readonly says: string };

/** All of it by exact version: what a seed asked yesterday it asks tomorrow. Python's lists, read by pip alone. */
const versions = join(root, 'tools/tasks/schemathesis.txt');
const version = '4.32.5';
const needed = `API fuzzing needs Schemathesis ${version}, from PyPI, in a Python of its own`;
const way =
  'It needs python3 (3.10 or later) with venv (Debian: apt-get install python3-venv), and a way to PyPI.';

const lastLines = (output: string): string => output.trim().split('\n').slice(-5).join('\n');

/**
 * Finds it below `cache`, else installs it there, once a version: a folder that is whole has its mark. Never asks anything.
 * `tell` hears what is done that takes long.
 */
export async function readySchemathesis(
  tell: (what: string) => void,
  cache = join(root, 'node_modules/.cache/attend'),
): Promise<Schemathesis> {
  const home = join(cache, `schemathesis-${version}`);
  const path = join(home, 'bin/st');
  const found = { kind: 'found', path, version } as const;
  const mark = join(home, 'whole');
  if (existsSync(mark) && (await run(path, ['--version'])).code === 0) return found;
  tell(`installing Schemathesis ${version} from PyPI below ${cache}`);
  mkdirSync(cache, { recursive: true });
  rmSync(home, { recursive: true, force: true });
  const made = await run('python3', ['-m', 'venv', home]);
  if (made.code !== 0)
    return { kind: 'missing', says: `${needed}, and python3 makes none:\n${lastLines(made.output)}\n${way}` };
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  const installed = await run(
    join(home, 'bin/python'),
    [...pip, '--constraint', versions, `schemathesis==${version}`],
    { limitSeconds: 300 },
  );
  if (installed.code !== 0)
    return {
      kind: 'missing',
      says: `${needed}; pip could not install it:\n${lastLines(installed.output)}\n${way}`,
    };
  // Written last and moved into its place: an interrupted installation has no mark and is made anew.
  writeFileSync(`${mark}.new`, '');
  renameSync(`${mark}.new`, mark);
  return found;
}
