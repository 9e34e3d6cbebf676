import { daysOf, horizonOf, retentionKinds, type Schedule, scheduleAt } from '@attend/casework';
import type { RetentionOverview } from '@attend/contracts/retention';
import { countStandingHolds } from '../../database/repositories/holds.ts';
import {
  listReceipts,
  listRevisions,
  listSchedules,
  readLastRun,
} from '../../database/repositories/retention.ts';
import {
  type Amount,
  countAlerts,
  countRows,
  kindsInRows,
} from '../../database/repositories/retention-rows.ts';
import { countUploads } from '../../database/repositories/upload-days.ts';
import { nextRun } from '../../retention/job.ts';
import type { StaffContext } from '../context.ts';

type Kind = RetentionOverview['kinds'][number];

const instant = (at: number): string => new Date(at).toISOString();

export async function readOverview({ client, programme, now }: StaffContext): Promise<RetentionOverview> {
  const run = nextRun(now());
  const revisions = await listSchedules(client);
  // As the next run will find it: a revision that begins before it counts.
  const schedule = scheduleAt(revisions, run);
  const kinds: Kind[] = [];
  for (const { kind, term, days, least, most } of retentionKinds) {
    const amount = await amountOf(client, programme.id, kind, schedule, run);
    kinds.push({
      ...{ kind, term, least, most, standard: days, days: daysOf(schedule, kind) },
      next: amount === null ? null : { ...amount, from: amount.from === null ? null : instant(amount.from) },
    });
  }
  const last = await readLastRun(client);
  return {
    revision: schedule.revision,
    nextRun: instant(run),
    lastRun:
      last === null
        ? null
        : {
            began: last.began_at.toISOString(),
            ended: last.ended_at?.toISOString() ?? null,
            failures: last.failures,
          },
    kinds,
    peopleOnHold: await countStandingHolds(client),
    revisions: (await listRevisions(client)).map(
      ({ revision, from_at, made_at, made_by, reason, terms }) => ({
        ...{ revision, reason, by: made_by, terms: { ...terms } },
        from: from_at.toISOString(),
        made: made_at.toISOString(),
      }),
    ),
    receipts: (await listReceipts(client, 100)).map(({ from_at, until_at, at, kind, ...row }) => ({
      ...row,
      kind: kind as Kind['kind'],
      from: from_at.toISOString(),
      until: until_at.toISOString(),
      at: at.toISOString(),
    })),
  };
}

async function amountOf(
  client: StaffContext['client'],
  programmeId: string,
  kind: Kind['kind'],
  schedule: Schedule,
  run: number,
): Promise<Amount | null> {
  const until = new Date(horizonOf(daysOf(schedule, kind), run));
  if (kind === 'readings') return countUploads(client, programmeId, until);
  if (kind === 'alerts') return countAlerts(client, programmeId, until);
  // The machine's own rows belong to no programme: not this page's to count.
  return kindsInRows.includes(kind) && kind !== 'unknown-devices' && kind !== 'listening'
    ? countRows(client, kind, programmeId, until)
    : null;
}
