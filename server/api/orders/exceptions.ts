import { permitAsking, permitDecision, withdrawPass } from '@attend/casework';
import type {
  exceptionChanged,
  exceptionCreate,
  exceptionDecision,
} from '@attend/contracts/order-conditions';
import { type Failure, fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type ExceptionRef,
  insertException,
  lockCondition,
  lockException,
  openException,
  writeException,
} from '../../database/repositories/conditions.ts';
import type { StaffContext } from '../context.ts';
import { type Owner, ownerOf } from './take.ts';

type Changed = Result<z.output<typeof exceptionChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such exception here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody decided this exception meanwhile.' };

/** ORD-18: asked for by staff on the participant's behalf; less restriction, so that whoever may decide may grant it in one step. */
export async function askException(
  context: StaffContext,
  conditionId: string,
  given: z.output<typeof exceptionCreate>,
): Promise<Changed> {
  const { client, record, actor, audit, now } = context;
  const condition = await lockCondition(client, conditionId);
  if (condition === null) return fail({ code: 'not-found', message: 'There is no such condition here.' });
  await record.open(condition.participantId);
  const span = { from: parseInstant(given.from) ?? Number.NaN, to: parseInstant(given.to) ?? Number.NaN };
  const whole = { from: condition.from, to: condition.endedAt ?? condition.to };
  const permitted = permitAsking(span, whole, now());
  if (!permitted.ok) return fail({ ...permitted.error, path: ['body', ...(permitted.error.path ?? [])] });
  const { key, participantId, programmeId } = ownerOf(context, condition.participantId);
  const id = await insertException(client, {
    ...{ programmeId, key, conditionId, ...span },
    ...{ reason: given.reason, granted: given.grant, by: actor.staffId },
  });
  await audit({
    action: given.grant ? 'exception.granted' : 'exception.asked',
    entity: 'condition_exception',
    entityId: id,
    participant: participantId,
    after: { condition: condition.reference, ...given },
  });
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

async function write(
  context: StaffContext,
  { row, owner }: { readonly row: ExceptionRef; readonly owner: Owner },
  action: string,
  next: Pick<ExceptionRef, 'status' | 'to'>,
  reason: string,
): Promise<Changed> {
  await writeException(context.client, owner.key, row, { ...next, reason, by: context.actor.staffId });
  const values = (of: Pick<ExceptionRef, 'status' | 'to'>) => ({
    status: of.status,
    to: formatInstant(of.to),
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

export async function decideException(
  context: StaffContext,
  id: string,
  { revision, decision, reason }: z.output<typeof exceptionDecision>,
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { row } = taken.value;
  const permitted = permitDecision(row, context.now());
  if (!permitted.ok) return permitted;
  return write(context, taken.value, `exception.${decision}`, { status: decision, to: row.to }, reason);
}

/** ORD-19: from now on; what it excused stays excused. */
export async function withdrawException(
  context: StaffContext,
  id: string,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const next = withdrawPass(taken.value.row, context.now());
  return next.ok ? write(context, taken.value, 'exception.withdrawn', next.value, reason) : next;
}
