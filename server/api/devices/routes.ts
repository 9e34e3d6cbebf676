import {
  deviceDetail,
  deviceFlagDecision,
  deviceKnocks,
  deviceList,
  deviceNetworks,
  deviceQuery,
  deviceReason,
  deviceToken,
} from '@attend/contracts/devices';
import { id } from '@attend/contracts/instant';
import { formatInstant, succeed } from '@attend/kernel';
import { z } from 'zod';
import { listKnocks } from '../../database/repositories/devices.ts';
import { defineRoute } from '../route.ts';
import { changeNetworks, decide, makeToken, quarantine, release } from './commands.ts';
import { readDevice, readDevices } from './devices.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});
const params = z.object({ id });

/** Equipment. Who has a device is a person's data, and shown to whoever may see the person. */
export const deviceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/devices',
    summary: 'Devices: those in question, in quarantine, on the shelf, or all; by number.',
    permission: 'devices.read',
    query: deviceQuery,
    response: deviceList,
    access: {
      reads: 'people',
      by: 'people.read',
      action: 'list',
      what: 'devices',
      purpose: 'care of devices',
      participants: ({ devices }) => devices.flatMap(({ holder }) => holder?.id ?? []),
    },
    handler: (context, { query }) => readDevices(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/devices/{id}',
    summary: 'One device: what it is, what looked wrong about it, where it may come from, its quarantines.',
    permission: 'devices.read',
    params,
    response: deviceDetail,
    access: {
      reads: 'people',
      by: 'people.read',
      action: 'list',
      what: 'device',
      purpose: 'care of devices',
      participants: ({ holder }) => (holder === null ? [] : [holder.id]),
    },
    handler: (context, input) => readDevice(context, input.params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/device-knocks',
    summary: 'Devices that call and are in nobody’s stock; the latest first.',
    permission: 'devices.read',
    response: deviceKnocks,
    access: nobody,
    handler: async ({ client }) =>
      succeed({
        knocks: (await listKnocks(client)).map(({ first, last, ...knock }) => ({
          ...knock,
          first: formatInstant(first),
          last: formatInstant(last),
        })),
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/devices/{id}/quarantine',
    summary: 'Nothing is taken of this device any more; with a reason.',
    permission: 'devices.write',
    params,
    body: deviceReason,
    response: done,
    access: nobody,
    handler: (context, input) => quarantine(context, input.params.id, input.body.reason),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/devices/{id}/release',
    summary: 'What this device says is taken again; with a reason.',
    permission: 'devices.write',
    stepUp: true,
    params,
    body: deviceReason,
    response: done,
    access: nobody,
    handler: (context, input) => release(context, input.params.id, input.body.reason),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/devices/{id}/networks',
    summary: 'Networks that this device may come from; none permits every address.',
    permission: 'devices.write',
    stepUp: true,
    params,
    body: deviceNetworks,
    response: done,
    access: nobody,
    handler: (context, input) =>
      changeNetworks(context, input.params.id, input.body.networks, input.body.reason),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/devices/{id}/token',
    summary: 'A new token of a phone. The answer alone holds it; the one before opens nothing any more.',
    permission: 'devices.write',
    stepUp: true,
    answersSecret: true,
    params,
    response: deviceToken,
    status: 201,
    access: nobody,
    handler: (context, input) => makeToken(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/devices/{id}/flags/{flag}/outcome',
    summary: 'What came of looking at what was flagged about a device.',
    permission: 'devices.write',
    params: z.object({ id, flag: id }),
    body: deviceFlagDecision,
    response: done,
    access: nobody,
    handler: (context, input) =>
      decide(context, { deviceId: input.params.id, id: input.params.flag }, input.body),
  }),
];
