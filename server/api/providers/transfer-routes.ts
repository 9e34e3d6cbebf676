import { id } from '@attend/contracts/instant';
import {
  transferAsk,
  transferCancel,
  transferCancelled,
  transferCreate,
  transferList,
  transferMade,
  transferPreview,
  transferQuery,
  transferUndone,
} from '@attend/contracts/provider-transfers';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { dropTransfer, makeTransfer, previewTransfer, readTransfers, undoTransfer } from './transfers.ts';

const params = z.object({ id });
const permission = 'providers.transfer';
const nobody = { access: { reads: 'nobody' } } as const;
const moving = {
  reads: 'people',
  action: 'list',
  what: 'people of a provider',
  purpose: 'moving people to another provider',
} as const;
const everybodyMoved = {
  access: { ...moving, participants: ({ people }: { people: readonly string[] }) => people },
} as const;
/** Some thousands of ids. */
const bodyLimit = 1024 * 1024;

/** Whole caseloads, or people chosen out of one, from one provider to another, on a day and in one step. */
export const providerTransferRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/provider-transfers/preview',
    summary:
      'Who would move from one provider to another, and what the old one would no longer see. Changes nothing.',
    permission,
    body: transferAsk,
    bodyLimit,
    response: transferPreview,
    access: { ...moving, participants: ({ moving: going }) => going.map(({ person }) => person.id) },
    handler: (context, { body }) => previewTransfer(context, body),
  }),
  defineRoute({
    ...everybodyMoved,
    method: 'POST',
    path: '/api/provider-transfers',
    summary: 'Moves what a preview showed, today at once or on a later day: all of them or nobody.',
    permission,
    body: transferCreate,
    bodyLimit,
    response: transferMade,
    status: 201,
    handler: (context, { body }) => makeTransfer(context, body),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/provider-transfers',
    summary: 'Transfers between providers, the latest first.',
    permission: 'providers.read',
    query: transferQuery,
    response: transferList,
    handler: (context, { query }) => readTransfers(context, query.provider ?? null),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-transfers/{id}/cancel',
    summary: 'Gives up a transfer whose day has not come.',
    permission,
    params,
    body: transferCancel,
    response: transferCancelled,
    handler: (context, { params, body }) => dropTransfer(context, params.id, body.version),
  }),
  defineRoute({
    ...everybodyMoved,
    method: 'POST',
    path: '/api/provider-transfers/{id}/undo',
    summary: 'Back to the provider they came from, as far as they are still with the one they went to.',
    permission,
    params,
    response: transferUndone,
    handler: (context, { params }) => undoTransfer(context, params.id),
  }),
];
