import {
  firstRunRequest,
  passwordChange,
  secondFactorEnrolment,
  secondFactorEnrolRequest,
  secondFactorRequest,
  sessionList,
  sessionState,
  signInRequest,
} from '@attend/contracts/session';
import { shortText } from '@attend/contracts/text';
import { fail, succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { describeSessions } from './describe-sessions.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});

export const sessionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/session',
    summary: 'How the asker stands: first run, signed out, half signed in, or signed in.',
    permission: 'public',
    access: nobody,
    response: sessionState,
    handler: async ({ services, http }) => succeed(await services.signIn.readState(http)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/first-run',
    summary: 'Makes the programme and its administrator, once, with the key that `attend up` printed.',
    permission: 'public',
    access: nobody,
    body: firstRunRequest,
    response: sessionState,
    handler: ({ services, http }, { body }) => services.signIn.firstRun(http, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-in',
    summary: 'The password; a code from the authenticator is asked for next.',
    permission: 'public',
    access: nobody,
    body: signInRequest,
    response: sessionState,
    handler: ({ services, http }, { body }) => services.signIn.signIn(http, body.email, body.password),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-in/second-factor',
    summary: 'The code from the authenticator, or a backup code.',
    permission: 'public',
    access: nobody,
    body: secondFactorRequest,
    response: sessionState,
    handler: ({ services, http }, { body }) => services.signIn.proveSecondFactor(http, body.code),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/second-factor/enrol',
    summary: 'Begins to set up the second factor: the authenticator’s URI and the backup codes, shown once.',
    permission: 'password-accepted',
    access: nobody,
    body: secondFactorEnrolRequest,
    response: secondFactorEnrolment,
    handler: ({ services, http }, { body }) => services.signIn.enrolSecondFactor(http, body.password),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/second-factor/confirm',
    summary: 'Ends setting it up with a first code: from now on everything permitted opens.',
    permission: 'password-accepted',
    access: nobody,
    body: secondFactorRequest,
    response: sessionState,
    handler: ({ services, http }, { body }) => services.signIn.confirmSecondFactor(http, body.code),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/password',
    summary: 'Changes one’s own password and ends every other session.',
    permission: 'signed-in',
    access: nobody,
    body: passwordChange,
    response: done,
    handler: async ({ services, http, audit, actor }, { body }) => {
      const changed = await services.signIn.changePassword(http, actor.email, body.current, body.next);
      if (!changed.ok) return changed;
      await audit({ action: 'staff.password-changed', entity: 'staff', entityId: actor.staffId });
      return succeed({});
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/sign-out',
    summary: 'Ends this session. Nothing happens where there is none.',
    permission: 'public',
    access: nobody,
    response: done,
    handler: async ({ services, http }) => {
      await services.signIn.signOut(http);
      return succeed({});
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/sessions',
    summary: 'One’s own sessions that stand.',
    permission: 'signed-in',
    access: nobody,
    response: sessionList,
    handler: async ({ services, actor }) =>
      succeed(describeSessions(await services.signIn.listSessions(actor.accountId), actor.sessionId)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/sessions/{id}',
    summary: 'Ends one of one’s own sessions, its live feed included.',
    permission: 'signed-in',
    access: nobody,
    params: z.object({ id: shortText(64) }),
    response: done,
    handler: async ({ services, actor }, { params }) =>
      (await services.signIn.endSession(actor.accountId, params.id))
        ? succeed({})
        : fail({ code: 'not-found', message: 'You have no such session.' }),
  }),
];
