import { existsSync } from 'node:fs';

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path)) ?? null;

/** Whether this machine lets the kernel end a child with the program (Linux with util-linux's setpriv). */
export const kernelEndsChildren: boolean = setpriv !== null;

/**
 * The command line that receives the signal when the thread that spawned it ends, `kill -9` included (PR_SET_PDEATHSIG,
 * kept by exec). Without setpriv the command line as it is. Spawn from the main thread: a worker's end would count too.
 */
export function endWithParent(
  signal: 'INT' | 'KILL',
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  return setpriv === null ? [...command] : [setpriv, '--pdeathsig', signal, '--', ...command];
}

/**
 * Where the kernel does not do it: a shell that waits for a pipe from the program to close, then asks the server to
 * stop. Closing happens at any end of the program.
 */
export const watchScript = 'cat > /dev/null; kill -INT "$1"';
