import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openSite, type Site } from './site.ts';

const wait = { timeout: 60_000 };

/** The server and everything it forked. */
function processesOf(site: Site): number[] {
  const postmaster = site.postmaster();
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)]).toString();
  return [postmaster, ...children.split('\n').map(Number)].filter((pid) => pid > 0);
}

test('FLT-2 the database goes and comes back: what was sent meanwhile is answered then, or sent again, and stored once', async () => {
  const site = await openSite();
  const line = site.line();
  line.send(site.frame(600));
  await line.answered(1);
  const gone = site.postmaster();
  process.kill(gone, 'SIGKILL');
  // As a device does: what is not answered before its line closes it sends again on the next.
  const left = [site.frame(540), site.frame(480)];
  for (let on = line; left.length > 0; on = site.line()) {
    const before = on === line ? 1 : 0;
    const asked = left.length;
    on.send(...left);
    await on.answered(before + asked).catch(() => on.ended());
    left.splice(0, on.answers.length - before);
  }
  // A session that outlived the postmaster for a moment may have answered all of it: then the new one is still to come.
  await expect.poll(() => site.postmaster(), wait).not.toBe(gone);
  await expect.poll(() => site.database.describe().state, wait).toBe('ready');
  const stored = site.gateway.meter.readings - site.gateway.meter.resent;
  const { rows } = await site.owner.query('select count(*)::integer as uploads from upload');
  expect(rows[0].uploads).toBeGreaterThanOrEqual(2);
  expect(rows[0].uploads).toBeLessThanOrEqual(Math.min(3, stored));
  expect(site.gateway.meter.faults).toBe(0);
}, 120_000);

test('FLT-3 a disk that hangs: nothing is answered, and it is said; then all is answered', async ({
  skip,
}) => {
  if (!existsSync('/proc/self')) skip('Skipped: finding the server’s processes needs /proc.');
  const site = await openSite();
  const line = site.line();
  line.send(site.frame(600));
  await line.answered(1);
  const stopped = processesOf(site);
  const go = () => {
    for (const pid of stopped)
      try {
        process.kill(pid, 'SIGCONT');
      } catch {
        // It ended meanwhile.
      }
  };
  onTestFinished(go);
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  line.send(site.frame(540), site.frame(480));
  await expect.poll(() => site.gateway.meter.stalled, wait).toBe(true);
  expect(line.answers).toHaveLength(1);
  go();
  await line.answered(3);
  await expect.poll(() => site.gateway.meter.stalled, wait).toBe(false);
}, 120_000);
