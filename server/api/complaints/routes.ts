import {
  complaintAcknowledge,
  complaintAnswer,
  complaintAppeal,
  complaintChanged,
  complaintChoices,
  complaintConcerned,
  complaintCounts,
  complaintCountsQuery,
  complaintCreate,
  complaintDetail,
  complaintHandler,
  complaintList,
  complaintNote,
  complaintPolicy,
  complaintPolicyChange,
  complaintQuery,
  complaintTaken,
} from '@attend/contracts/complaints';
import { id } from '@attend/contracts/instant';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import type { StaffContext } from '../context.ts';
import { correspondence, listOfCorrespondence } from '../letters/routes.ts';
import { defineRoute } from '../route.ts';
import { publishComplaintPolicy, readComplaintPolicy } from './policy.ts';
import { readComplaint, readComplaints, readCounts } from './read.ts';
import { readChoices, takeComplaint } from './take.ts';
import {
  acknowledgeComplaint,
  answerComplaint,
  appealComplaint,
  changeConcerned,
  handComplaint,
  noteComplaint,
} from './work.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;
const ofIt = (participant: string | null): string[] => (participant === null ? [] : [participant]);
/** In the words of looks at letters: who reads who looked at a person learns of no complaint by it, since both are told alike (CPL-5). */
const look = { reads: 'people', purpose: correspondence.purpose } as const;
const opened = {
  reads: 'people',
  action: 'open',
  what: correspondence.what,
  purpose: look.purpose,
  participants: ({ participant }: { participant: string | null }) => ofIt(participant),
} as const;

const command = <B extends z.ZodType>(
  name: string,
  summary: string,
  body: B,
  handler: (context: StaffContext, id: string, body: z.output<B>) => ReturnType<typeof noteComplaint>,
  method: 'POST' | 'PUT' = 'POST',
) =>
  defineRoute({
    ...{ method, path: `/api/complaints/{id}/${name}`, summary, params, body },
    ...{ permission: 'complaints.work', access: opened, response: complaintChanged },
    handler: (context, input) => handler(context, input.params.id, input.body as z.output<B>),
  });

/** Complaints, away from whom they concern (migration 0040 narrows the wall by person). */
export const complaintRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/complaint-choices',
    summary: 'Whom a complaint may concern, and of which office it is.',
    permission: 'complaints.take',
    access: nobody,
    response: complaintChoices,
    handler: (context) => readChoices(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/complaints',
    summary: 'Takes a complaint down, with or without a name. Its number comes back, and nothing else.',
    permission: 'complaints.take',
    access: opened,
    body: complaintCreate,
    response: complaintTaken,
    status: 201,
    handler: (context, { body }) => takeComplaint(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/complaints',
    summary: 'The register: what is due first, first; what concerns the viewer is not in it.',
    permission: 'complaints.read',
    access: {
      ...{ reads: 'people', action: 'list', ...listOfCorrespondence },
      participants: ({ complaints }) => complaints.flatMap(({ participant }) => participant?.id ?? []),
    },
    query: complaintQuery,
    response: complaintList,
    handler: (context, { query }) => readComplaints(context, query.show, query.provider ?? null),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/complaint-counts',
    summary: 'Complaints that came in on days of a span, by topic, office and provider. Numbers, and nobody.',
    permission: 'complaints.read',
    access: nobody,
    query: complaintCountsQuery,
    response: complaintCounts,
    handler: (context, { query }) => readCounts(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/complaints/{id}',
    summary: 'One complaint with its words, its clocks and every step.',
    permission: 'complaints.read',
    access: {
      ...{ ...look, action: 'open', what: correspondence.what },
      participants: ({ participant }) => ofIt(participant?.id ?? null),
    },
    params,
    response: complaintDetail,
    handler: (context, input) => readComplaint(context, input.params.id),
  }),
  command(
    'acknowledge',
    'Whoever complained was told that it came in.',
    complaintAcknowledge,
    acknowledgeComplaint,
  ),
  command(
    'handler',
    'Gives it in hand to somebody whom it does not concern.',
    complaintHandler,
    handComplaint,
  ),
  command(
    'concerned',
    'Whom it concerns, where that comes to light; whoever it is loses it at once.',
    complaintConcerned,
    changeConcerned,
    'PUT',
  ),
  command('note', 'What was found out, or asked.', complaintNote, noteComplaint),
  command(
    'answer',
    'Answers it, with an outcome and how whoever complained was told.',
    complaintAnswer,
    answerComplaint,
  ),
  command('appeal', 'Somebody is not content with the answer.', complaintAppeal, appealComplaint),
  defineRoute({
    method: 'GET',
    path: '/api/complaint-policy',
    summary: 'In how many working days a complaint is acknowledged and answered.',
    permission: 'signed-in',
    access: nobody,
    response: complaintPolicy,
    handler: async (context) => succeed(await readComplaintPolicy(context)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/complaint-policy',
    summary: 'Publishes other terms, with a reason, for what comes in from now on.',
    permission: 'complaints.policy',
    access: nobody,
    body: complaintPolicyChange,
    response: complaintPolicy,
    handler: (context, { body }) => publishComplaintPolicy(context, body),
  }),
];
