import {
  daysOf,
  horizonOf,
  kindNamed,
  type RetentionKindName,
  type Schedule,
  scheduleAt,
} from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { type Pool, transaction } from '../database/connect.ts';
import { removeHeldUploads, removeLooks, removeValues } from '../database/repositories/audit-removals.ts';
import { listAllSchedules } from '../database/repositories/retention.ts';
import { beginRun, endRun, raiseHorizon, readHorizon } from '../database/repositories/retention-record.ts';
import {
  type Amount,
  kindsInRows,
  removeAlerts,
  removeRows,
} from '../database/repositories/retention-rows.ts';
import { type ReadingsTerm, removeDays } from './days.ts';
import { writeReceipt } from './receipt.ts';

export type RetentionOptions = {
  /** As the owner's role: of all programmes, and the only one that may drop a day's partition. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly now: () => number;
  /** Hears what could not be removed this time; the run goes on with the rest. No personal data. */
  readonly failed?: (what: string, thrown: unknown) => void;
  readonly retryPauses?: readonly number[];
};

const rowsAtOnce = 5_000;
const alertsAtOnce = 500;

/** Removes everything that is past its term, once. What fails is named in the run's record and tried at the next. */
export async function runRetention(
  options: RetentionOptions,
): Promise<{ readonly failures: readonly string[] }> {
  const { pool } = options;
  const run = await beginRun(pool);
  const failures: string[] = [];
  const failed = (what: string, thrown: unknown): void => {
    failures.push(`${what}: ${codeOf(thrown)}`);
    options.failed?.(what, thrown);
  };
  const guarded = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      failed(what, thrown);
    }
  };
  const now = options.now();
  const schedules = [...(await listAllSchedules(pool))].map(([programmeId, revisions]) => ({
    programmeId,
    schedule: scheduleAt(revisions, now),
  }));
  await guarded('readings', () => removeReadings(options, schedules, now, failed));
  for (const { programmeId, schedule } of schedules) {
    for (const kind of kindsInRows)
      await guarded(kind, () =>
        removeKind(options, programmeId, kind, schedule, now, removerOf(kind), rowsAtOnce),
      );
    await guarded('alerts', () =>
      removeKind(
        options,
        programmeId,
        'alerts',
        schedule,
        now,
        (client, _kind, programme, until, limit) => removeAlerts(client, programme ?? '', until, limit),
        alertsAtOnce,
      ),
    );
  }
  const [first] = schedules;
  if (first !== undefined)
    for (const kind of kindsInRows.filter((name) => kindNamed(name).term === 'fixed'))
      await guarded(kind, () => removeKind(options, null, kind, first.schedule, now, removeRows, rowsAtOnce));
  await endRun(pool, run, failures);
  return { failures };
}

type OfProgramme = { readonly programmeId: string; readonly schedule: Schedule };

async function removeReadings(
  { pool, keyring, retryPauses }: RetentionOptions,
  schedules: readonly OfProgramme[],
  now: number,
  failed: (what: string, thrown: unknown) => void,
): Promise<void> {
  const terms: ReadingsTerm[] = [];
  for (const { programmeId, schedule } of schedules) {
    const until = horizonOf(daysOf(schedule, 'readings'), now);
    // Told before anything goes, and read by gateways after the readings: see migration 0016.
    await raiseHorizon(pool, programmeId, 'readings', new Date(until));
    const done = await readHorizon(pool, programmeId, 'readings-done');
    terms.push({ programmeId, revision: schedule.revision, until, done });
  }
  let whole = true;
  await removeDays({
    pool,
    keyring,
    terms,
    failed: (what, thrown) => {
      whole = false;
      failed(what, thrown);
    },
    ...(retryPauses === undefined ? {} : { retryPauses }),
  });
  if (whole)
    for (const { programmeId, until } of terms)
      await raiseHorizon(pool, programmeId, 'readings-done', new Date(until));
}

type Remove = typeof removeRows;

/** What the audit's chain stands on goes with a word in the chain. */
function removerOf(kind: RetentionKindName): Remove {
  if (kind === 'access-records') return removeLooks;
  if (kind === 'audit-values') return removeValues;
  return kind === 'readings' ? removeHeldUploads : removeRows;
}

async function removeKind(
  { pool, keyring }: RetentionOptions,
  programmeId: string | null,
  kind: RetentionKindName,
  schedule: Schedule,
  now: number,
  remove: Remove,
  limit: number,
): Promise<void> {
  const until = new Date(horizonOf(daysOf(schedule, kind), now));
  // In transactions of bounded size, each with its own receipt: a run that is killed has said what it did.
  for (let removed = limit; removed === limit; ) {
    removed = await transaction(pool, {}, async (client) => {
      const amount: Amount = await remove(client, kind, programmeId, until, limit);
      if (amount.rows > 0)
        await writeReceipt(client, keyring, {
          programmeId,
          kind,
          until,
          revision: schedule.revision,
          amount,
        });
      return amount.rows;
    });
  }
}

/** The database's own code; its sentences may quote values. */
const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown
    ? String(thrown.code)
    : thrown instanceof Error
      ? thrown.name
      : 'unknown';
