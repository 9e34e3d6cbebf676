import {
  accountDecision,
  accountRequest,
  accountRequestList,
  staffConfirmation,
} from '@attend/contracts/account-requests';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { confirmAccount, decideOnAccount, readAccountRequests } from './decide.ts';

const nobody = { reads: 'nobody' } as const;

/** What takes two people, of staff: of participants nothing is read here. */
export const accountRequestRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/account-requests',
    summary: 'What waits for a second person’s word on an account, and what was decided: the last 200.',
    permission: 'staff.read',
    access: nobody,
    response: accountRequestList,
    handler: (context) => readAccountRequests(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/account-requests/{id}/decision',
    summary: 'Approves, by another person than who asked and whom it is about; or refuses, with a reason.',
    permission: 'staff.confirm',
    access: nobody,
    stepUp: true,
    params: z.object({ id }),
    body: accountDecision,
    response: accountRequest,
    handler: (context, { params, body }) => decideOnAccount(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/{id}/confirmation',
    summary: 'Says that an account which rests on one person’s word alone is who it says.',
    permission: 'staff.confirm',
    access: nobody,
    stepUp: true,
    params: z.object({ id }),
    body: staffConfirmation,
    response: z.object({}),
    handler: (context, { params, body }) => confirmAccount(context, params.id, body),
  }),
];
