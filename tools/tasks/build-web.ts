/** Builds the web apps where their built files are missing or not made from these sources. npm runs it after every install. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Ran, root, run } from './run.ts';

const stamp = `${root}/node_modules/.cache/attend/web.sha256`;
const index = `${root}/web/dist/index.html`;
/** All that the built files are made from. */
const sources = ['web/**/*', 'packages/{kernel,contracts,casework,monitor}/**/*.ts', 'package-lock.json'];
const apart = ['web/dist', 'web/node_modules', 'web/.vite'];

/** Of contents, not of times: a fresh clone, a branch switched forth and back and a copy are judged alike. */
function sumSources(): string {
  const hash = createHash('sha256');
  const paths = globSync(sources, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => apart.includes(relative(entry)),
  })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(relative)
    .sort();
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(`${root}/${path}`))
      .update('\0');
  return hash.digest('hex');
}

const relative = (entry: { readonly parentPath: string; readonly name: string }): string =>
  `${entry.parentPath}/${entry.name}`.slice(root.length + 1);

/** Null where the built files are already right. */
export async function buildWeb(): Promise<Ran | null> {
  const sum = sumSources();
  if (existsSync(index) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sum) return null;
  const ran = await run('npm', ['run', '--silent', 'build', '--workspace', '@attend/web']);
  if (ran.code !== 0) return ran;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sum);
  return ran;
}

if (import.meta.main) {
  // An installation without development tools (`npm install --omit=dev`) brings its built files along.
  const tools = existsSync(`${root}/node_modules/vite/package.json`);
  const ran = tools ? await buildWeb() : null;
  if (ran !== null && ran.code !== 0) process.stderr.write(`The web apps cannot be built:\n${ran.output}`);
  process.exitCode = ran?.code ?? 0;
}
