import { checkInChanged } from '@attend/contracts/check-ins';
import { id } from '@attend/contracts/instant';
import { reinstated, takeBack } from '@attend/contracts/undo';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { freeCheckIn } from './free-check-in.ts';
import { reinstateContactPoint } from './reinstate.ts';

const params = z.object({ id });
const onePerson = {
  reads: 'people' as const,
  action: 'open' as const,
  participants: ({ participant }: { participant: string }) => [participant],
};

/** What was done by mistake and is safe to take back: each a new record with its reason, never a deletion (FRM-9). */
export const undoRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/check-ins/{id}/free',
    summary: 'A booked time that is still to come is free again; the check-in is due as it was.',
    permission: 'check-ins.write',
    access: { ...onePerson, what: 'check-ins', purpose: 'check-ins' },
    params,
    body: takeBack,
    response: checkInChanged,
    handler: (context, input) => freeCheckIn(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contact-points/{id}/reinstate',
    summary:
      'A contact point that ended within a day was theirs after all: another one with its consent stands in its place.',
    permission: 'messages.write',
    access: { ...onePerson, what: 'contact points', purpose: 'reaching the person' },
    params,
    body: takeBack,
    response: reinstated,
    handler: (context, input) => reinstateContactPoint(context, input.params.id, input.body),
  }),
];
