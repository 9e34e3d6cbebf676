import { sessionState } from '@attend/contracts/session';
import { shortText } from '@attend/contracts/text';
import {
  passkeyCreate,
  passkeyOptions,
  passkeyRename,
  passkeySignIn,
  providerAddress,
  providerFinish,
  providerStart,
  waysIn,
} from '@attend/contracts/ways-in';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});
const passkeyId = z.object({ id: shortText(1_400) });
const registration = (accountId: string): string => `passkey registration ${accountId}`;

/** Ways to sign in besides the password. */
export const wayRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/sign-in/ways',
    summary: 'What may be offered here besides the password: passkeys, agencies’ own sign-in.',
    permission: 'public',
    access: nobody,
    response: waysIn,
    handler: async ({ services, http }) =>
      succeed({
        passkey: services.passkeys.availableAt(http),
        providers: services.providers.list.map(({ id, name }) => ({ id, name })),
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-in/passkey/options',
    summary: 'What the browser is asked, to sign in with a passkey.',
    permission: 'public',
    access: nobody,
    response: passkeyOptions,
    handler: ({ services, http }) => services.passkeys.ask(http, null),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-in/passkey',
    summary: 'A passkey: it stands for both factors.',
    permission: 'public',
    access: nobody,
    body: passkeySignIn,
    response: sessionState,
    handler: ({ services, http }, { body }) => services.passkeys.signIn(http, body.passkey),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-in/provider/{id}',
    summary: 'Where the browser is to go for an agency’s own sign-in.',
    permission: 'public',
    access: nobody,
    params: z.object({ id: shortText(40) }),
    body: providerStart,
    response: providerAddress,
    handler: ({ services, http }, { params, body }) => services.providers.start(http, params.id, body.again),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-in/provider',
    summary: 'Ends an agency’s sign-in with what the browser brought back.',
    permission: 'public',
    access: nobody,
    body: providerFinish,
    response: sessionState,
    handler: ({ services, http }, { body }) => services.providers.finish(http, body.query),
  }),
];

/** One's own passkeys. */
export const passkeyRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/passkeys/options',
    summary: 'What the browser is asked, to make a passkey.',
    permission: 'signed-in',
    access: nobody,
    stepUp: true,
    response: passkeyOptions,
    handler: ({ services, http, actor }) =>
      services.passkeys.offer(http, actor, registration(actor.accountId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/passkeys',
    summary: 'Keeps a passkey that the browser made, by a name of one’s own.',
    permission: 'signed-in',
    access: nobody,
    stepUp: true,
    body: passkeyCreate,
    response: done,
    status: 201,
    handler: async ({ services, http, actor, audit }, { body }) => {
      const purpose = registration(actor.accountId);
      const made = await services.passkeys.read(http, body.passkey, body.name, purpose);
      if (!made.ok) return made;
      const kept = await services.passkeys.keep(actor.accountId, made.value);
      if (!kept.ok) return kept;
      await audit({
        action: 'staff.passkey-added',
        entity: 'staff',
        entityId: actor.staffId,
        after: { name: body.name },
      });
      return succeed({});
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/passkeys/{id}',
    summary: 'Gives one of one’s own passkeys another name.',
    permission: 'signed-in',
    access: nobody,
    params: passkeyId,
    body: passkeyRename,
    response: done,
    handler: async ({ services, actor }, { params, body }) => {
      const renamed = await services.passkeys.rename(actor.accountId, params.id, body.name);
      return renamed.ok ? succeed({}) : renamed;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/passkeys/{id}',
    summary: 'Takes one of one’s own passkeys away, where another way in remains.',
    permission: 'signed-in',
    access: nobody,
    stepUp: true,
    params: passkeyId,
    response: done,
    handler: async ({ services, actor, audit }, { params }) => {
      const removed = await services.passkeys.remove(actor.accountId, params.id);
      if (!removed.ok) return removed;
      await audit({ action: 'staff.passkey-removed', entity: 'staff', entityId: actor.staffId });
      return succeed({});
    },
  }),
];
