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
  for (const { name, cron, longestSeconds, run } of jobs) {
    // `exclusive`: one waits or runs, a second asking is dropped.
    await boss.createQueue(name, {
      policy: 'exclusive',
      expireInSeconds: longestSeconds,
      retryLimit: 2,
      retryDelay: 600,
    });
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async () => {
      log.info({ job: name }, 'job begins');
      await run();
      log.info({ job: name }, 'job ended');
    });
  }
  return {
    ask: (name) => boss.send(name, {}),
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown';
