import {
  caseloadAsk,
  caseloadMove,
  caseloadMoved,
  caseloadMoves,
  caseloadPreview,
  caseloads,
  caseloadUndone,
} from '@attend/contracts/caseloads';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { moveCaseload, undoMove } from './move.ts';
import { previewMove, readCaseloads, readMoves } from './read.ts';

const permission = 'caseloads.move';
const nobody = { reads: 'nobody' } as const;
const moving = {
  reads: 'people',
  action: 'list',
  what: 'people of an officer',
  purpose: 'moving a caseload',
} as const;
const everybodyMoved = { ...moving, participants: ({ people }: { people: readonly string[] }) => people };
/** Some thousands of ids. */
const bodyLimit = 1024 * 1024;

/** Whole caseloads from one officer to another, in one step. */
export const caseloadMoveRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/caseloads',
    summary: 'How many people each officer has.',
    permission,
    response: caseloads,
    access: nobody,
    handler: (context) => readCaseloads(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-moves/preview',
    summary: 'Who would move from one officer to another, who not and why. Changes nothing.',
    permission,
    body: caseloadAsk,
    bodyLimit,
    response: caseloadPreview,
    access: {
      ...moving,
      participants: ({ moving: going, staying }) => [...going, ...staying].map(({ person }) => person.id),
    },
    handler: (context, { body }) => previewMove(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-moves',
    summary: 'Moves what a preview showed: all of them or nobody.',
    permission,
    body: caseloadMove,
    bodyLimit,
    response: caseloadMoved,
    status: 201,
    access: everybodyMoved,
    handler: (context, { body }) => moveCaseload(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/caseload-moves',
    summary: 'Moves of caseloads, the latest first.',
    permission,
    response: caseloadMoves,
    access: nobody,
    handler: (context) => readMoves(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-moves/{id}/undo',
    summary: 'Back to whom they came from, as far as they are still with whom they went to.',
    permission,
    params: z.object({ id }),
    response: caseloadUndone,
    access: everybodyMoved,
    handler: (context, { params }) => undoMove(context, params.id),
  }),
];
