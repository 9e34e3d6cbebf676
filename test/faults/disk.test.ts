import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSite } from './site.ts';

/** A small disk of this test's own, or null where this user or machine does not allow it. */
function smallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'attend-full-'));
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder];
  if (process.platform !== 'linux' || spawnSync('mount', options, { stdio: 'ignore' }).status !== 0) {
    rmdirSync(folder);
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  });
  chmodSync(folder, 0o755);
  return folder;
}

test('FLT-1 on a full disk nothing is acknowledged, the gateway says so, and with room all of it is', async ({
  skip,
}) => {
  const disk = smallDisk(480) ?? skip('Skipped: mounting a small disk needs root.');
  const site = await openSite(disk);
  const line = site.line();
  line.send(site.frame(3_000));
  await line.answered(1);

  // The log first takes what its segments still hold; then there is no room.
  const filler = join(disk, 'filler');
  const fill = (left: number) => {
    const { bavail, bsize } = statfsSync(disk);
    if (bavail * bsize > left) writeFileSync(`${filler}${Date.now()}`, Buffer.alloc(bavail * bsize - left));
  };
  fill(0);
  await expect(
    site.owner.query(
      `create table attend.ballast as select md5(i::text) as filling from generate_series(1, 3000000) i`,
    ),
  ).rejects.toThrow();
  await site.owner.query('checkpoint').catch(() => {});
  fill(0);
  let sent = 1;
  const more = (count: number) => {
    for (let n = 0; n < count; n += 1) line.send(site.frame(2_900 - sent++));
  };
  // Until the log cannot grow: what was answered before that is durable.
  await expect
    .poll(
      async () => {
        more(20);
        return site.gateway.meter.stalled;
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe(true);
  const acknowledged = line.answers.length;

  for (const name of execFileSync('ls', [disk]).toString().split('\n'))
    if (name.startsWith('filler')) rmSync(join(disk, name));
  await line.answered(sent);
  expect(line.answers.length).toBeGreaterThanOrEqual(acknowledged);
  await expect.poll(() => site.gateway.meter.stalled, { timeout: 30_000 }).toBe(false);
  expect(site.gateway.meter.faults).toBe(0);
}, 180_000);
