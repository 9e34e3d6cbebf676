import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { ConnectionSettings } from '../database/settings.ts';

/** Work that the program does by the clock. One process at a time does one: pg-boss sees to it. */
export type Job = {
  readonly name: string;
  /** Five fields, UTC. */
  readonly cron: string;
  /** Ended and tried again by another process where it takes longer, in seconds. */
  readonly longestSeconds: number;
  readonly run: () => Promise<void>;
};

export type Jobs = {
  /** Runs it as soon as a process is free; null: one waits already. */
  readonly ask: (name: string) => Promise<string | null>;
  /** Runs it at once and waits for its end; where one waits or runs already, after that one, which may have begun before this was asked. */
  readonly run: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type JobsOptions = {
  /** The owner's role: pg-boss keeps its tables in a schema of its own, `jobs`. */
  readonly database: ConnectionSettings;
  readonly jobs: readonly Job[];
  readonly log: Logger;
  readonly pollSeconds?: number;
};

/** Starts the runner of this process. Any number of processes may; each occurrence runs once. */
export async function startJobs({ database, jobs, log, pollSeconds = 30 }: JobsOptions): Promise<Jobs> {
  const { host, port, user, password, ssl, options } = database;
  const boss = new PgBoss({
    ...{
      host,
      port,
      user,
      database: database.database,
      max: 3,
      application_name: 'attend jobs',
      schema: 'jobs',
    },
    ...(password === undefined ? {} : { password }),
    ...(ssl === undefined ? {} : { ssl }),
    ...(options === undefined ? {} : { options }),
  });
  boss.on('error', (thrown) => log.error({ code: codeOf(thrown) }, 'jobs'));
  await boss.start();
  const workers = new Map<string, string>();
  for (const { name, cron, longestSeconds, run } of jobs) {
    // `exclusive`: one waits or runs, a second asking is dropped.
    await boss.createQueue(name, {
      policy: 'exclusive',
      expireInSeconds: longestSeconds,
      retryLimit: 2,
      retryDelay: 600,
    });
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    const worker = await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async () => {
      log.info({ job: name }, 'job begins');
      await run();
      log.info({ job: name }, 'job ended');
    });
    workers.set(name, worker);
  }
  /** Whoever is to do it looks now, and not only when it would next. */
  const wake = (name: string): void => {
    const worker = workers.get(name);
    if (worker !== undefined) boss.notifyWorker(worker);
  };
  return {
    ask: (name) => boss.send(name, {}),
    run: async (name) => {
      for (let id: string | null = null; id === null; ) {
        id = await boss.send(name, {});
        wake(name);
        if (id === null) await pause(lookEvery);
        else while (!(await isDone(boss, name, id))) await pause(lookEvery);
      }
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

/** Milliseconds. */
const lookEvery = 40;

/** Whether a job that was asked for has ended; throws where it failed. */
async function isDone(boss: PgBoss, name: string, id: string): Promise<boolean> {
  const job = await boss.getJobById(name, id);
  if (job === null || job.state === 'completed') return true;
  if (job.state === 'failed' || job.state === 'retry' || job.state === 'cancelled')
    throw new Error(`the job ${name} did not end well`);
  return false;
}

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown';
