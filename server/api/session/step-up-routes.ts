import { secondFactorRequest } from '@attend/contracts/session';
import { ownSecurity, passkeyOptions, passkeySignIn } from '@attend/contracts/ways-in';
import { formatInstant, succeed } from '@attend/kernel';
import { z } from 'zod';
import { listResetsOf } from '../../database/repositories/account-requests.ts';
import { defineRoute } from '../route.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});

/** One's own ways in, and proving anew that it is oneself. */
export const stepUpRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/security',
    summary:
      'One’s own ways in: passkeys, password with authenticator, agencies’ sign-in; and when they were reset.',
    permission: 'signed-in',
    access: nobody,
    response: ownSecurity,
    handler: async ({ services, http, actor, client }) => {
      const resets = await listResetsOf(client, actor.staffId);
      const ways = await services.signIn.readWays(actor.accountId);
      const passkeys = await services.passkeys.list(actor.accountId);
      return succeed({
        passkeys: passkeys.map((row) => ({
          id: row.id,
          name: row.name,
          createdAt: row.created_at.toISOString(),
          lastUsedAt: row.last_used_at?.toISOString() ?? null,
        })),
        password: ways.password,
        authenticator: ways.authenticator,
        providers: services.providers.list
          .filter(({ issuer }) => ways.issuers.includes(issuer))
          .map(({ id, name }) => ({ id, name })),
        passkeysHere: services.passkeys.availableAt(http),
        resets: resets.map((row) => ({
          at: formatInstant(row.at),
          by: row.by,
          standing: row.standing ?? (row.isOver ? 'lapsed' : 'waits'),
          confirmedBy: row.confirmedBy,
          confirmedAt: row.confirmedAt === null ? null : formatInstant(row.confirmedAt),
        })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/step-up',
    summary:
      'A code of the authenticator, or a backup code: what asks for a fresh proof opens for five minutes.',
    permission: 'signed-in',
    access: nobody,
    body: secondFactorRequest,
    response: done,
    handler: async ({ services, http, actor }, { body }) => {
      const proven = await services.signIn.stepUp(http, actor, body.code);
      return proven.ok ? succeed({}) : proven;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/step-up/passkey/options',
    summary: 'What the browser is asked, to prove anew that it is oneself.',
    permission: 'signed-in',
    access: nobody,
    response: passkeyOptions,
    handler: ({ services, http, actor }) => services.passkeys.ask(http, actor.accountId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/step-up/passkey',
    summary: 'A passkey of one’s own: what asks for a fresh proof opens for five minutes.',
    permission: 'signed-in',
    access: nobody,
    body: passkeySignIn,
    response: done,
    handler: async ({ services, http, actor }, { body }) => {
      const proven = await services.passkeys.prove(http, body.passkey, actor.accountId);
      if (!proven.ok) return proven;
      await services.signIn.noteProof(actor.sessionId);
      return succeed({});
    },
  }),
];
