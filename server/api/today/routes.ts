import { id } from '@attend/contracts/instant';
import { checkInFollowUp, needList, needQuery, needSeenTo, replyAnswered } from '@attend/contracts/today';
import { z } from 'zod';
import { listOfCorrespondence } from '../letters/routes.ts';
import { defineRoute } from '../route.ts';
import { answerReply, confirmHearing, followUp } from './commands.ts';
import {
  readCheckInNeeds,
  readDeviceNeeds,
  readHearingNeeds,
  readHelpNeeds,
  readLetterNeeds,
  readMergeNeeds,
  readMessageNeeds,
  readRequestNeeds,
  readReviewNeeds,
} from './needs.ts';

const params = z.object({ id });
const listed = {
  reads: 'people' as const,
  action: 'list' as const,
  purpose: 'today’s work',
  participants: ({ participants }: z.output<typeof needList>) => participants,
};
const opened = {
  reads: 'people' as const,
  action: 'open' as const,
  purpose: 'today’s work',
  participants: ({ participant }: { participant: string }) => [participant],
};

/** What needs somebody today besides alerts. A list a permission, since each reaches different people. */
export const todayRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/today/check-ins',
    summary:
      'Missed check-ins that nobody has followed up, and booked ones for which too few workers are left.',
    permission: 'check-ins.read',
    access: { ...listed, what: 'check-ins that need somebody' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readCheckInNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/devices',
    summary:
      'Fittings begun and not ended, planned removals that run or whose time has passed, and devices to be fetched.',
    permission: 'devices.write',
    access: { ...listed, what: 'devices that need somebody' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readDeviceNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/hearings',
    summary: 'Hearings of today and tomorrow that nobody has confirmed.',
    permission: 'hearings.read',
    access: { ...listed, what: 'hearings not confirmed' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readHearingNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/help',
    summary:
      'Help that was asked for and is not arranged, and help whose hearing or check-in stands differently by now.',
    permission: 'help.read',
    access: { ...listed, what: 'help to arrange' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readHelpNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/messages',
    summary:
      'Who asks for help, whom no message reaches, and messages of which nobody knows whether they left.',
    permission: 'messages.read',
    access: { ...listed, what: 'messages that need somebody' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readMessageNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/letters',
    summary: 'Letters that came back undelivered, to whose address nobody has seen.',
    permission: 'documents.read',
    access: { ...listed, ...listOfCorrespondence },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readLetterNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/requests',
    summary: 'Exceptions that somebody asked for and nobody has answered; first those whose time has begun.',
    permission: 'orders.write',
    access: { ...listed, what: 'orders to decide' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readRequestNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/reviews',
    summary:
      'Step ups that wait for a second person, devices that are to be changed, and reviews that are late.',
    permission: 'reviews.read',
    access: { ...listed, what: 'list of reviews' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readReviewNeeds(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/merges',
    summary: 'Records said to be one person’s that wait for a second person: for those who may be that.',
    permission: 'people.write',
    access: { ...listed, what: 'merges that wait' },
    query: needQuery,
    response: needList,
    handler: (context, { query }) => readMergeNeeds(context, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/message-replies/{id}/answered',
    summary: 'Somebody has read a reply and seen to it.',
    permission: 'messages.write',
    access: { ...opened, what: 'messages' },
    params,
    body: replyAnswered,
    response: needSeenTo,
    handler: (context, input) => answerReply(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/hearings/{id}/confirm',
    summary: 'The person said that they will be there.',
    permission: 'hearings.write',
    access: { ...opened, what: 'hearing' },
    params,
    response: needSeenTo,
    handler: (context, input) => confirmHearing(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/check-ins/{id}/follow-up',
    summary: 'What was done about a missed check-in.',
    permission: 'check-ins.write',
    access: { ...opened, what: 'check-ins' },
    params,
    body: checkInFollowUp,
    response: needSeenTo,
    handler: (context, input) => followUp(context, input.params.id, input.body),
  }),
];
