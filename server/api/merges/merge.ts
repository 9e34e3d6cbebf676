import { randomUUIDv7 } from 'node:crypto';
import { authorityOf, type MergeSide, mayMerge } from '@attend/casework';
import type { mergeAsked, mergeChanged } from '@attend/contracts/merges';
import { type Failure, fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { loadLegal } from '../../database/repositories/legal.ts';
import {
  decideLink,
  insertLink,
  type LinkRow,
  lockLink,
  lockTies,
  type TiesRow,
  undoLink,
} from '../../database/repositories/person-links.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { openRow, sealRow } from '../../database/repositories/sealed.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import { KeyDestroyed } from '../../keys/failure.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../messages/contact-points.ts';

type Changed = Result<z.output<typeof mergeChanged>>;
const noSuchMerge: Failure = { code: 'not-found', message: 'There is no such merge here.' };
const already: Failure = {
  code: 'merged-already',
  message: 'The second stands under another record already, or that was asked for.',
};

/** Both sides, locked, with what stands against their being one. `besides`: the ask itself is not in its own way. */
async function judge(
  { client, services, now }: StaffContext,
  kept: string,
  other: string,
  besides: boolean,
): Promise<Result<{ widens: boolean }>> {
  const ids = [...new Set([kept, other])];
  const rows = await lockTies(client, ids);
  if (rows.length < ids.length) return fail(noSuchPerson);
  const legal = await loadLegal(client, ids);
  const sideOf = (row: TiesRow): MergeSide => {
    const basis = legal.get(row.id);
    return {
      ...{ id: row.id, wears: row.wears, ties: row.ties, isMerged: row.mergedInto !== null },
      keepsOthers: row.keepsOthers && !(besides && row.id === kept),
      isDestroyed: services.keyring.isDestroyed(row.id),
      authority: basis === undefined ? [] : authorityOf(basis),
    };
  };
  const sides = new Map(rows.map((row) => [row.id, sideOf(row)]));
  const [first, second] = [sides.get(kept), sides.get(other)];
  if (first === undefined || second === undefined) return fail(noSuchPerson);
  return mayMerge(first, second, now());
}

/** An entry for each of the two, under its own key. */
async function auditBoth(
  { audit }: StaffContext,
  action: string,
  { id, kept, other }: Pick<LinkRow, 'id' | 'kept' | 'other'>,
  after: object,
): Promise<void> {
  for (const participant of [kept, other])
    await audit({
      ...{ action, entity: 'person_link', entityId: id, participant },
      after: { kept, other, ...after },
    });
}

/** PPL-21: two records are one person's from now on; where somebody would see more by it, once a second person says so too. */
export async function askMerge(
  context: StaffContext,
  kept: string,
  { other, reason }: { readonly other: string; readonly reason: string },
): Promise<Result<z.output<typeof mergeAsked>>> {
  const { client, services, programme, actor, record } = context;
  await record.open(kept);
  await record.open(other);
  const may = await judge(context, kept, other, false);
  if (!may.ok) return may;
  const { widens } = may.value;
  const id = randomUUIDv7();
  const sealed = sealRow(services.keyring.create(kept), 'person_link', id, { reason });
  const made = { id, programmeId: programme.id, kept, other, sealed, askedBy: actor.staffId, widens };
  try {
    await withSavepoint(client, () => insertLink(client, made));
  } catch (thrown) {
    if (isTaken(thrown)) return fail(already);
    throw thrown;
  }
  await auditBoth(context, widens ? 'people.merge-asked' : 'people.merged', made, { reason });
  return succeed({ id, participant: kept, other, inForce: !widens });
}

async function found(context: StaffContext, id: string): Promise<Result<LinkRow>> {
  const { client, record } = context;
  const link = await lockLink(client, id);
  if (link === null) return fail(noSuchMerge);
  await record.open(link.kept);
  await record.open(link.other);
  return succeed(link);
}

export async function decideMerge(
  context: StaffContext,
  id: string,
  decision: 'confirmed' | 'refused',
): Promise<Changed> {
  const { client, actor } = context;
  const link = await found(context, id);
  if (!link.ok) return link;
  const { kept, other, askedById } = link.value;
  if (link.value.decision !== null || link.value.fromAt !== null)
    return fail({ code: 'already-decided', message: 'This was decided already.' });
  // ADR 0022: one person is not two by two accounts.
  if (askedById === actor.staffId || (await isSamePerson(client, actor.staffId, askedById)))
    return fail({
      code: 'second-person',
      ...say('Somebody else than who asked must decide {note}.', { note: besides }),
    });
  if (decision === 'confirmed') {
    // What stood when it was asked for may be another thing by now.
    const may = await judge(context, kept, other, true);
    if (!may.ok) return may;
  }
  await decideLink(client, link.value, decision, actor.staffId);
  await auditBoth(
    context,
    decision === 'confirmed' ? 'people.merged' : 'people.merge-refused',
    link.value,
    {},
  );
  return succeed({ id, participant: kept, other });
}

/** PPL-23: both are as they were: each has its own rows, key and reach, also of what was written meanwhile. */
export async function undoMerge(context: StaffContext, id: string, undoReason: string): Promise<Changed> {
  const { client, services, actor } = context;
  const link = await found(context, id);
  if (!link.ok) return link;
  const { kept, other, fromAt, undoneAt } = link.value;
  if (fromAt === null || undoneAt !== null)
    return fail({ code: 'already-decided', message: 'This merge is not in force.' });
  const key = services.keyring.find(kept);
  if (key === null) throw new KeyDestroyed();
  const { reason } = openRow(key, 'person_link', id, link.value.sealed);
  await auditBoth(context, 'people.merge-undone', link.value, { reason: undoReason });
  await undoLink(client, link.value, sealRow(key, 'person_link', id, { reason, undoReason }), actor.staffId);
  return succeed({ id, participant: kept, other });
}
