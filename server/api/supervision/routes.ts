import { id } from '@attend/contracts/instant';
import {
  absenceCreate,
  absenceCreated,
  absenceList,
  provider,
  providerCreate,
  providerList,
  supervisionBegin,
  supervisionChanged,
  supervisionEnd,
  supervisionList,
} from '@attend/contracts/supervision';
import { fail, succeed } from '@attend/kernel';
import { z } from 'zod';
import { insertProvider, listProviders } from '../../database/repositories/supervision.ts';
import { defineRoute } from '../route.ts';
import { addAbsence, readAbsences, stopAbsence } from './absences.ts';
import { beginFor, endFor, readSupervision } from './supervision.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;
const assigning = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'who works with the person',
  purpose: 'assigning',
  participants: ({ participant }: { participant: string }) => [participant],
};

/** What gives somebody a relation to a participant, and takes it away. */
export const supervisionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/supervision',
    summary: 'Who works with a person and who did: officer, others of the staff, provider, attorney.',
    permission: 'people.read',
    params,
    response: supervisionList,
    access: { ...assigning, purpose: 'supervision' },
    handler: (context, input) => readSupervision(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/supervision',
    summary: 'Somebody, or a provider, works with a person from now on.',
    permission: 'people.assign',
    params,
    body: supervisionBegin,
    response: supervisionChanged,
    access: assigning,
    handler: (context, input) => beginFor(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/supervision/end',
    summary: 'Ends one of these, and with it what it let somebody see.',
    permission: 'people.assign',
    params,
    body: supervisionEnd,
    response: supervisionChanged,
    access: assigning,
    handler: (context, input) => endFor(context, input.params.id, input.body.entry),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/absences',
    summary: 'Who of the staff is away, or will be, and who stands in.',
    permission: 'absences.write',
    response: absenceList,
    access: nobody,
    handler: (context) => readAbsences(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/absences',
    summary:
      'Somebody is away from one instant to another, and somebody stands in with everybody assigned to them.',
    permission: 'absences.write',
    body: absenceCreate,
    response: absenceCreated,
    status: 201,
    access: nobody,
    handler: (context, { body }) => addAbsence(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/absences/{id}/end',
    summary: 'They are back.',
    permission: 'absences.write',
    params,
    response: z.object({}),
    access: nobody,
    handler: (context, input) => stopAbsence(context, input.params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/providers',
    summary: 'Who is contracted.',
    permission: 'people.read',
    response: providerList,
    access: nobody,
    handler: async ({ client }) => succeed({ providers: await listProviders(client) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/providers',
    summary: 'Enters a provider.',
    permission: 'staff.write',
    stepUp: true,
    body: providerCreate,
    response: provider,
    status: 201,
    access: nobody,
    handler: async ({ client, programme, audit }, { body }) => {
      const made = await insertProvider(client, programme.id, body.name);
      if (made === null)
        return fail({ code: 'exists', message: 'There is a provider of this name.', path: ['body', 'name'] });
      await audit({ action: 'provider.entered', entity: 'provider', entityId: made, after: body });
      return succeed({ id: made, name: body.name });
    },
  }),
];
