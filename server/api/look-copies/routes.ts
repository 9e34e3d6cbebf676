import { id } from '@attend/contracts/instant';
import {
  lookCopyAsk,
  lookCopyChanged,
  lookCopyHand,
  lookCopyList,
  lookCopyPrint,
} from '@attend/contracts/look-copies';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { askLookCopy, handLookCopy, readLookCopies } from './look-copies.ts';

const params = z.object({ id });
const ofThem = {
  reads: 'people',
  action: 'open',
  what: 'record of looks',
  purpose: 'a copy on paper',
  participants: ({ participant }: { participant: string }) => [participant],
} as const;

/** The record of looks for whoever has no app: on paper, once somebody has checked who takes it. */
export const lookCopyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/look-copies',
    summary: 'Copies of the participant’s own record of looks that were asked for and handed over.',
    permission: 'requests.write',
    access: ofThem,
    params,
    response: lookCopyList,
    handler: (context, input) => readLookCopies(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/look-copies',
    summary: 'Somebody asks for such a copy, by telephone, paper, in person or in writing.',
    permission: 'requests.write',
    access: ofThem,
    params,
    body: lookCopyAsk,
    response: lookCopyChanged,
    status: 201,
    handler: (context, input) => askLookCopy(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/look-copies/{id}/hand',
    summary:
      'It is handed over, with how it is known who takes it. Answers with what is printed: what their own view holds.',
    permission: 'requests.write',
    access: { ...ofThem, action: 'export' },
    params,
    body: lookCopyHand,
    response: lookCopyPrint,
    handler: (context, input) => handLookCopy(context, input.params.id, input.body),
  }),
];
