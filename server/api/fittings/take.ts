import { permitWriting } from '@attend/casework';
import type { fittingChanged } from '@attend/contracts/fittings';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type FittingChange,
  type FittingRow,
  type FittingWords,
  lockFitting,
  openWords,
  writeStep,
} from '../../database/repositories/fittings.ts';
import type { StaffContext } from '../context.ts';
import { ownerOf } from '../orders/take.ts';

export type Changed = Result<z.output<typeof fittingChanged>>;
export const noSuchFitting: Failure = { code: 'not-found', message: 'There is no such fitting here.' };
const another: Failure = {
  code: 'begun-by-another',
  message: 'Somebody else began this fitting: they end it, or it is given up and begun anew.',
};

/** FIT-6: locked and looked at; whoever began it writes in it, while it is under way. */
export async function takeFitting(context: StaffContext, id: string): Promise<Result<FittingRow>> {
  const taken = await takeAny(context, id);
  if (!taken.ok) return taken;
  if (taken.value.begunById !== context.actor.staffId) return fail(another);
  const permitted = permitWriting(taken.value, context.now());
  return permitted.ok ? taken : permitted;
}

/** Whoever may fit devices on this person may give a fitting up, whoever began it. */
export async function takeAny(context: StaffContext, id: string): Promise<Result<FittingRow>> {
  const row = await lockFitting(context.client, id);
  if (row === null) return fail(noSuchFitting);
  await context.record.open(row.participantId);
  return succeed(row);
}

const nothing: FittingWords = { identityNote: null, interpreter: null, reason: null };
export const wordsOf = (context: StaffContext, row: FittingRow): FittingWords =>
  openWords(context.services.keyring.find(row.participantId), row) ?? nothing;

export const changedOf = (row: FittingRow): z.output<typeof fittingChanged> => ({
  ...{ participant: row.participantId, fitting: row.id, version: row.version + 1 },
});

/** One step is written, and said in the audit. */
export async function saveStep(
  context: StaffContext,
  row: FittingRow,
  action: string,
  change: FittingChange,
  after: unknown,
): Promise<Changed> {
  await writeStep(context.client, ownerOf(context, row.participantId).key, row.id, change);
  await context.audit({
    ...{ action: `fitting.${action}`, entity: 'fitting', entityId: row.id, participant: row.participantId },
    after,
  });
  return succeed(changedOf(row));
}
