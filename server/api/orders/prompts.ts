import { atRiskFrom, medicalWithin, promptsOf } from '@attend/casework';
import type { promptChanged, promptDecision } from '@attend/contracts/order-decisions';
import {
  type Failure,
  fail,
  formatInstant,
  type PlainSentence,
  parseInstant,
  type Result,
  succeed,
} from '@attend/kernel';
import type { z } from 'zod';
import {
  insertMedical,
  insertPrompts,
  writePromptDecision,
} from '../../database/repositories/order-prompts.ts';
import { lockOrderOfPrompt } from '../../database/repositories/order-records.ts';
import type { StaffContext } from '../context.ts';
import { forceOf, standingVersion } from './standing.ts';
import { finish, openTaken, take } from './take.ts';

type Changed = Result<z.output<typeof promptChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is nothing here to decide.' };

/** ORD-23: evidence of harm asks for a look at once, whatever the next review's date is. */
export async function enterMedical(context: StaffContext, id: string, evidence: string): Promise<Changed> {
  const taken = await take(context, id, null);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const version = standingVersion(order, context.now());
  if (version === null) return fail({ code: 'not-begun', message: 'No version of this order is in force.' });
  const dueAt = context.now() + medicalWithin;
  const of = { ...owner, orderId: id, versionId: version.id };
  const prompt = await insertMedical(context.client, of, { dueAt, evidence, by: context.actor.staffId });
  const finished = await finish(context, order, 'order.medical-evidence', { after: { evidence, dueAt } });
  return finished.ok ? succeed({ participant: order.participantId, order: id, prompt }) : finished;
}

/**
 * ORD-20, ORD-21: what somebody decided. A review that leaves the order standing sets the next one's date; a span that was at risk
 * ends and stays marked. What follows from it (a step down or up, an end) is a command of its own.
 */
export async function decidePrompt(
  context: StaffContext,
  id: string,
  given: z.output<typeof promptDecision>,
): Promise<Changed> {
  const locked = await lockOrderOfPrompt(context.client, id);
  if (locked === null) return fail(missing);
  const taken = await openTaken(context, locked.participantId, locked.orderId);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const now = context.now();
  const prompt = order.prompts.find((one) => one.id === id);
  const version = order.versions.find((one) => one.id === prompt?.versionId);
  if (prompt === undefined || version === undefined) return fail(missing);
  if (prompt.decidedAt !== null || prompt.closedAt !== null)
    return fail({
      code: 'already-decided',
      message: 'Somebody has decided this already, or the order is over.',
    });
  const next = given.nextReviewAt === null ? null : parseInstant(given.nextReviewAt);
  const checked = checkNext(prompt.kind === 'review', given.decision === 'end', next, now, version.to);
  if (!checked.ok) return checked;
  await writePromptDecision(context.client, owner.key, id, {
    ...{ at: now, by: context.actor.staffId, decision: given.decision, nextReviewAt: next, note: given.note },
    atRiskFrom: atRiskFrom({ ...prompt, decidedAt: now }, now),
    evidence: prompt.said?.evidence ?? null,
  });
  const force = forceOf(order).get(version.id);
  if (force !== undefined && next !== null) {
    const due = promptsOf(force, next, now).filter(({ kind }) => kind === 'review');
    await insertPrompts(context.client, { ...owner, orderId: order.id, versionId: version.id }, due);
  }
  const finished = await finish(context, order, 'order.prompt-decided', {
    before: { kind: prompt.kind, dueAt: formatInstant(prompt.dueAt) },
    after: given,
  });
  return finished.ok ? succeed({ participant: order.participantId, order: order.id, prompt: id }) : finished;
}

function checkNext(
  isReview: boolean,
  ends: boolean,
  next: number | null,
  now: number,
  end: number | null,
): Result<null> {
  const refuse = (message: PlainSentence): Result<never> =>
    fail({ code: 'bad-review', message, path: ['body', 'nextReviewAt'] });
  if (isReview && !ends && next === null) return refuse('say when it is looked at next');
  if (next !== null && next <= now) return refuse('the next review lies in the past');
  if (next !== null && end !== null && next > end)
    return refuse('the next review lies after the order’s end');
  return succeed(null);
}
