import { setTimeout as pause } from 'node:timers/promises';
import type { Keyring } from '@attend/server/keys/keyring';
import { type Pool, transaction } from '../database/connect.ts';
import { noteUploadsRemoved } from '../database/repositories/audit-removals.ts';
import { type Amount, nothing } from '../database/repositories/retention-rows.ts';
import {
  detachDay,
  dropDay,
  listUploadDays,
  lockHolds,
  moveHeld,
  removeFromDay,
  sizeOfDay,
  type UploadDay,
} from '../database/repositories/upload-days.ts';
import { writeReceipt } from './receipt.ts';

/** A programme's term for readings in this run. */
export type ReadingsTerm = {
  readonly programmeId: string;
  readonly revision: number;
  readonly until: number;
  /** Up to where an earlier run removed all; null: none did. */
  readonly done: number | null;
};

export type DaysOptions = {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly terms: readonly ReadingsTerm[];
  readonly failed: (what: string, thrown: unknown) => void;
  readonly retryPauses?: readonly number[];
};

/** A backup or a long report may read for minutes; the next night's run is the last resort. */
const pauses = [5_000, 30_000, 120_000];
const rowsAtOnce = 5_000;

/** Removes the days of uploads that are past: whole days by their partition, one programme's part of a day by rows. */
export async function removeDays(options: DaysOptions): Promise<void> {
  const { pool, terms, failed, retryPauses = pauses } = options;
  if (terms.length === 0) return;
  const allPast = Math.min(...terms.map(({ until }) => until));
  for (const day of await listUploadDays(pool)) {
    try {
      if (day.day < allPast) await again(retryPauses, () => removeDay(options, day));
      else if (day.state === 'attached') await removeParts(options, day);
    } catch (thrown) {
      failed(`readings of ${new Date(day.day).toISOString().slice(0, 10)}`, thrown);
    }
  }
}

/** Tries again what a lock stood in the way of. */
async function again(retryPauses: readonly number[], work: () => Promise<void>): Promise<void> {
  for (const wait of [...retryPauses, null]) {
    try {
      return await work();
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
      // Lock not available, deadlock, object in use.
      if (wait === null || !['55P03', '40P01', '55006'].includes(String(code))) throw thrown;
      await pause(wait);
    }
  }
}

async function removeDay({ pool, keyring, terms }: DaysOptions, known: UploadDay): Promise<void> {
  const [day] = (await listUploadDays(pool)).filter(({ leaf }) => leaf === known.leaf);
  if (day === undefined) return;
  // First while the day can still be read: to readers nothing of a held person is missing for a moment.
  const held =
    day.state === 'attached'
      ? await transaction(pool, {}, (client) => moveHeld(client, day.leaf, null))
      : new Map();
  await detachDay(pool, day);
  await transaction(pool, {}, async (client) => {
    await lockHolds(client);
    // Whoever came under a hold in between.
    for (const [programme, rows] of await moveHeld(client, day.leaf, null))
      held.set(programme, (held.get(programme) ?? 0) + rows);
    const sizes = await sizeOfDay(client, day.leaf);
    await dropDay(client, day);
    for (const { programmeId, revision } of terms) {
      const amount: Amount = { ...(sizes.get(programmeId) ?? nothing), held: held.get(programmeId) ?? 0 };
      if (amount.rows === 0 && amount.held === 0) continue;
      const until = new Date(day.day + 86_400_000);
      await writeReceipt(client, keyring, {
        programmeId,
        kind: 'readings',
        until,
        revision,
        amount: { ...amount, from: day.day },
      });
    }
  });
}

/** The part of programmes whose term is over, in a day that another programme still keeps. */
async function removeParts({ pool, keyring, terms }: DaysOptions, { leaf, day }: UploadDay): Promise<void> {
  const over = terms.filter(({ until, done }) => day < until && (done === null || day >= done));
  for (const { programmeId, revision } of over) {
    const held = await transaction(pool, {}, (client) => moveHeld(client, leaf, [programmeId]));
    for (let more = true; more; ) {
      await transaction(pool, {}, async (client) => {
        const amount = await removeFromDay(client, leaf, programmeId, rowsAtOnce);
        if (amount.rows > 0) await noteUploadsRemoved(client, programmeId, day, amount.rows);
        more = amount.rows === rowsAtOnce;
        const kept = more ? 0 : (held.get(programmeId) ?? 0);
        if (amount.rows === 0 && kept === 0) return;
        await writeReceipt(client, keyring, {
          programmeId,
          kind: 'readings',
          until: new Date(day + 86_400_000),
          revision,
          amount: { ...amount, held: kept, from: day },
        });
      });
    }
  }
}
