import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { type Jobs, startJobs } from './jobs.ts';

const database = await withTestDatabase();
const log = pino({ level: 'silent' });
const running: Jobs[] = [];
afterAll(() => Promise.all(running.map((one) => one.stop())));

test('RET-14 of two processes one does what was asked for, once, and a second asking waits for none', async () => {
  let runs = 0;
  const ran = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const job = {
    name: 'counted',
    cron: '0 0 1 1 *',
    longestSeconds: 60,
    run: async () => {
      runs += 1;
      ran.resolve();
      await go.promise;
    },
  };
  for (let n = 0; n < 2; n += 1)
    running.push(await startJobs({ database: database.owner, jobs: [job], log, pollSeconds: 0.5 }));
  const [first, second] = running;
  expect(await first?.ask('counted')).not.toBeNull();
  await ran.promise;
  // One runs: a further asking, by whichever process, is dropped.
  expect(await second?.ask('counted')).toBeNull();
  go.resolve();
  expect(runs).toBe(1);
});

test('the jobs’ tables are the owner’s: neither the API’s role nor a gateway’s may touch them', async () => {
  for (const role of ['app', 'gateway'] as const)
    await expect(database.pool(role).query('select from jobs.job')).rejects.toMatchObject({ code: '42501' });
});

test('what is to be done now is done at once, however seldom anybody looks, and a failure is told', async () => {
  let runs = 0;
  const often = { cron: '0 0 1 1 *', longestSeconds: 60 };
  const jobs = await startJobs({
    database: database.owner,
    jobs: [
      {
        ...{ ...often, name: 'at-once' },
        run: async () => {
          runs += 1;
        },
      },
      { ...often, name: 'fails', run: () => Promise.reject(new Error('on purpose')) },
    ],
    log,
    pollSeconds: 3_000,
  });
  running.push(jobs);
  await jobs.run('at-once');
  expect(runs).toBe(1);
  // Two who ask at once: each waits for a run that began after they asked.
  await Promise.all([jobs.run('at-once'), jobs.run('at-once')]);
  expect(runs).toBe(3);
  await expect(jobs.run('fails')).rejects.toThrow('fails');
});
