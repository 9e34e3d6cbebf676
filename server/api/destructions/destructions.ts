import { randomUUID } from 'node:crypto';
import type { Destruction } from '@attend/contracts/destructions';
import { fail, formatInstant, type Result, say, succeed, wordOr } from '@attend/kernel';
import { programmeKey } from '../../audit/audit.ts';
import {
  closeWhatWaits,
  type DestructionRow,
  decideDestruction,
  endPerson,
  insertDestruction,
  listDestructions,
  lockDestruction,
  tellDestruction,
} from '../../database/repositories/destructions.ts';
import { isOnHold } from '../../database/repositories/holds.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';

const keyOf = ({ services, programme }: StaffContext) => services.keyring.create(programmeKey(programme.id));
const textOf = (at: number | null): string | null => (at === null ? null : formatInstant(at));

const viewOf = (row: DestructionRow): Destruction => ({
  id: row.id,
  participant: { id: row.participantId, reference: row.reference },
  reason: row.reason,
  askedBy: { id: row.askedById, name: row.askedBy },
  askedAt: formatInstant(row.askedAt),
  decision: row.decision,
  decidedBy:
    row.decidedById === null || row.decidedBy === null ? null : { id: row.decidedById, name: row.decidedBy },
  decidedAt: textOf(row.decidedAt),
  destroyedAt: textOf(row.destroyedAt),
});

export async function readDestructions(
  context: StaffContext,
): Promise<Result<{ destructions: Destruction[] }>> {
  const rows = await listDestructions(context.client, keyOf(context));
  await context.record.list(rows.map((row) => row.participantId));
  return succeed({ destructions: rows.map(viewOf) });
}

/** The first of two people. The audit stands under the programme's key: it must outlive the person's. */
export async function askDestruction(
  context: StaffContext,
  participantId: string,
  reason: string,
): Promise<Result<{ id: string; participantId: string }>> {
  const { client, programme, actor, record, audit } = context;
  if ((await findPerson(client, participantId)) === null)
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  const id = await insertDestruction(client, keyOf(context), {
    id: randomUUID(),
    programmeId: programme.id,
    participantId,
    staffId: actor.staffId,
    reason,
  });
  if (id === null) return fail({ code: 'exists', message: 'This has been asked for already, or is done.' });
  await record.open(participantId, 'asking for the end of their key');
  await audit({
    action: 'destruction.asked',
    entity: 'key_destruction',
    entityId: id,
    after: { participantId, reason },
  });
  return succeed({ id, participantId });
}

/** The second. An approval ends the person's data at once, in every process; nobody can take it back. */
export async function decideOnDestruction(
  context: StaffContext,
  id: string,
  decision: 'approved' | 'refused',
): Promise<Result<{ id: string; participantId: string }>> {
  const { client, services, actor, record, audit } = context;
  const asked = await lockDestruction(client, keyOf(context), id);
  if (asked === null) return fail({ code: 'not-found', message: 'Nobody has asked for this here.' });
  if (asked.decision !== null)
    return fail({
      code: 'changed',
      ...say('It has been {decision} already.', { decision: wordOr(asked.decision) }),
    });
  if (decision === 'approved' && (await isSamePerson(client, actor.staffId, asked.askedById)))
    return fail({
      code: 'second-person',
      ...say('Somebody else than who asked for it must approve it {note}.', { note: besides }),
    });
  const { participantId } = asked;
  // RET-3: the end of their key would end everything that a hold keeps.
  if (decision === 'approved' && (await isOnHold(client, participantId)))
    return fail({
      code: 'on-hold',
      message: 'This person is on hold: nothing of theirs ends before the hold does.',
    });
  await record.open(participantId, 'deciding on the end of their key');
  await decideDestruction(client, id, decision, actor.staffId);
  const closed = decision === 'approved' ? await closeWhatWaits(client, participantId, actor.staffId) : null;
  await audit({
    action: `destruction.${decision}`,
    entity: 'key_destruction',
    entityId: id,
    after: { participantId, askedBy: asked.askedById, ...(closed && { closed }) },
  });
  if (decision === 'approved') {
    await endPerson(client, participantId, actor.staffId);
    await tellDestruction(client);
    // Not before: a transaction that fails must leave the key.
    context.afterCommit(() => services.destructions.settle());
  }
  return succeed({ id, participantId });
}
