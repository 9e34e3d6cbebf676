import { id } from '@attend/contracts/instant';
import {
  officeMove,
  officeMoveAsk,
  officeMoveChoices,
  officeMoved,
  officeMovePreview,
  officeMoves,
  officeMoveUndone,
} from '@attend/contracts/office-moves';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { moveOffice, undoOfficeMove } from './move.ts';
import { previewOfficeMove, readOfficeMoveChoices, readOfficeMoves } from './read.ts';

const permission = 'caseloads.move';
const nobody = { reads: 'nobody' } as const;
const moving = {
  reads: 'people',
  action: 'list',
  what: 'people of an office',
  purpose: 'moving people between offices',
} as const;
const everybodyMoved = { ...moving, participants: ({ people }: { people: readonly string[] }) => people };
/** Some thousands of ids. */
const bodyLimit = 512 * 1024;

/** People from one office to another, in one step, with what hangs on it. */
export const officeMoveRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/office-moves/choices',
    summary: 'Between which offices people may be moved, and which officers there are.',
    permission,
    response: officeMoveChoices,
    access: nobody,
    handler: (context) => readOfficeMoveChoices(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/office-moves/preview',
    summary: 'Who would move from one office to another, what goes along and what is lost. Changes nothing.',
    permission,
    body: officeMoveAsk,
    bodyLimit,
    response: officeMovePreview,
    access: {
      ...moving,
      participants: ({ moving: going, losing }) => [...going, ...losing].map(({ person }) => person.id),
    },
    handler: (context, { body }) => previewOfficeMove(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/office-moves',
    summary: 'Moves what a preview showed: all of them or nobody.',
    permission,
    body: officeMove,
    bodyLimit,
    response: officeMoved,
    status: 201,
    access: everybodyMoved,
    handler: (context, { body }) => moveOffice(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/office-moves',
    summary: 'Moves between offices, the latest first.',
    permission,
    response: officeMoves,
    access: nobody,
    handler: (context) => readOfficeMoves(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/office-moves/{id}/undo',
    summary: 'Back to the office they came from, as far as they are still of the one they went to.',
    permission,
    params: z.object({ id }),
    response: officeMoveUndone,
    access: everybodyMoved,
    handler: (context, { params }) => undoOfficeMove(context, params.id),
  }),
];
