import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseUrl } from '../external.ts';
import { withClient } from '../provision.ts';
import { runs, scratchFolder, serverOf, startProgram, until } from './fixtures/start.ts';

/** A small disk of this test's own (memory, mounted), or null where this user or machine does not allow it. */
function smallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'attend-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder];
  if (process.platform !== 'linux' || spawnSync('mount', options, { stdio: 'ignore' }).status !== 0) {
    rmdirSync(folder);
    return null;
  }
  onTestFinished(() => {
    // Lazily: a server that is about to end may still stand in it.
    execFileSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  });
  return folder;
}

test('a disk with too little room is refused before anything is written', async ({ skip }) => {
  const disk = smallDisk(100) ?? skip('Skipped: mounting a small disk needs root.');
  const refused = await startProgram(join(disk, 'data')).next();
  expect(refused).toMatchObject({ code: 'database-disk' });
  expect(refused.detail).toMatch(/Less than 300 MB are free/);
});

test('a disk that fills up loses nothing acknowledged, and work goes on once there is room', async ({
  skip,
}) => {
  const disk = smallDisk(420) ?? skip('Skipped: mounting a small disk needs root.');
  const program = startProgram(join(disk, 'data'));
  const opened = await program.next();
  const settings = parseUrl(opened.url ?? '');
  const query = (sql: string) => withClient(settings, async (client) => (await client.query(sql)).rows);
  await query('create table kept (n int primary key, filling text)');

  const filler = join(disk, 'filler');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 4_194_304));
  let acknowledged = 0;
  const fill = withClient(settings, async (client) => {
    for (;;) {
      await client.query(
        "insert into kept select $1, string_agg(md5(i::text), '') from generate_series(1, 2000) i",
        [acknowledged + 1],
      );
      acknowledged += 1;
    }
  });
  await expect(fill).rejects.toThrow(/space|terminat|recovery|shutting/i);
  expect(acknowledged).toBeGreaterThan(0);

  rmSync(filler);
  const count = 'select count(*)::int as n, max(n) as last from kept';
  let found: { n: number; last: number }[] = [];
  await until(async () => {
    found = await query(count).catch(() => []);
    return found.length > 0;
  });
  expect(found[0]?.n).toBe(found[0]?.last);
  expect(found[0]?.n).toBeGreaterThanOrEqual(acknowledged);
  await query(`insert into kept values (${acknowledged + 1000}, 'goes on')`);
  await program.stop();
  expect(runs(serverOf(opened))).toBe(false);
});

test('a data folder that is a file, or stands in a folder that may not be written, is named', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), '');
  const refused = await startProgram(join(folder, 'file')).next();
  expect(refused).toMatchObject({
    code: 'database-place',
    detail: expect.stringContaining(join(folder, 'file')),
  });
  if (process.getuid?.() === 0) return;
  chmodSync(folder, 0o500);
  const inClosed = await startProgram(join(folder, 'data')).next();
  chmodSync(folder, 0o700);
  expect(inClosed).toMatchObject({ code: 'database-place' });
});
