import { id } from '@attend/contracts/instant';
import { sessionList } from '@attend/contracts/session';
import {
  staffChanged,
  staffCreate,
  staffList,
  staffOffices,
  staffReset,
  staffRoles,
} from '@attend/contracts/staff';
import { shortText } from '@attend/contracts/text';
import { invitationMade } from '@attend/contracts/ways-in';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { listStaff, type StaffRow } from '../../database/repositories/staff.ts';
import { defineRoute } from '../route.ts';
import { endSessionOf, endSessionsOf, listSessionsOf } from './sessions.ts';
import { changeOffices, changeRoles, invite, inviteAgain, leave, reset } from './staff.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});

const invitationOf = ({ account_id, invitation_sent_at: sent, invitation_expires_at: expires }: StaffRow) =>
  account_id !== null || sent === null || expires === null
    ? null
    : { sentAt: sent.toISOString(), expiresAt: expires.toISOString() };

/** Staff are no participants: what is done to them is in the audit, and no look is recorded. */
export const staffRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/staff',
    summary: 'Everybody who works or worked in the programme.',
    permission: 'staff.read',
    access: nobody,
    response: staffList,
    handler: async ({ client, actor }) => {
      const rows = await listStaff(client);
      return succeed({
        staff: rows.map((row) => ({
          id: row.id,
          name: row.name,
          email: row.email,
          office: row.office,
          offices: [...row.offices],
          provider: row.provider,
          roles: [...row.roles],
          createdAt: row.created_at.toISOString(),
          endedAt: row.ended_at?.toISOString() ?? null,
          invitation: invitationOf(row),
          restsOn:
            row.rests_on === null || row.rests_on_name === null
              ? null
              : { id: row.rests_on, name: row.rests_on_name },
          mayConfirm:
            row.rests_on !== null &&
            row.ended_at === null &&
            row.has_factor &&
            !row.same_person &&
            actor.permissions.has('staff.confirm'),
          version: row.account_version,
        })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff',
    summary: 'Invites somebody. The answer alone holds the link’s token: it is handed over, and opens once.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    answersSecret: true,
    body: staffCreate,
    response: invitationMade,
    status: 201,
    handler: (context, { body }) => invite(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/{id}/invitation',
    summary: 'Invites again with a new link, which takes the place of the one before.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    answersSecret: true,
    params: z.object({ id }),
    response: invitationMade,
    status: 201,
    handler: (context, { params }) => inviteAgain(context, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/{id}/sessions',
    summary: 'Where somebody is signed in.',
    permission: 'staff.write',
    access: nobody,
    params: z.object({ id }),
    response: sessionList,
    handler: (context, { params }) => listSessionsOf(context, params.id),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/staff/{id}/sessions',
    summary: 'Ends every session of somebody, their live feeds included; their ways in stay.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    params: z.object({ id }),
    response: z.object({ ended: z.int() }),
    handler: (context, { params }) => endSessionsOf(context, params.id),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/staff/{id}/sessions/{session}',
    summary: 'Ends one session of somebody, its live feed included.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    params: z.object({ id, session: shortText(64) }),
    response: done,
    handler: (context, { params }) => endSessionOf(context, params.id, params.session),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/{id}/roles',
    summary:
      'The roles that somebody has from now on; those that they did not have wait for a second person’s word.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    params: z.object({ id }),
    body: staffRoles,
    response: staffChanged,
    handler: (context, { params, body }) => changeRoles(context, params.id, body.roles),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/{id}/offices',
    summary:
      'The offices in which somebody’s roles hold from now on; none: every one. More of them wait for a second person’s word.',
    permission: 'staff.write',
    stepUp: true,
    access: nobody,
    params: z.object({ id }),
    body: staffOffices,
    response: staffChanged,
    handler: (context, { params, body }) => changeOffices(context, params.id, body.offices),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/{id}/reset',
    summary:
      'A new first password for a lost one or a lost authenticator; every session ends. Roles come back with a second person’s word.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    params: z.object({ id }),
    body: staffReset,
    response: staffChanged,
    handler: (context, { params, body }) => reset(context, params.id, body.password),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/{id}/end',
    summary:
      'Somebody leaves, or their invitation is withdrawn: every session ends at once, and nothing opens any more.',
    permission: 'staff.write',
    access: nobody,
    stepUp: true,
    params: z.object({ id }),
    response: done,
    handler: (context, { params }) => leave(context, params.id),
  }),
];
