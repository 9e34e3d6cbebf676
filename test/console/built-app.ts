import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

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
export async function builtApp(): Promise<string> {
  const dist = join(web, 'dist');
  const index = join(dist, 'index.html');
  const sources = Math.max(newest(web), newest(join(root, 'packages/contracts')));
  if (!existsSync(index) || statSync(index).mtimeMs < sources) {
    await build({ configFile: join(web, 'vite.config.ts'), root: web, logLevel: 'warn' });
  }
  return dist;
}
