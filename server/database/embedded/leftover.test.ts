import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { asAccount, chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import {
  memoryFolder,
  removeFolder,
  runs,
  scratchFolder,
  serverOf,
  spawnProgram,
  startProgram,
  until,
} from './fixtures/start.ts';

const original = mkdtempSync(join(memoryFolder(), 'attend-original-'));
beforeAll(async () => {
  chmodSync(original, 0o711);
  const program = spawnProgram(original);
  expect(await program.next()).toMatchObject({ what: 'open' });
  await program.stop();
});
afterAll(() => removeFolder(original));

/** A data folder whose program has ended cleanly: a copy, owners included, of the one above. */
function usedFolder(): { dataDir: string; cluster: string } {
  const dataDir = scratchFolder();
  execFileSync('cp', ['-a', join(original, 'database'), dataDir]);
  return { dataDir, cluster: join(dataDir, 'database', 'cluster') };
}

/** What a server that was killed leaves behind, naming this process as its own. */
function leaveLock(cluster: string, pid: number): void {
  const path = join(cluster, 'postmaster.pid');
  writeFileSync(path, `${pid}\n${cluster}\n1700000000\n5432\n/nowhere\n\n        1         1\nready   \n`, {
    mode: 0o600,
  });
  const { uid, gid } = statSync(cluster);
  chownSync(path, uid, gid);
}

test('a lock that names a process which is no PostgreSQL of this folder is no hindrance', async () => {
  const { dataDir, cluster } = usedFolder();
  // Of the server's own user: PostgreSQL itself passes over processes that it may not signal.
  const stranger = spawn('sleep', ['1000'], { ...asAccount(chooseAccount(null)), stdio: 'ignore' });
  onTestFinished(() => {
    stranger.kill('SIGKILL');
  });
  leaveLock(cluster, stranger.pid ?? 0);
  const program = startProgram(dataDir);
  expect(await program.next()).toMatchObject({ what: 'open' });
  expect(runs(stranger.pid ?? 0)).toBe(true);
  await program.stop();
});

test.skipIf(process.platform !== 'linux')('a lock that names a zombie is no hindrance', async () => {
  const { dataDir, cluster } = usedFolder();
  // The shell becomes `sleep`, which never asks after the child that the shell had; the child ends after that.
  const parent = spawn('/bin/sh', ['-c', 'cat <&3 & echo $!; exec sleep 1000'], {
    ...asAccount(chooseAccount(null)),
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  onTestFinished(() => {
    parent.kill('SIGKILL');
  });
  const zombie = await new Promise<number>((settle) =>
    parent.stdout?.once('data', (text) => settle(Number(text))),
  );
  await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'latin1').trim() === 'sleep');
  parent.stdio[3]?.destroy();
  await until(() => readFileSync(`/proc/${zombie}/stat`, 'latin1').includes(') Z '));
  leaveLock(cluster, zombie);
  const program = startProgram(dataDir);
  expect(await program.next()).toMatchObject({ what: 'open' });
  await program.stop();
});

test('a server that outlived its program is stopped, and its data found', async () => {
  const { dataDir, cluster } = usedFolder();
  const home = join(dataDir, 'database');
  const account = chooseAccount(statSync(cluster).uid);
  const orphan = spawn(
    join(findBinaries(), 'bin', 'postgres'),
    // The copied configuration names the original's socket.
    ['-D', cluster, '-c', `config_file=${home}/attend.conf`, '-c', `unix_socket_directories=${cluster}`],
    { ...asAccount(account), cwd: '/', detached: true, stdio: 'ignore' },
  );
  onTestFinished(() => {
    orphan.kill('SIGKILL');
  });
  const lock = join(cluster, 'postmaster.pid');
  await until(() => existsSync(lock) && readFileSync(lock, 'utf8').includes('ready'));
  const program = startProgram(dataDir);
  const opened = await program.next();
  expect(opened).toMatchObject({ what: 'open' });
  expect(serverOf(opened)).not.toBe(orphan.pid);
  expect(runs(orphan.pid ?? 0)).toBe(false);
  await program.stop();
});

test('an initdb that was interrupted is done again', async () => {
  const dataDir = scratchFolder();
  const files = join(dataDir, 'database');
  const begun = (): string[] =>
    existsSync(files) ? readdirSync(files).filter((name) => /^initializing-\w+$/.test(name)) : [];
  const first = startProgram(dataDir);
  // It has begun to write the cluster, and is not done.
  await until(() => begun().some((name) => existsSync(join(files, name, 'PG_VERSION'))));
  await first.kill();
  expect(existsSync(join(files, 'cluster'))).toBe(false);
  expect(begun()).toHaveLength(1);

  const second = startProgram(dataDir);
  expect(await second.next()).toMatchObject({ what: 'open' });
  expect(begun()).toEqual([]);
  await second.stop();
});

test('a lost secret is replaced, with every role’s password', async () => {
  const { dataDir } = usedFolder();
  const secret = join(dataDir, 'database', 'secret');
  const before = readFileSync(secret, 'utf8');
  rmSync(secret);
  const program = startProgram(dataDir);
  expect(await program.next()).toMatchObject({ what: 'open' });
  expect(readFileSync(secret, 'utf8')).not.toBe(before);
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  await program.stop();
});

test.each([
  {
    name: 'fsync off',
    file: 'local.conf',
    text: 'fsync = off\n',
    code: 'database-not-durable',
    says: /fsync is off/,
  },
  {
    name: 'full_page_writes off',
    file: 'cluster/postgresql.auto.conf',
    text: "full_page_writes = 'off'\n",
    code: 'database-not-durable',
    says: /full_page_writes is off/,
  },
  {
    name: 'data of another PostgreSQL',
    file: 'cluster/PG_VERSION',
    text: '17\n',
    code: 'database-version',
    says: /written by PostgreSQL 17, and this program carries PostgreSQL 18/,
  },
  {
    name: 'a setting that does not exist',
    file: 'local.conf',
    text: 'shared_bufers = 1GB\n',
    code: 'database-start',
    says: /shared_bufers/,
  },
])('$name is refused in a plain sentence', async ({ file, text, code, says }) => {
  const { dataDir } = usedFolder();
  writeFileSync(join(dataDir, 'database', file), text);
  const refused = await startProgram(dataDir).next();
  expect(refused).toMatchObject({ what: 'refused', code });
  expect(refused.detail).toMatch(says);
});

test('a folder named cluster that holds no database is refused, not filled', async () => {
  const dataDir = scratchFolder();
  mkdirSync(join(dataDir, 'database', 'cluster'), { recursive: true });
  const { uid, gid } = chooseAccount(null);
  chownSync(join(dataDir, 'database', 'cluster'), uid, gid);
  const refused = await startProgram(dataDir).next();
  expect(refused).toMatchObject({ code: 'database-place' });
  expect(readdirSync(join(dataDir, 'database', 'cluster'))).toEqual([]);
});
