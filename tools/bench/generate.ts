import { fork } from 'node:child_process';
import type { GeneratorOrder, GeneratorReport } from './generator.ts';

/** Runs the load generator in a process of its own and answers its report. Throws where it ended without one. */
export function generate(order: GeneratorOrder): Promise<GeneratorReport> {
  const { promise, resolve, reject } = Promise.withResolvers<GeneratorReport>();
  const child = fork(new URL('./generator.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.once('message', (report) => resolve(report as GeneratorReport));
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the load generator ended with ${code} and no report`)));
  child.send(order);
  return promise;
}
