import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const web = join(root, 'web');

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.parentPath.includes('/dist') || entry.parentPath.includes('/node_modules'))
      continue;
    latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

/** The folder of the built web app; built first where it is missing or older than its sources. */
export function builtApp(): string {
  const dist = join(web, 'dist');
  const index = join(dist, 'index.html');
  const sources = Math.max(newest(web), newest(join(root, 'packages/contracts')));
  if (!existsSync(index) || statSync(index).mtimeMs < sources) {
    // A process of its own: vitest's NODE_ENV would give React's development build, which is not what is served.
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
    const env = { ...process.env, NODE_ENV: 'production', VITEST: undefined };
    execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: web,
      env,
      stdio: 'inherit',
    });
  }
  return dist;
}
