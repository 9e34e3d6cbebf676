import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root, absolute, without a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

export type Ran = { readonly code: number; readonly output: string; readonly seconds: number };

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; the repository's root where nothing is said. */
  readonly cwd?: string;
  /** Ended after so long, as hanging. */
  readonly limitSeconds?: number;
  /** Shows the output while it comes instead of collecting it. */
  readonly show?: boolean;
};

/** The environment of a tool we run: this Node and the workspace's tools come first. */
function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const path = `${root}/node_modules/.bin:${process.env.PATH ?? ''}`;
  // What is collected is read by people and programs alike: no colours. npm warns about settings that are none of ours.
  return {
    ...process.env,
    PATH: path,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    npm_config_loglevel: 'error',
    ...extra,
  };
}

/** Runs one tool. Never throws: a tool that cannot be started has code 127 and says so. */
export function run(
  command: string,
  options: readonly string[],
  { env = {}, cwd = root, show = false, limitSeconds }: RunOptions = {},
): Promise<Ran> {
  const began = performance.now();
  const { promise, resolve } = Promise.withResolvers<Ran>();
  const child = spawn(command, options, {
    cwd,
    env: environment(env),
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  const limit =
    limitSeconds === undefined
      ? undefined
      : setTimeout(() => {
          output += `${command} was ended after ${limitSeconds} s\n`;
          child.kill('SIGTERM');
          // What does not hear that either is not worth waiting for.
          setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
        }, limitSeconds * 1000);
  let output = '';
  const collect = (part: Buffer): void => {
    output += part.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const finish = (code: number): void => {
    clearTimeout(limit);
    resolve({ code, output, seconds: (performance.now() - began) / 1000 });
  };
  child.on('error', (thrown) => {
    output += `${command} cannot be started: ${thrown.message}\n`;
    finish(127);
  });
  // A tool ended by a signal did not do its job either.
  child.on('close', (code) => finish(code ?? 128));
  return promise;
}
