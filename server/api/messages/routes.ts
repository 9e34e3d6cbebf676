import { id } from '@attend/contracts/instant';
import {
  contactPointAdd,
  contactPointChanged,
  contactPointCommand,
  contactPointList,
  contactPointReplace,
  contactPointRewrite,
  gatewayTaken,
  messageChanged,
  messageList,
  messageSettle,
  messageWrite,
  messageWritten,
  outbox,
  outboxQuery,
} from '@attend/contracts/messages';
import { fail } from '@attend/kernel';
import { z } from 'zod';
import type { ContactCommand } from '../../database/repositories/contact-points.ts';
import { defineRoute } from '../route.ts';
import { addContactPoint, commandContactPoint, readContactPoints, rewrite } from './contact-points.ts';
import { cancel, readMessagesOf, readOutbox, settle, writeMessage } from './messages.ts';
import { replaceContactPoint } from './replace.ts';

const params = z.object({ id });
const person = {
  reads: 'people' as const,
  action: 'open' as const,
  participants: ({ participant }: { participant: string }) => [participant],
};
const contact = { ...person, what: 'contact points', purpose: 'reaching the person' };
const writing = { ...person, what: 'messages', purpose: 'reaching the person' };

const command = (name: ContactCommand, summary: string) =>
  defineRoute({
    method: 'POST',
    path: `/api/contact-points/{id}/${name}`,
    summary,
    permission: 'messages.write',
    access: contact,
    params,
    body: contactPointCommand,
    response: contactPointChanged,
    handler: (context, input) => commandContactPoint(context, input.params.id, name, input.body.version),
  });

/** How a person is reached, what is sent to them, and what they answer. */
export const messageRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/contact-points',
    summary: 'Where a person is reached, in the order in which it is tried, with their consent.',
    permission: 'messages.read',
    access: contact,
    params,
    response: contactPointList,
    handler: (context, input) => readContactPoints(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/contact-points',
    summary: 'A telephone number or an e-mail address, with the consent that was asked for.',
    permission: 'messages.write',
    access: contact,
    params,
    body: contactPointAdd,
    response: contactPointChanged,
    status: 201,
    handler: (context, input) => addContactPoint(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/contact-points/{id}',
    summary: 'Its place in the order, its language and its note. An address is never rewritten.',
    permission: 'messages.write',
    access: contact,
    params,
    body: contactPointRewrite,
    response: contactPointChanged,
    handler: (context, input) => rewrite(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contact-points/{id}/replace',
    summary: 'Another number or address in its place; the first has ended.',
    permission: 'messages.write',
    access: contact,
    params,
    body: contactPointReplace,
    response: contactPointChanged,
    handler: (context, input) => replaceContactPoint(context, input.params.id, input.body),
  }),
  command('confirm', 'The person says that it is still right.'),
  command('consent', 'The person was asked and agrees to be written to there; it lifts an earlier STOP.'),
  command('withdraw', 'The person no longer agrees: nothing is sent there from now on.'),
  command('end', 'It is the person’s no longer.'),
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/messages',
    summary: 'What was, or will be, sent to a person, and what they answered.',
    permission: 'messages.read',
    access: writing,
    params,
    response: messageList,
    handler: (context, input) => readMessagesOf(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/messages',
    summary: 'A message in words of one’s own; in quiet hours it leaves the next morning.',
    permission: 'messages.write',
    access: writing,
    params,
    body: messageWrite,
    response: messageWritten,
    status: 201,
    handler: (context, input) => writeMessage(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/messages',
    summary: 'The outbox: unknown and failed first, then what waits and why.',
    permission: 'messages.read',
    access: {
      reads: 'people',
      action: 'list',
      what: 'messages',
      purpose: 'care of the outbox',
      participants: ({ messages }) => messages.map(({ participant }) => participant.id),
    },
    query: outboxQuery,
    response: outbox,
    handler: (context, { query }) => readOutbox(context, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/messages/{id}/cancel',
    summary: 'It is not sent, where that has not been begun.',
    permission: 'messages.write',
    access: writing,
    params,
    response: messageChanged,
    handler: (context, input) => cancel(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/messages/{id}/settle',
    summary: 'What became of a message that is unknown or failed; only so is one sent again.',
    permission: 'messages.write',
    access: writing,
    params,
    body: messageSettle,
    response: messageChanged,
    handler: (context, input) => settle(context, input.params.id, input.body.as),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/messages/gateway',
    summary: 'Delivery reports and replies of the configured gateway, signed by it.',
    permission: 'public',
    access: { reads: 'nobody' },
    signedBody: true,
    response: gatewayTaken,
    handler: async ({ services, http }) => {
      const { intake } = services.messages;
      if (intake === null) return fail({ code: 'not-found', message: 'No gateway is configured.' });
      return await intake.receive(http.body, http.signature);
    },
  }),
];
