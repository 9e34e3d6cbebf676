import { templateNames } from '@attend/casework';
import type {
  Message,
  messageChanged,
  messageList,
  messageSettle,
  messageWrite,
  messageWritten,
  Outbox,
  outboxQuery,
} from '@attend/contracts/messages';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  cancelMessage,
  listMessagesOf,
  listOutbox,
  listReplies,
  lockMessage,
  type MessageRow,
  settleMessage,
} from '../../database/repositories/messages.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { findSuspensionAt } from '../../database/repositories/suspensions.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { planMessage } from '../../messages/plan-message.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from './contact-points.ts';

type Changed = Result<z.output<typeof messageChanged>>;
const noSuchMessage: Failure = { code: 'not-found', message: 'There is no such message here.' };
const most = 200;

/** Nothing where the person's key was destroyed: what was written to them is gone with it. */
function openMessage(keyring: Keyring, row: MessageRow): Message[] {
  const key = keyring.find(row.participantId);
  const template = templateNames.find((known) => known === row.template);
  if (key === null || template === undefined) return [];
  const { language, text } = openRow(key, 'message', row.id, row.sealed);
  return [
    {
      ...{
        id: row.id,
        template,
        status: row.status,
        reason: row.reason,
        attempts: row.attempts,
        kind: row.kind,
      },
      ...{ language, text, by: row.createdBy },
      participant: {
        id: row.participantId,
        reference: row.reference,
        name: nameOf(openPerson(keyring, row.participantId, row.person)),
      },
      due: formatInstant(row.due),
      usefulUntil: formatInstant(row.usefulUntil),
      sent: instantText(row.sentAt),
      delivered: instantText(row.deliveredAt),
      settled: row.settledAs === null ? null : { as: row.settledAs, by: row.settledBy ?? '' },
    },
  ];
}

export async function readOutbox(
  { client, record, reach, services: { keyring, messages } }: StaffContext,
  { show }: z.output<typeof outboxQuery>,
): Promise<Result<Outbox>> {
  const rows = await listOutbox(client, await reach(), show, most + 1);
  await record.list(rows.map(({ participantId }) => participantId));
  return succeed({
    messages: rows.slice(0, most).flatMap((row) => openMessage(keyring, row)),
    more: rows.length > most,
    providers: [...messages.kinds],
  });
}

export async function readMessagesOf(
  { client, record, services: { keyring } }: StaffContext,
  participant: string,
): Promise<Result<z.output<typeof messageList>>> {
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const rows = await listMessagesOf(client, participant, most);
  const replies = await listReplies(client, participant, most);
  const key = keyring.find(participant);
  return succeed({
    participant,
    messages: rows.flatMap((row) => openMessage(keyring, row)),
    replies: replies.flatMap(({ id, meaning, sealed, at, messageId }) =>
      key === null
        ? []
        : [
            {
              ...{ id, meaning, at: formatInstant(at), message: messageId },
              text: openRow(key, 'message_reply', id, sealed).text,
            },
          ],
    ),
  });
}

/** In words of one's own, under the sender's name like any other. The request's number is its key: no request sends twice. */
export async function writeMessage(
  { client, record, services, programme, actor, audit, now, requestId }: StaffContext,
  participant: string,
  { text, due }: z.output<typeof messageWrite>,
): Promise<Result<z.output<typeof messageWritten>>> {
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const at = now();
  if ((await findSuspensionAt(client, participant, at))?.kind === 'death')
    return fail({ code: 'nobody-to-write-to', message: 'They have died: nothing is sent to them.' });
  const key = `staff/${requestId}`;
  const made = await planMessage(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, template: 'free-text', values: { text } },
    ...{ dueAt: due === undefined ? at : Date.parse(due), key, createdBy: actor.staffId, now: at },
  });
  if (!made) return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  await audit({
    ...{ action: 'message.written', entity: 'message', entityId: key, participant },
    after: { text, due: due ?? null },
  });
  return succeed({ participant });
}

async function find({ client, record }: StaffContext, id: string): Promise<Result<MessageRow>> {
  const row = await lockMessage(client, id);
  if (row === null) return fail(noSuchMessage);
  await record.open(row.participantId);
  return succeed(row);
}

export async function cancel(context: StaffContext, id: string): Promise<Changed> {
  const found = await find(context, id);
  if (!found.ok) return found;
  const { status, participantId: participant } = found.value;
  if (status !== 'planned')
    return fail({ code: 'changed', message: 'Only what has not been begun can be cancelled.' });
  await cancelMessage(context.client, id);
  await context.audit({
    ...{ action: 'message.cancelled', entity: 'message', entityId: id, participant },
    before: { status },
  });
  return succeed({ id, participant });
}

const usefulAgainFor = 86_400_000;

/** MSG-7: what became of a message nobody knows of, said by a person; only they send it again. */
export async function settle(
  context: StaffContext,
  id: string,
  as: z.output<typeof messageSettle>['as'],
): Promise<Changed> {
  const found = await find(context, id);
  if (!found.ok) return found;
  const { status, reason, participantId: participant, usefulUntil, settledAs } = found.value;
  if ((status !== 'unknown' && status !== 'failed') || (settledAs !== null && settledAs !== 'send-again'))
    return fail({ code: 'changed', message: 'There is nothing to be said about this message.' });
  const now = context.now();
  if (as === 'send-again' && reason === 'too-late')
    return fail({ code: 'too-late', message: 'What it says is no longer so. Write another one.' });
  const until =
    as === 'send-again' && status === 'failed' ? Math.max(usefulUntil, now + usefulAgainFor) : usefulUntil;
  if (as === 'send-again' && until <= now)
    return fail({ code: 'too-late', message: 'What it says is no longer so. Write another one.' });
  await settleMessage(context.client, id, context.actor.staffId, as, until);
  await context.audit({
    ...{ action: 'message.settled', entity: 'message', entityId: id, participant },
    before: { status, reason },
    after: { as },
  });
  return succeed({ id, participant });
}
