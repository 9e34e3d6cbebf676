import { spawnSync } from 'node:child_process';
import { isMainThread } from 'node:worker_threads';

/** The signal comes when the *thread* that spawned ends, so from a worker thread it would come too early. */
const setpriv = isMainThread ? ['/usr/bin/setpriv', '/bin/setpriv'].find(knowsDeath) : undefined;

/** Util-linux before 2.33 and busybox have a setpriv without the option. */
function knowsDeath(path: string): boolean {
  const { stdout } = spawnSync(path, ['--help'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return stdout?.includes('--pdeathsig') ?? false;
}

/** Whether this machine lets the kernel end a child with the program (Linux with util-linux's setpriv). */
export const kernelEndsChildren: boolean = setpriv !== undefined;

/**
 * The command line that receives the signal when the program ends, `kill -9` included (PR_SET_PDEATHSIG, kept by exec).
 * Without setpriv the command line as it is.
 */
export function endWithParent(
  signal: 'INT' | 'KILL',
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  return setpriv === undefined ? [...command] : [setpriv, '--pdeathsig', signal, '--', ...command];
}

/**
 * Where the kernel does not do it: a shell that waits for a pipe from the program to close, then asks the server to
 * stop. Closing happens at any end of the program.
 */
export const watchScript = 'cat > /dev/null; kill -INT "$1"';
