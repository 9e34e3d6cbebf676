import { id } from '@attend/contracts/instant';
import {
  mergeAsk,
  mergeAsked,
  mergeChanged,
  mergeDecide,
  mergeList,
  mergeUndo,
} from '@attend/contracts/merges';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { askMerge, decideMerge, undoMerge } from './merge.ts';
import { readMerges } from './read.ts';

const params = z.object({ id });
const merging = {
  reads: 'people',
  action: 'open',
  what: 'merge of records',
  purpose: 'keeping the register',
} as const;
const both = {
  ...merging,
  participants: ({ participant, other }: { participant: string; other: string }) => [participant, other],
};

/** Two records that are one person's. */
export const mergeRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/merges',
    summary: 'Records that are, were, or may be the same person’s.',
    permission: 'people.read',
    params,
    response: mergeList,
    access: {
      ...merging,
      participants: ({ participant, merges }) => [
        participant,
        ...merges.flatMap(({ kept, other }) => [kept.id, other.id]),
      ],
    },
    handler: (context, input) => readMerges(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/merges',
    summary: 'Another record is the same person’s: at once, or once a second person confirms it.',
    permission: 'people.write',
    params,
    body: mergeAsk,
    response: mergeAsked,
    status: 201,
    access: both,
    handler: (context, input) => askMerge(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/merges/{id}/decision',
    summary: 'A second person confirms or refuses it.',
    permission: 'people.write',
    params,
    body: mergeDecide,
    response: mergeChanged,
    access: both,
    handler: (context, input) => decideMerge(context, input.params.id, input.body.decision),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/merges/{id}/undo',
    summary: 'They are two people’s after all: both are as they were.',
    permission: 'people.write',
    params,
    body: mergeUndo,
    response: mergeChanged,
    access: both,
    handler: (context, input) => undoMerge(context, input.params.id, input.body.reason),
  }),
];
