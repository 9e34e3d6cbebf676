import { id } from '@attend/contracts/instant';
import { staffCreate, staffCreated, staffList, staffReset, staffRoles } from '@attend/contracts/staff';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { listStaff } from '../../database/repositories/staff.ts';
import { defineRoute } from '../route.ts';
import { addStaff, changeRoles, leave, reset } from './staff.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});

/** Staff are no participants: what is done to them is in the audit, and no look is recorded. */
export const staffRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/staff',
    summary: 'Everybody who works or worked in the programme.',
    permission: 'staff.read',
    access: nobody,
    response: staffList,
    handler: async ({ client }) => {
      const rows = await listStaff(client);
      return succeed({
        staff: rows.map(({ created_at, ended_at, roles, ...row }) => ({
          ...row,
          roles: [...roles],
          createdAt: created_at.toISOString(),
          endedAt: ended_at?.toISOString() ?? null,
        })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff',
    summary: 'Makes an account with a first password; its second factor is set up at the first sign-in.',
    permission: 'staff.write',
    access: nobody,
    body: staffCreate,
    response: staffCreated,
    status: 201,
    handler: (context, { body }) => addStaff(context, body),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/{id}/roles',
    summary: 'The roles that somebody has from now on.',
    permission: 'staff.write',
    access: nobody,
    params: z.object({ id }),
    body: staffRoles,
    response: done,
    handler: (context, { params, body }) => changeRoles(context, params.id, body.roles),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/{id}/reset',
    summary: 'A new first password for a lost one or a lost authenticator; every session ends.',
    permission: 'staff.write',
    access: nobody,
    params: z.object({ id }),
    body: staffReset,
    response: done,
    handler: (context, { params, body }) => reset(context, params.id, body.password),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/{id}/end',
    summary: 'Somebody leaves: every session ends at once, and nothing is permitted any more.',
    permission: 'staff.write',
    access: nobody,
    params: z.object({ id }),
    response: done,
    handler: (context, { params }) => leave(context, params.id),
  }),
];
