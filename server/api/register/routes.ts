import { id } from '@attend/contracts/instant';
import {
  doublesAsk,
  doublesFound,
  personChange,
  personChanged,
  personRecord,
  personRegister,
  personRegistered,
  registerChoices,
} from '@attend/contracts/register';
import {
  registerEntryChange,
  registerEntryChanged,
  registerEntryError,
  registerEntryGiven,
} from '@attend/contracts/register-entries';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { listOfficers } from '../../database/repositories/officers.ts';
import { listOfficeChoices } from '../../database/repositories/register.ts';
import { defineRoute } from '../route.ts';
import { changePerson } from './change.ts';
import { registerPerson } from './create.ts';
import { readDoubles } from './doubles.ts';
import { addEntry, changeEntry, markInError } from './entries.ts';
import { readRegister } from './read.ts';

const params = z.object({ id });
const registering = { reads: 'people', what: 'register', purpose: 'keeping the register' } as const;
const one = {
  ...registering,
  action: 'open' as const,
  participants: ({ participant }: { participant: string }) => [participant],
};

/** Registers people, and keeps what is known of them. */
export const registerRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/register/choices',
    summary: 'Offices and officers that a form of the register offers.',
    permission: 'people.write',
    response: registerChoices,
    access: { reads: 'nobody' },
    handler: async ({ client, reach }) =>
      succeed({
        offices: await listOfficeChoices(client, await reach()),
        officers: await listOfficers(client),
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/register/doubles',
    summary: 'Who on record may be the same person, by the tolerant search.',
    permission: 'people.write',
    body: doublesAsk,
    response: doublesFound,
    access: {
      ...registering,
      action: 'list',
      what: 'search for doubles',
      participants: ({ people }) => people.map((person) => person.id),
    },
    handler: (context, { body }) => readDoubles(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/register',
    summary: 'Registers a person, where those who may be the same have been looked at.',
    permission: 'people.write',
    body: personRegister,
    response: personRegistered,
    status: 201,
    access: { ...registering, action: 'open', participants: ({ participant }) => [participant.id] },
    handler: (context, { body }) => registerPerson(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/register',
    summary: 'What the register holds of a person: names, numbers, needs, addresses, contacts, attorneys.',
    permission: 'people.read',
    params,
    response: personRecord,
    access: { ...one, purpose: 'supervision' },
    handler: (context, input) => readRegister(context, input.params.id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/people/{id}/register',
    summary: 'The next version of a person’s details; an older one is refused with what was changed.',
    permission: 'people.write',
    params,
    body: personChange,
    response: personChanged,
    access: one,
    handler: (context, input) => changePerson(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/register-entries',
    summary: 'An address, an emergency contact or an attorney, with dates.',
    permission: 'people.write',
    params,
    body: registerEntryGiven,
    response: registerEntryChanged,
    status: 201,
    access: one,
    handler: (context, input) => addEntry(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/register-entries/{id}',
    summary: 'The next version of such an entry.',
    permission: 'people.write',
    params,
    body: registerEntryChange,
    response: registerEntryChanged,
    access: one,
    handler: (context, input) => changeEntry(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/register-entries/{id}/error',
    summary: 'It was entered in error: it stays on record, marked.',
    permission: 'people.write',
    params,
    body: registerEntryError,
    response: registerEntryChanged,
    access: one,
    handler: (context, input) => markInError(context, input.params.id, input.body),
  }),
];
