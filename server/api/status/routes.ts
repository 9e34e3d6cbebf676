import { systemStatus } from '@attend/contracts/status';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';

/** The machine. Nobody's data. */
export const statusRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/health',
    summary: 'Whether this process answers.',
    permission: 'public',
    access: { reads: 'nobody' },
    response: z.object({ status: z.literal('ok') }),
    handler: async () => succeed({ status: 'ok' as const }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/status',
    summary: 'How the machine is: database, gateway, devices that nobody knows.',
    permission: 'status.read',
    access: { reads: 'nobody' },
    response: systemStatus,
    handler: async ({ services }) => succeed(await services.status()),
  }),
];
