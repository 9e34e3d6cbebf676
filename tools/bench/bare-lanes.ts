import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ConnectionSettings } from '@attend/server/database/settings';
import type { BareOrder } from './bare-process.ts';

/** How a bare lane is set up: readings in one commit, and processes that share the port. */
export type BareSetting = { readonly batch: number; readonly processes: number };

export type BareLanes = { readonly port: number; stop(): Promise<void> };

/** Starts so many bare processes on one port. Rejects, and leaves none running, where one does not come up. */
export async function startBareLanes(
  settings: ConnectionSettings,
  { batch, processes }: BareSetting,
): Promise<BareLanes> {
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(endBare));
  };
  try {
    let port = 0;
    while (children.length < processes) {
      const child = forkBare();
      children.push(child);
      port = await launchBare(child, { settings, batch, port, sharePort: processes > 1 });
    }
    return { port, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

export const forkBare = (): ChildProcess =>
  fork(new URL('./bare-process.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });

/** Answers the port. */
export function launchBare(child: ChildProcess, order: BareOrder): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('message', (message) => resolve((message as { port: number }).port));
  child.once('exit', (code) => reject(new Error(`the bare lane ended with ${code} and no port`)));
  child.send(order);
  return promise;
}

export async function endBare(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await ended;
}
