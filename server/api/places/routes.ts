import { id } from '@attend/contracts/instant';
import {
  officePhoneChanged,
  officePhoneSet,
  placeChanged,
  placeEnd,
  placeRename,
} from '@attend/contracts/places';
import { z } from 'zod';
import type { PlaceKind } from '../../database/repositories/places.ts';
import { defineRoute } from '../route.ts';
import { end, rename, setPhone } from './places.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;

const routesOf = (kind: PlaceKind, path: `/api/${string}`) => [
  defineRoute({
    method: 'POST',
    path: `${path}/{id}/name`,
    summary: `Gives ${kind === 'office' ? 'an office' : 'a provider'} another name.`,
    permission: 'staff.write',
    stepUp: true,
    params,
    body: placeRename,
    response: placeChanged,
    access: nobody,
    handler: (context, input) => rename(context, kind, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/{id}/end`,
    summary: `Ends ${kind === 'office' ? 'an office' : 'a provider'} in which nobody and nothing stands any more.`,
    permission: 'staff.write',
    stepUp: true,
    params,
    body: placeEnd,
    response: placeChanged,
    access: nobody,
    handler: (context, input) => end(context, kind, input.params.id, input.body),
  }),
];

/** What an agency's places are called, where an office is called, and that they end. */
export const placeRoutes = [
  ...routesOf('office', '/api/offices'),
  ...routesOf('provider', '/api/providers'),
  defineRoute({
    method: 'POST',
    path: '/api/offices/{id}/phone',
    summary: 'Says where an office is called: the number that stands on its letters.',
    permission: 'staff.write',
    stepUp: true,
    params,
    body: officePhoneSet,
    response: officePhoneChanged,
    access: nobody,
    handler: (context, input) => setPhone(context, input.params.id, input.body),
  }),
];
