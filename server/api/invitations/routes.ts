import { sessionState } from '@attend/contracts/session';
import {
  invitationAccept,
  invitationLook,
  invitationPasskey,
  invitationShown,
  passkeyOptions,
} from '@attend/contracts/ways-in';
import { defineRoute } from '../route.ts';
import { notInvited } from './invitations.ts';

const nobody = { reads: 'nobody' } as const;
const purposeOf = (staffId: string): string => `passkey invitation ${staffId}`;

/** What whoever holds an invitation's link may do with it. The token stands in bodies alone, never in an address. */
export const invitationRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/invitations/look',
    summary: 'Whom an invitation is for, as long as it can be accepted.',
    permission: 'public',
    access: nobody,
    body: invitationLook,
    response: invitationShown,
    handler: ({ services }, { body }) => services.invitations.show(body.token),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invitations/accept',
    summary: 'Makes the account with a password of one’s own; the second factor is set up next.',
    permission: 'public',
    access: nobody,
    body: invitationAccept,
    response: sessionState,
    handler: ({ services, http }, { body }) =>
      services.signIn.acceptWithPassword(http, body.token, body.password),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invitations/passkey',
    summary: 'What the browser is asked, to make the new account’s passkey.',
    permission: 'public',
    access: nobody,
    body: invitationLook,
    response: passkeyOptions,
    handler: async ({ services, http }, { body }) => {
      const found = await services.invitations.find(body.token);
      if (found === null) return notInvited();
      const { staff_id, email, name } = found;
      return services.passkeys.offer(http, { accountId: staff_id, email, name }, purposeOf(staff_id));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invitations/accept/passkey',
    summary: 'Makes the account with a passkey, and signs in.',
    permission: 'public',
    access: nobody,
    body: invitationPasskey,
    response: sessionState,
    handler: async ({ services, http }, { body }) => {
      const found = await services.invitations.find(body.token);
      if (found === null) return notInvited();
      const read = await services.passkeys.read(http, body.passkey, body.name, purposeOf(found.staff_id));
      if (!read.ok) return read;
      return services.signIn.acceptWithPasskey(http, body.token, read.value);
    },
  }),
];
