import { dayOf, delaysBehind, firstKnown, permitReceived } from '@attend/casework';
import {
  type LookCopyList,
  type LookCopyPrint,
  type lookCopyAsk,
  type lookCopyChanged,
  type lookCopyHand,
  lookCopyLanguages,
} from '@attend/contracts/look-copies';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findDelaysOf } from '../../database/repositories/disclosure.ts';
import {
  insertLookCopy,
  listLookCopies,
  lockLookCopy,
  markHanded,
} from '../../database/repositories/look-copies.ts';
import { findOwnAccount, findOwnLooks } from '../../database/repositories/own-looks.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import { planMessage } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';
import { delayedBy } from '../disclosure/own-looks.ts';
import { noSuchPerson } from '../orders/take.ts';

/** Some forty pages; whoever wants older ones asks for what lies before. */
const most = 1_000;

/** REQ-8 */
export async function readLookCopies(
  { client, record, services }: StaffContext,
  person: string,
): Promise<Result<LookCopyList>> {
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  const rows = await listLookCopies(client, services.keyring.find(person), person);
  return succeed({
    participant: person,
    copies: rows.map(({ id, asker, way, receivedOn, askedAt, askedBy, handedAt, handedBy, identity }) => ({
      ...{ id, asker, way, receivedOn, asked: { at: formatInstant(askedAt), by: askedBy } },
      handed:
        handedAt === null || handedBy === null
          ? null
          : { at: formatInstant(handedAt), by: handedBy, identity },
    })),
  });
}

/** REQ-8, REQ-10: taken down by whoever hears of it; the message holds no look. */
export async function askLookCopy(
  context: StaffContext,
  person: string,
  { tell, ...asked }: z.output<typeof lookCopyAsk>,
): Promise<Result<z.output<typeof lookCopyChanged>>> {
  const { client, record, services, programme, actor, audit, now } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  const received = permitReceived(asked.receivedOn, dayOf(now(), programme.timezone));
  if (!received.ok) return fail({ ...received.error, path: ['body', ...(received.error.path ?? [])] });
  if (services.keyring.isDestroyed(person))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const of = { programmeId: programme.id, participantId: person };
  const id = await insertLookCopy(client, { ...of, ...asked, by: actor.staffId });
  await audit({
    ...{ action: 'look-copy.asked', entity: 'look_copy', entityId: id, participant: person },
    after: { ...asked, tell },
  });
  const at = now();
  if (tell)
    await planMessage(client, services.keyring, {
      ...{ ...of, template: 'copy-ready', values: {}, key: `look-copy/${id}`, dueAt: at, now: at },
      ...{ createdBy: actor.staffId, usefulUntil: at + 14 * 86_400_000 },
    });
  return succeed({ participant: person, id });
}

/** REQ-8, REQ-9: once, to somebody of whom it is said how they were known. What is printed is what their own view holds now. */
export async function handLookCopy(
  context: StaffContext,
  id: string,
  { identity }: z.output<typeof lookCopyHand>,
): Promise<Result<LookCopyPrint>> {
  const { client, record, services, programme, actor, audit, now } = context;
  const row = await lockLookCopy(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such copy here.' });
  const participant = row.participantId;
  await record.open(participant);
  if (row.handedAt !== null)
    return fail({ code: 'already-decided', message: 'This copy was handed over. Take another one down.' });
  const person = await findPerson(client, participant);
  if (person === null) return fail(noSuchPerson);
  await markHanded(client, services.keyring.create(participant), id, { by: actor.staffId, identity });
  await audit({
    ...{ action: 'look-copy.handed-over', entity: 'look_copy', entityId: id, participant },
    after: { identity },
  });
  const at = now();
  const delays = await findDelaysOf(client, services.keyring, programme.id, participant);
  const own = await findOwnAccount(client, participant);
  const { looks, next } = await findOwnLooks(client, participant, null, most);
  const known = openPerson(services.keyring, participant, person.sealed);
  return succeed({
    ...{ participant, id, reference: person.reference, timezone: programme.timezone, more: next !== null },
    name: nameOf(known),
    language: firstKnown(lookCopyLanguages, known?.languages ?? []),
    at: formatInstant(at),
    looks: looks.map(({ viewer, at: when, day, ...look }) => ({
      ...{ ...look, at: formatInstant(when), self: own !== null && viewer === own },
      delayed: delaysBehind({ viewer, at: when, day, ...look }, delays, at).map(delayedBy),
    })),
  });
}
