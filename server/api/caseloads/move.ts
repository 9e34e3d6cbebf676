import { randomUUIDv7 } from 'node:crypto';
import type { CaseloadMove, caseloadMoved, caseloadUndone } from '@attend/contracts/caseloads';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { programmeKey } from '../../audit/audit.ts';
import { writeChanges } from '../../audit/changes.ts';
import { listCaseload, listMoved, lockMove, writeMove } from '../../database/repositories/caseloads.ts';
import { lockPeople } from '../../database/repositories/office-moves.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import type { StaffContext } from '../context.ts';
import { planMove, refuseReceiver } from './plan.ts';

const stale: Failure = {
  code: 'changed',
  message: 'The caseload is another one by now. Look at the preview again.',
};

type Step = {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly undoes: string | null;
};

/** PPL-19: all of them or nobody, with an entry in the audit and a look on record for each. Null: somebody came in between. */
async function moveAll(
  { client, services, programme, actor, requestId, record }: StaffContext,
  { from, to, reason, undoes }: Step,
  people: readonly string[],
): Promise<string | null> {
  const { keyring } = services;
  const id = randomUUIDv7();
  // Before they are out of reach: whoever has them by their own supervision alone hands them on with this.
  await record.list(people);
  const author = { programmeId: programme.id, staffId: actor.staffId, operator: null, requestId };
  await writeChanges(
    client,
    keyring,
    author,
    people.map((participant) => ({
      ...{ action: 'supervision.moved', entity: 'participant', entityId: participant, participant },
      before: { officer: from },
      after: { officer: to, move: id, reason },
    })),
  );
  const move = { id, programmeId: programme.id, from, to, by: actor.staffId, undoes };
  const key = keyring.create(programmeKey(programme.id));
  return (await writeMove(client, key, move, reason, people)) ? id : null;
}

/** Moves what the preview showed, and nothing where that would be another by now. */
export async function moveCaseload(
  context: StaffContext,
  { plan: seen, reason, ...asked }: CaseloadMove,
): Promise<Result<z.output<typeof caseloadMoved>>> {
  const planned = await planMove(context, asked, true);
  if (!planned.ok) return planned;
  const { plan, hash } = planned.value;
  if (hash !== seen) return fail(stale);
  if (plan.moves.length === 0) return fail({ code: 'nobody-moves', message: 'Nobody would move.' });
  const people = plan.moves.map(({ id }) => id).sort();
  const id = await moveAll(context, { from: asked.from, to: asked.to, reason, undoes: null }, people);
  return id === null ? fail(stale) : succeed({ id, people });
}

/**
 * PPL-20: back to whom they came from; who is with somebody else by now stays there. Records that became one person’s since go together here
 * too: one of them alone with another officer would let that one see the other without a second person’s word (PPL-21).
 */
export async function undoMove(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof caseloadUndone>>> {
  const { client, services, programme, record } = context;
  const move = await lockMove(client, services.keyring.create(programmeKey(programme.id)), id);
  if (move === null) return fail({ code: 'not-found', message: 'There is no such move here.' });
  if (move.undoneAt !== null || move.undoes !== null)
    return fail({ code: 'already-decided', message: 'This move was taken back already.' });
  const wrong = await refuseReceiver(context, move.fromId);
  if (wrong !== null)
    return fail({
      code: 'has-left',
      message: 'Whom they came from can have no caseload any more. Move them to somebody else.',
    });
  const moved = await listMoved(client, id);
  record.passOver(moved);
  // A merge in the middle is waited for.
  await lockPeople(client, moved);
  const caseload = await listCaseload(client, await context.reach(), move.toId);
  record.passOver(caseload.map((one) => one.id));
  const still = new Set(caseload.map((one) => one.id));
  const back = moved.filter((one) => still.has(one));
  const stayed = move.people - back.length;
  const groups = await findGroups(client, back);
  const along = [...groups.values()].flat().filter((one) => still.has(one));
  const people = [...new Set([...back, ...along])].sort();
  if (people.length === 0)
    return fail({ code: 'nobody-moves', message: 'Nobody of them is with this officer any more.' });
  const step = { from: move.toId, to: move.fromId, reason: move.reason, undoes: id };
  const made = await moveAll(context, step, people);
  return made === null ? fail(stale) : succeed({ id: made, people, stayed });
}
