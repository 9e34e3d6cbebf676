import { type Markable, type MarkableRecord, permitMark } from '@attend/casework';
import type { marked, markInError } from '@attend/contracts/error-mark';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { lockHelp } from '../../database/repositories/arranged-help.ts';
import { findStanding, openAgain } from '../../database/repositories/check-ins.ts';
import { insertMark, lockMarkable } from '../../database/repositories/error-marks.ts';
import { cancelRemindersOf } from '../../messages/cancel-reminders.ts';
import { cancelMessages } from '../../messages/plan-message.ts';
import { reminderKeyOf } from '../../messages/plan-reminders.ts';
import type { StaffContext } from '../context.ts';

type Marked = Result<z.output<typeof marked>>;

/** LOG-5: one way for every kind of record. It is locked, and its person recorded as looked at, by whoever asks. */
export async function markRecord(
  { client, services, programme, actor, audit }: StaffContext,
  record: Markable & { readonly id: string; readonly participantId: string },
  reason: string,
): Promise<Marked> {
  const { kind, id, participantId: participant } = record;
  if (services.keyring.isDestroyed(participant))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const permitted = permitMark(record);
  if (!permitted.ok) return permitted;
  await insertMark(client, services.keyring, {
    ...{ kind, id, programmeId: programme.id, participantId: participant, by: actor.staffId, reason },
  });
  await audit({
    ...{ action: `${kind}.entered-in-error`, entity: kind.replaceAll('-', '_'), entityId: id, participant },
    after: { reason },
  });
  return succeed({ participant, id });
}

/** Neither a suspension nor a draft: those have versions, and routes of their own. */
export type MarkedInLog = Exclude<MarkableRecord, 'suspension' | 'order-draft'>;

/** What stands in the way of a mark, by kind; null: nothing. */
async function refusalOf({ client }: StaffContext, kind: MarkedInLog, id: string): Promise<Failure | null> {
  const standing =
    kind === 'check-in' || kind === 'contact-attempt' ? await findStanding(client, kind, id) : null;
  if (kind === 'check-in' && standing?.decided !== true)
    return { code: 'nothing-said', message: 'Nothing was said of this check-in yet.' };
  if (kind === 'contact-attempt' && standing?.last !== true)
    return { code: 'later-attempt', message: 'Mark the last attempt first: the others follow from it.' };
  return null;
}

/** LIF-8: what follows from it, in the same transaction. */
async function follow({ client }: StaffContext, kind: MarkedInLog, id: string): Promise<void> {
  if (kind === 'hearing') await cancelMessages(client, reminderKeyOf(id));
  if (kind === 'check-in') await openAgain(client, id);
  const help = kind === 'help' ? await lockHelp(client, id) : null;
  if (help !== null) await cancelRemindersOf(client, help);
}

/** A record of the log, by its kind. */
export async function markInLog(
  context: StaffContext,
  kind: MarkedInLog,
  id: string,
  { reason }: z.output<typeof markInError>,
): Promise<Marked> {
  const row = await lockMarkable(context.client, kind, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such record here.' });
  await context.record.open(row.participantId);
  const refusal = row.markedAt === null ? await refusalOf(context, kind, id) : null;
  if (refusal !== null) return fail(refusal);
  const done = await markRecord(context, { ...row, kind }, reason);
  if (done.ok) await follow(context, kind, id);
  return done;
}
