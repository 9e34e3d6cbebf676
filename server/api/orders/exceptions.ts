import {
  dayOf,
  permitAsking,
  permitDecision,
  permitReceived,
  wishedBeside,
  withdrawPass,
} from '@attend/casework';
import type {
  exceptionChanged,
  exceptionCreate,
  exceptionDecision,
} from '@attend/contracts/order-conditions';
import { type Failure, fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type ConditionRef,
  type ExceptionRef,
  insertException,
  lockCondition,
  lockException,
  openException,
  writeException,
} from '../../database/repositories/conditions.ts';
import type { StaffContext } from '../context.ts';
import { takeReply } from '../requests/take-reply.ts';
import { tellException } from '../requests/tell.ts';
import { type Owner, ownerOf } from './take.ts';

type Changed = Result<z.output<typeof exceptionChanged>>;
type Span = { readonly from: number; readonly to: number };
const missing: Failure = { code: 'not-found', message: 'There is no such exception here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody decided this exception meanwhile.' };
const inBody = ({ path, ...failure }: Failure, ...below: string[]): Failure => ({
  ...failure,
  path: ['body', ...below, ...(path ?? [])],
});
const wholeOf = ({ from, to, endedAt }: Pick<ConditionRef, 'from' | 'to' | 'endedAt'>) => ({
  from,
  to: endedAt ?? to,
});
const spanOf = (given: { readonly from: string; readonly to: string }): Span => ({
  from: parseInstant(given.from) ?? Number.NaN,
  to: parseInstant(given.to) ?? Number.NaN,
});

/** ORD-18, REQ-1: asked for on the participant's behalf; less restriction, so that whoever may decide may grant it in one step. */
export async function askException(
  context: StaffContext,
  conditionId: string,
  given: z.output<typeof exceptionCreate>,
): Promise<Changed> {
  const { client, record, actor, audit, now, programme } = context;
  const condition = await lockCondition(client, conditionId);
  if (condition === null) return fail({ code: 'not-found', message: 'There is no such condition here.' });
  await record.open(condition.participantId);
  const { asked } = given;
  const span = spanOf(given);
  const permitted = permitAsking(span, wholeOf(condition), now());
  if (!permitted.ok) return fail(inBody(permitted.error));
  const received =
    asked === null ? permitted : permitReceived(asked.receivedOn, dayOf(now(), programme.timezone));
  if (!received.ok) return fail(inBody(received.error, 'asked'));
  const { key, participantId, programmeId } = ownerOf(context, condition.participantId);
  const id = await insertException(client, {
    ...{ programmeId, key, conditionId, ...span, asked },
    ...{ reason: given.reason, granted: given.grant, by: actor.staffId },
  });
  const entity = { entity: 'condition_exception', entityId: id };
  await audit({
    action: given.grant ? 'exception.granted' : 'exception.asked',
    ...{ ...entity, participant: participantId },
    after: { condition: condition.reference, ...given },
  });
  const taken =
    asked?.reply == null ? succeed(null) : await takeReply(context, participantId, asked.reply, entity);
  if (!taken.ok) return taken;
  if (given.grant)
    await tellException(
      context,
      { id, participantId, condition, ...span, revision: 1 },
      { as: 'granted', otherTime: false, words: null },
    );
  return succeed({ participant: participantId, condition: conditionId, exception: id, revision: 1 });
}

async function take(
  context: StaffContext,
  id: string,
  revision: number,
): Promise<Result<{ readonly row: ExceptionRef; readonly owner: Owner }>> {
  const locked = await lockException(context.client, id);
  if (locked === null) return fail(missing);
  await context.record.open(locked.participantId);
  if (locked.revision !== revision) return fail(changed);
  const owner = ownerOf(context, locked.participantId);
  return succeed({ row: openException(owner.key, locked), owner });
}

type Next = Pick<ExceptionRef, 'status'> & Span & { readonly wished: Span | null };
async function write(
  context: StaffContext,
  { row, owner }: { readonly row: ExceptionRef; readonly owner: Owner },
  action: string,
  next: Next,
  reason: string,
): Promise<Changed> {
  await writeException(context.client, owner.key, row, { ...next, reason, by: context.actor.staffId });
  const values = ({ status, from, to }: Pick<ExceptionRef, 'status'> & Span) => ({
    ...{ status, from: formatInstant(from), to: formatInstant(to) },
  });
  await context.audit({
    action,
    entity: 'condition_exception',
    entityId: row.id,
    participant: row.participantId,
    before: values(row),
    after: { ...values(next), reason },
  });
  const { participantId: participant, conditionId: condition, id: exception, revision } = row;
  return succeed({ participant, condition, exception, revision: revision + 1 });
}

/** ORD-18, REQ-3: as it was asked for, or for another time, which is said; whoever it is about is told (REQ-5). */
export async function decideException(
  context: StaffContext,
  id: string,
  { revision, decision, reason, span, tell }: z.output<typeof exceptionDecision>,
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { row } = taken.value;
  const granted = span === null ? row : spanOf(span);
  const permitted = permitDecision(row, decision, granted, context.now());
  if (!permitted.ok) return permitted;
  const fits = span === null ? permitted : permitAsking(granted, wholeOf(row.condition), context.now());
  if (!fits.ok) return fail(inBody(fits.error, 'span'));
  const wished = wishedBeside(row, granted);
  const next = { status: decision, from: granted.from, to: granted.to, wished } as const;
  const written = await write(context, taken.value, `exception.${decision}`, next, reason);
  if (!written.ok) return written;
  await tellException(
    context,
    { ...row, from: next.from, to: next.to, revision: revision + 1 },
    decision === 'granted'
      ? { as: decision, otherTime: wished !== null, words: tell }
      : { as: decision, words: tell },
  );
  return written;
}

/** ORD-19: from now on; what it excused stays excused. Nobody is told of one that they never had. */
export async function withdrawException(
  context: StaffContext,
  id: string,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { row } = taken.value;
  const next = withdrawPass(row, context.now());
  if (!next.ok) return next;
  const made = { ...next.value, from: row.from, wished: null };
  const written = await write(context, taken.value, 'exception.withdrawn', made, reason);
  if (written.ok && row.status === 'granted')
    await tellException(
      context,
      { ...row, revision: revision + 1 },
      { as: 'taken-back', keptFrom: Math.max(row.from, context.now()) },
    );
  return written;
}
