import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readyBrowser } from './browser.ts';

/** A machine as far as the program sees it: what stands on the path, and which system it says it is. */
let machine = '';
const before = { path: process.env.PATH, chromium: process.env.ATTEND_CHROMIUM };

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'attend-browser-'));
  process.env.PATH = machine;
  delete process.env.ATTEND_CHROMIUM;
  for (const tool of ['sh', 'env', 'true', 'chmod', 'cat']) {
    const real = ['/bin', '/usr/bin'].map((folder) => `${folder}/${tool}`).find((path) => existsSync(path));
    if (real !== undefined) symlinkSync(real, join(machine, tool));
  }
});
afterEach(() => {
  process.env.PATH = before.path;
  if (before.chromium !== undefined) process.env.ATTEND_CHROMIUM = before.chromium;
  rmSync(machine, { recursive: true, force: true });
});

function program(name: string, ...lines: readonly string[]): string {
  const path = join(machine, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

function release(id: string): string {
  const path = join(machine, 'os-release');
  writeFileSync(path, `NAME="x"\nID=${id}\n`);
  return path;
}

const ready = async (system = 'debian') => {
  const told: string[] = [];
  return { told, browser: await readyBrowser((what) => told.push(what), release(system)) };
};

test('a browser on the path is used, and nothing is installed', async () => {
  const path = program('chromium', 'echo Chromium 999');
  program('apt-get', 'echo must not run; exit 1');
  expect(await ready()).toEqual({ told: [], browser: { kind: 'found', path, version: 'Chromium 999' } });
});

test('one that does not start is passed over', async () => {
  program('chromium', 'echo this needs a snap; exit 10');
  const path = program('google-chrome', 'echo Chrome 999');
  expect((await ready()).browser).toMatchObject({ kind: 'found', path });
});

test("without one Debian's is installed, with fresh lists where the first try fails", async () => {
  const chromium = join(machine, 'chromium');
  program('sudo', 'shift', 'exec "$@"');
  program(
    'apt-get',
    `if [ "$1" = update ]; then echo > '${machine}/lists'; exit 0; fi`,
    `[ -e '${machine}/lists' ] || exit 100`,
    `echo '#!/bin/sh' > '${chromium}'; echo 'echo Chromium 1' >> '${chromium}'; chmod 755 '${chromium}'`,
  );
  const { told, browser } = await ready();
  expect(browser).toEqual({ kind: 'found', path: chromium, version: 'Chromium 1' });
  expect(told).toHaveLength(1);
});

test('an installation that fails is said in its own words', async () => {
  program('sudo', 'shift', 'exec "$@"');
  program('apt-get', 'echo E: no such mirror; exit 100');
  expect((await ready()).browser).toMatchObject({
    kind: 'missing',
    says: expect.stringContaining('no such mirror'),
  });
});

test('elsewhere than on Debian nothing is installed, and it is said what is missing', async () => {
  program('sudo', 'shift', 'exec "$@"');
  program('apt-get', 'echo must not run; exit 1');
  const { told, browser } = await ready('ubuntu');
  expect(browser).toMatchObject({ kind: 'missing', says: expect.stringContaining('ATTEND_CHROMIUM') });
  expect(told).toEqual([]);
});

test('a named browser that is none is said, and no other is taken instead', async () => {
  program('chromium', 'echo Chromium 999');
  process.env.ATTEND_CHROMIUM = join(machine, 'nowhere');
  expect((await ready()).browser).toMatchObject({
    kind: 'missing',
    says: expect.stringContaining('nowhere'),
  });
});
