import { permitStepUp, permitStepUpApproval, permitStepUpWithdrawal } from '@attend/casework';
import type { stepUpAsk, stepUpDecide, stepUpWithdraw } from '@attend/contracts/reviews';
import { type Failure, fail, say, succeed, within } from '@attend/kernel';
import type { z } from 'zod';
import { loadLegal } from '../../database/repositories/legal.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import {
  insertStepUp,
  lockStepUp,
  openStepUp,
  writeStepUpDecision,
} from '../../database/repositories/step-ups.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';
import { ownerOf } from '../orders/take.ts';
import { type Changed, carryOut, levelChanged, takeReview } from './decide.ts';

const missing: Failure = { code: 'not-found', message: 'There is no such step up here.' };
const decided: Failure = { code: 'already-decided', message: 'Somebody has decided this already.' };
const inBody = (error: Failure): Failure => ({ ...error, path: ['body', ...(error.path ?? [])] });

/** RVW-8: asked for by a person, with a reason and the lesser means that were tried. Nothing changes by it. */
export async function askStepUp(
  context: StaffContext,
  person: string,
  { tier, to, reason, lesserMeans, told }: z.output<typeof stepUpAsk>,
): Promise<Changed> {
  const { client, actor, audit, now } = context;
  const taken = await takeReview(context, person);
  if (!taken.ok) return taken;
  const from = taken.value.standing.assessment.level.tier;
  if (from !== tier) return fail(levelChanged);
  const legal = (await loadLegal(client, [person])).get(person);
  if (legal === undefined) return fail(missing);
  const permitted = permitStepUp(legal, from, to, now());
  if (!permitted.ok) return fail(inBody(permitted.error));
  const { key, programmeId } = ownerOf(context, person);
  const said = { reason, lesserMeans, told, note: null };
  const made = {
    programmeId,
    participantId: person,
    from,
    to,
    clauseId: permitted.value.id,
    by: actor.staffId,
    said,
  };
  let id: string;
  try {
    id = await withSavepoint(client, () => insertStepUp(client, key, made));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({ code: 'already-asked', message: 'A step up waits for a second person already.' });
  }
  await audit({
    ...{ action: 'step-up.asked', entity: 'step_up', entityId: id, participant: person },
    after: { from, to, clause: permitted.value.number, ...said },
  });
  return succeed({ participant: person, id, version: 1 });
}

/** RVW-8: another person says yes or no; only then, and only where what was asked about still stands, is it one. */
export async function decideStepUp(
  context: StaffContext,
  id: string,
  { version, decision, note }: z.output<typeof stepUpDecide>,
): Promise<Changed> {
  const { client, services, actor, audit, now } = context;
  const locked = await lockStepUp(client, id);
  if (locked === null) return fail(missing);
  const person = locked.participantId;
  const taken = await takeReview(context, person);
  if (!taken.ok && taken.error.code === 'not-found') return taken;
  const row = openStepUp(services.keyring.find(person), locked);
  if (row.version !== version) return fail(levelChanged);
  if (row.decidedAt !== null) return fail(decided);
  if (row.said === null) return fail(missing);
  const { said } = row;
  // An account that counts as the asker's own is the asker here.
  const same = await isSamePerson(client, actor.staffId, row.askedBy.id);
  const permitted = permitStepUpApproval(row.askedBy.id, same ? row.askedBy.id : actor.staffId);
  if (!permitted.ok && decision === 'approved')
    return fail({
      ...permitted.error,
      ...say('{sentence} {note}', { sentence: within(permitted.error), note: besides }),
    });
  const { key } = ownerOf(context, person);
  const write = () =>
    writeStepUpDecision(client, key, id, {
      ...{ decision, by: actor.staffId, said: { ...said, note } },
    });
  if (decision === 'refused') {
    if (row.askedBy.id === actor.staffId)
      return fail({ code: 'second-person', message: 'Whoever asked does not refuse it either.' });
    await write();
    await audit({
      ...{ action: 'step-up.refused', entity: 'step_up', entityId: id, participant: person },
      after: { note },
    });
    return succeed({ participant: person, id, version: version + 1 });
  }
  if (!taken.ok) return taken;
  const { standing, open } = taken.value;
  if (standing.assessment.level.tier !== row.from) return fail(levelChanged);
  const legal = (await loadLegal(client, [person])).get(person);
  if (legal === undefined) return fail(missing);
  const stands = permitStepUp(legal, row.from, row.to, now());
  if (!stands.ok) return stands;
  await write();
  await audit({
    ...{ action: 'step-up.approved', entity: 'step_up', entityId: id, participant: person },
    after: { from: row.from, to: row.to, note },
  });
  const { reason, told } = said;
  const done = await carryOut(context, standing, open, {
    ...{ decision: 'step-up', to: row.to, reason, told, stepUpId: id },
  });
  return done.ok ? succeed({ participant: person, id, version: version + 1 }) : done;
}

/** RVW-15: taken back while it waits, by whoever asked: it asks for less, so one person's word is enough. */
export async function withdrawStepUp(
  context: StaffContext,
  id: string,
  { version, note }: z.output<typeof stepUpWithdraw>,
): Promise<Changed> {
  const { client, services, actor, audit } = context;
  const locked = await lockStepUp(client, id);
  if (locked === null) return fail(missing);
  const person = locked.participantId;
  const taken = await takeReview(context, person);
  if (!taken.ok && taken.error.code === 'not-found') return taken;
  const row = openStepUp(services.keyring.find(person), locked);
  const permitted = permitStepUpWithdrawal(row.askedBy.id, actor.staffId);
  if (!permitted.ok) return permitted;
  if (row.decidedAt !== null) return fail(decided);
  if (row.version !== version) return fail(levelChanged);
  if (row.said === null) return fail(missing);
  const { key } = ownerOf(context, person);
  const said = { ...row.said, note };
  await writeStepUpDecision(client, key, id, { decision: 'withdrawn', by: actor.staffId, said });
  await audit({
    ...{ action: 'step-up.withdrawn', entity: 'step_up', entityId: id, participant: person },
    after: { note },
  });
  return succeed({ participant: person, id, version: version + 1 });
}
