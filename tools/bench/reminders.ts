import { resolve } from 'node:path';
import type { Pool } from '@attend/server/database/connect';
import { planReminders } from '@attend/server/messages/plan-reminders';
import { openBench } from './enrolled-database.ts';
import { loadEnrolled } from './enrolled-load.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';

export type RemindersFigures = {
  readonly name: 'reminders';
  readonly people: number;
  /** Planned in one run of the product's own job. */
  readonly planned: number;
  readonly seconds: number;
  /** The same rows written by one statement, from texts that are worked out and sealed already. */
  readonly bareSeconds: number;
  readonly ratio: number;
  /** A run right after it, which finds all of them planned. */
  readonly againSeconds: number;
};

/** Everybody has a hearing three days from now: one reminder each falls due in the same run. */
export async function benchReminders({
  people,
  tell,
}: {
  readonly people: number;
  readonly tell: (line: string) => void;
}): Promise<RemindersFigures> {
  const dataDir = makeDataFolder(resolve('.'));
  try {
    const bench = await openBench(dataDir);
    try {
      const { owner, keyring } = bench;
      await loadEnrolled(owner, keyring, people, tell);
      const due = await setHearings(owner);
      const began = performance.now();
      const planned = await planReminders(owner, keyring, due);
      const seconds = (performance.now() - began) / 1000;
      tell(`${planned} planned in ${seconds.toFixed(1)} s`);
      const again = performance.now();
      if ((await planReminders(owner, keyring, due)) !== 0) throw new Error('a reminder was planned twice');
      const againSeconds = (performance.now() - again) / 1000;
      const bareSeconds = await copyPlans(owner);
      return {
        ...{ name: 'reminders', people, planned, seconds, bareSeconds },
        ...{ ratio: bareSeconds / seconds, againSeconds },
      };
    } finally {
      await bench.close();
    }
  } finally {
    removeDataFolder(dataDir);
  }
}

/** Through the day, half an hour apart, as courts hear. Answers when their reminders of three days before are due. */
async function setHearings(owner: Pool): Promise<number> {
  const on = Temporal.PlainDate.from(new Date().toISOString().slice(0, 10)).add({ days: 3 });
  const timeZone = 'America/Denver';
  const eight = on.toZonedDateTime({ timeZone, plainTime: '08:00' }).epochMilliseconds;
  await owner.query(
    `update hearing h set at = $1::timestamptz + (r.n % 16) * interval '30 minutes'
     from (select id, row_number() over (order by id) as n from hearing) r where r.id = h.id`,
    [new Date(eight)],
  );
  await owner.query('vacuum analyze hearing');
  return on.subtract({ days: 3 }).toZonedDateTime({ timeZone, plainTime: '10:00' }).epochMilliseconds;
}

/** The least that makes as many plans durable. */
async function copyPlans(owner: Pool): Promise<number> {
  await owner.query(
    'create temporary table planned as select * from message where status = $$planned$$ and key like $$hearing/%$$',
  );
  await owner.query(`delete from message where status = 'planned' and key like 'hearing/%'`);
  const began = performance.now();
  await owner.query('insert into message select * from planned');
  return (performance.now() - began) / 1000;
}
