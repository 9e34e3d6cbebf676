import { permitRemoval } from '@attend/casework';
import type { RemovalList, removalChanged, removalEnd, removalPlan } from '@attend/contracts/removals';
import { type Failure, fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findPerson } from '../../database/repositories/people.ts';
import {
  endPassed,
  endRemoval,
  insertRemoval,
  listRemovalsOf,
  lockRemoval,
  lockRemovals,
} from '../../database/repositories/planned-removals.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson, ownerOf } from '../orders/take.ts';

type Changed = Result<z.output<typeof removalChanged>>;
const notSaid: Failure = {
  code: 'found-missing',
  message: 'Its time has passed: say whether the device is on again.',
  path: ['body', 'found'],
};
const missing: Failure = { code: 'not-found', message: 'There is no such planned removal here.' };

export async function readRemovals(context: StaffContext, person: string): Promise<Result<RemovalList>> {
  const { client, services, record } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  const rows = await listRemovalsOf(client, services.keyring.find(person), person);
  return succeed({
    participant: person,
    removals: rows.map(({ participantId: _, from, to, endedAt, ...row }) => ({
      ...row,
      ...{ from: formatInstant(from), to: formatInstant(to), endedAt: instantText(endedAt) },
    })),
    may: await mayOn(context, 'devices.write', person),
  });
}

/** FIT-8: a time in which an open strap is expected, from now on at the earliest. */
export async function planRemoval(
  context: StaffContext,
  person: string,
  given: z.output<typeof removalPlan>,
): Promise<Changed> {
  const { client, programme, actor, audit, record, services, now } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  if (services.keyring.isDestroyed(person))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  await lockRemovals(client, person);
  const standing = await listRemovalsOf(client, null, person);
  const asked = { from: parseInstant(given.from) ?? 0, to: parseInstant(given.to) ?? 0 };
  const permitted = permitRemoval(asked, standing, now());
  if (!permitted.ok) return fail({ ...permitted.error, path: ['body', ...(permitted.error.path ?? [])] });
  const { key } = ownerOf(context, person);
  const { reason, note } = given;
  const id = await insertRemoval(client, key, {
    ...{ programmeId: programme.id, participantId: person, reason, note, by: actor.staffId },
    ...permitted.value,
  });
  await audit({
    ...{ action: 'removal.planned', entity: 'planned_removal', entityId: id, participant: person },
    after: {
      ...{ reason, note },
      ...{ from: formatInstant(permitted.value.from), to: formatInstant(permitted.value.to) },
    },
  });
  return succeed({ participant: person, removal: id, version: 1 });
}

/** FIT-8: over sooner, or taken back before it began: from then on an open strap is an alert again. TDY-9: or seen to once it has passed. */
export async function closeRemoval(
  context: StaffContext,
  id: string,
  { version, found }: z.output<typeof removalEnd>,
): Promise<Changed> {
  const { client, record, services, actor, audit, now } = context;
  const row = await lockRemoval(client, services.keyring, id);
  if (row === null) return fail(missing);
  await record.open(row.participantId);
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this removal meanwhile.' });
  if (row.endedAt !== null) return fail({ code: 'already-decided', message: 'This removal is over.' });
  const entity = { entity: 'planned_removal', entityId: id, participant: row.participantId };
  if (row.to <= now()) {
    if (found === null) return fail(notSaid);
    const { key } = ownerOf(context, row.participantId);
    await endPassed(client, key, row, { at: now(), by: actor.staffId, found });
    await audit({
      action: 'removal.seen-to',
      ...entity,
      before: { to: formatInstant(row.to) },
      after: { found },
    });
    return succeed({ participant: row.participantId, removal: id, version: version + 1 });
  }
  await endRemoval(client, id, now(), actor.staffId);
  await audit({
    ...{ action: 'removal.ended', ...entity },
    before: { to: formatInstant(row.to) },
    after: { endedAt: formatInstant(now()) },
  });
  return succeed({ participant: row.participantId, removal: id, version: version + 1 });
}
