import { systemHealth, systemStatus } from '@attend/contracts/status';
import { succeed } from '@attend/kernel';
import { defineRoute } from '../route.ts';
import { healthOf } from './status.ts';

/** The machine. Nobody's data. */
export const statusRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/health',
    summary: 'Whether this process answers, and whether database, disk and gateway do their work.',
    permission: 'public',
    access: { reads: 'nobody' },
    response: systemHealth,
    handler: async ({ services }) => succeed(healthOf(await services.status())),
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
