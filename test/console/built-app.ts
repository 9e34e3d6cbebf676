import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildWeb } from '../../tools/tasks/build-web.ts';
import { root } from '../../tools/tasks/run.ts';

const lock = join(root, 'node_modules/.cache/attend/web.lock');
/** A build takes half a minute on a busy machine; a lock older than this was left by a process that was killed. */
const leftBehind = 180_000;

/** Several test files may ask at once: one builds, the others wait for it. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(join(lock, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > leftBehind) rmdirSync(lock);
      else await wait(200);
    }
  }
  try {
    return await work();
  } finally {
    rmdirSync(lock);
  }
}

/** The folder of the built web app; built first where it is not made from these sources. */
export async function builtApp(): Promise<string> {
  const ran = await alone(buildWeb);
  if (ran !== null && ran.code !== 0) throw new Error(`the web app could not be built:\n${ran.output}`);
  return join(root, 'web/dist');
}
