import { effectiveFrom, reviseTerms, scheduleAt } from '@attend/casework';
import type { retentionRevise, retentionRevised } from '@attend/contracts/retention';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { insertSchedule, listSchedules, lockSchedules } from '../../database/repositories/retention.ts';
import type { StaffContext } from '../context.ts';

/** A new revision of the programme's terms. Refused where somebody made another one since it was looked at. */
export async function revise(
  { client, programme, actor, now, audit }: StaffContext,
  { after, terms: wanted, reason }: z.output<typeof retentionRevise>,
): Promise<Result<z.output<typeof retentionRevised>>> {
  await lockSchedules(client, programme.id);
  const revisions = await listSchedules(client);
  const newest = Math.max(0, ...revisions.map(({ revision }) => revision));
  if (newest !== after)
    return fail({
      code: 'changed',
      message: 'Somebody has changed the schedule since you opened it.',
      path: ['body', 'after'],
    });
  const at = now();
  // Of the latest one, in force or about to be: what it shortened, a further revision may take back.
  const latest = scheduleAt(revisions, Number.POSITIVE_INFINITY);
  const revised = reviseTerms(latest.terms, wanted);
  if (!revised.ok) return revised;
  const from = effectiveFrom(scheduleAt(revisions, at).terms, revised.value, at);
  const revision = newest + 1;
  await insertSchedule(client, {
    ...{ programmeId: programme.id, staffId: actor.staffId, reason },
    ...{ revision, from, terms: revised.value },
  });
  await audit({
    action: 'retention.revised',
    entity: 'retention_schedule',
    entityId: `${revision}`,
    before: latest,
    after: { revision, from: new Date(from).toISOString(), terms: revised.value, reason },
  });
  return succeed({ revision, from: new Date(from).toISOString() });
}
