import { cursor } from '@attend/contracts/instant';
import {
  missedTargets,
  oversightQuestions,
  questionCounts,
  questionList,
  unaccountedDevices,
  unaccountedKinds,
} from '@attend/contracts/oversight-questions';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readMissedTargets } from './missed-targets.ts';
import { readQuestion, readQuestions, readUnaccounted } from './questions.ts';

const query = z.object({ cursor: cursor.optional() });

/** What an auditor asks, ready: a count first, then a list whose reading is on record. Nothing here writes. */
export const questionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/oversight/questions',
    summary: 'How many people, alerts and devices an auditor’s questions concern.',
    permission: 'oversight.read',
    response: questionCounts,
    access: { reads: 'nobody' },
    handler: (context) => readQuestions(context),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/questions/{kind}',
    summary: 'Whom one question concerns, by reference, with what an auditor asks next.',
    permission: 'oversight.read',
    params: z.object({ kind: z.enum(oversightQuestions) }),
    query,
    response: questionList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'questions of oversight',
      purpose: 'oversight of supervision',
      participants: ({ lines }) => lines.map(({ participant }) => participant.id),
    },
    handler: (context, { params, query: asked }) => readQuestion(context, params.kind, asked.cursor),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/devices/{kind}',
    summary: 'Devices of which nobody can say where they are, or which nobody fetched.',
    permission: 'oversight.read',
    params: z.object({ kind: z.enum(unaccountedKinds) }),
    query,
    response: unaccountedDevices,
    access: { reads: 'nobody' },
    handler: (context, { params, query: asked }) => readUnaccounted(context, params.kind, asked.cursor),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/missed-targets',
    summary: 'Which providers missed which targets of their contracts, by month, as signed or measured.',
    permission: 'providers.read',
    response: missedTargets,
    access: { reads: 'nobody' },
    handler: (context) => readMissedTargets(context),
  }),
];
