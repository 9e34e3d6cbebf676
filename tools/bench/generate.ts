import { fork } from 'node:child_process';
import type { GeneratorMessage, GeneratorOrder, GeneratorReport } from './generator.ts';

/**
 * Runs the load generator in a process of its own and answers its report. Throws where it ended without one. `working` is called once
 * every device has connected and been answered, and the load has begun.
 */
export function generate(
  order: GeneratorOrder,
  working: () => void = () => undefined,
): Promise<GeneratorReport> {
  const { promise, resolve, reject } = Promise.withResolvers<GeneratorReport>();
  const child = fork(new URL('./generator.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => {
    const told = message as GeneratorMessage;
    if (told.kind === 'working') working();
    else resolve(told.report);
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the load generator ended with ${code} and no report`)));
  child.send(order);
  return promise;
}

/** A load to measure something beside: resolves once it is at work, with the promise of its report in `ended`. */
export async function generateBeside(
  order: GeneratorOrder,
): Promise<{ readonly ended: Promise<GeneratorReport> }> {
  const working = Promise.withResolvers<void>();
  const ended = generate(order, working.resolve);
  await Promise.race([working.promise, ended]);
  return { ended };
}
