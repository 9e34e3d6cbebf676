#!/usr/bin/env node
// Plain JavaScript on purpose: whatever Node the user has runs this much, and from here on it is the workspace's own.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 26;
const running = Number(process.versions.node.split('.')[0]);

if (running >= needed) {
  const { main } = await import(new URL('./main.ts', import.meta.url).href);
  await main(process.argv.slice(2));
} else if (process.env.ATTEND_LAUNCHED) {
  process.stderr.write(
    `attend: Node ${needed} is needed, and the workspace's own is ${process.version}; run npm install.\n`,
  );
  process.exitCode = 2;
} else {
  launch();
}

/** The pinned Node of the package `node`; null where npm has not installed it. */
function pinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return null;
  }
}

function launch() {
  const node = pinnedNode();
  if (node === null) {
    process.stderr.write(
      `attend: Node ${needed} is needed and this is ${process.version}; run npm install in the checkout first.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const env = { ...process.env, ATTEND_LAUNCHED: '1' };
  // One process instead of two where this Node can: signals then need no forwarding.
  if (typeof process.execve === 'function') {
    process.execve(node, [node, ...args], env);
    return;
  }
  const child = spawn(node, args, { stdio: 'inherit', env });
  // A terminal sends its signals to both of us; sent again, the second would end the child at once.
  const fromTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !fromTerminal) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`attend: ${node} cannot be run: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal !== null) {
      for (const one of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(one);
      process.kill(process.pid, signal);
    } else process.exitCode = code ?? 1;
  });
}
