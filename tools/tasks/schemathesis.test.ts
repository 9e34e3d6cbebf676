import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readySchemathesis } from './schemathesis.ts';

/** A machine with what stands on its path, and a cache of its own. */
let machine = '';
const path = process.env.PATH;

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'attend-python-'));
  process.env.PATH = machine;
  for (const tool of ['sh', 'mkdir', 'cat', 'chmod']) {
    const real = ['/bin', '/usr/bin'].map((folder) => `${folder}/${tool}`).find((one) => existsSync(one));
    if (real !== undefined) symlinkSync(real, join(machine, tool));
  }
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(machine, { recursive: true, force: true });
});

/** `python3 -m venv HOME` that makes a python whose pip does what `pip` says. */
function python(pip: string): void {
  const lines = [
    '#!/bin/sh',
    'mkdir -p "$3/bin"',
    `printf '#!/bin/sh\\n${pip}\\n' > "$3/bin/python"`,
    'chmod 755 "$3/bin/python"',
    `printf '#!/bin/sh\\necho 4\\n' > "$3/bin/st"`,
    'chmod 755 "$3/bin/st"',
  ];
  writeFileSync(join(machine, 'python3'), `${lines.join('\n')}\n`);
  chmodSync(join(machine, 'python3'), 0o755);
}

const ready = async () => {
  const told: string[] = [];
  return { told, tool: await readySchemathesis((what) => told.push(what), join(machine, 'cache')) };
};

test('without Python it says what is missing and what would bring it', async () => {
  const { tool } = await ready();
  expect(tool).toMatchObject({ kind: 'missing' });
  expect(tool.kind === 'missing' && tool.says).toMatch(/python3 makes none.*apt-get install python3-venv/s);
});

test('without a way to PyPI it says that, with pip’s own words', async () => {
  python('echo no such host; exit 1');
  const { tool } = await ready();
  expect(tool.kind === 'missing' && tool.says).toMatch(/pip could not install it:\nno such host/);
});

test('it is installed once; what was interrupted is made anew', async () => {
  python('exit 1');
  expect((await ready()).tool.kind).toBe('missing');
  python('exit 0');
  const first = await ready();
  expect(first.tool.kind).toBe('found');
  expect(first.told).toHaveLength(1);
  const again = await ready();
  expect(again).toMatchObject({ told: [], tool: { kind: 'found', version: '4.32.5' } });
});
