import { office } from '@attend/contracts/agency';
import {
  bulkChanged,
  bulkGrant,
  bulkList,
  bulkOffices,
  bulkPreview,
  bulkPreviewAsk,
  bulkRevoke,
  countyChange,
} from '@attend/contracts/bulk-exceptions';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import {
  changeCounty,
  grantBulk,
  previewBulk,
  readBulks,
  readOffices,
  revokeBulk,
} from './bulk-exceptions.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;

/** A storm, an evacuation: what many need not keep, by the office that supervises them and its county; never by positions. */
export const bulkExceptionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/bulk-exceptions',
    summary: 'Exceptions for many, the latest first. They name nobody.',
    permission: 'people.read',
    access: nobody,
    response: bulkList,
    handler: (context) => readBulks(context),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/bulk-exceptions/offices',
    summary: 'Offices by county, with how many people one supervises there.',
    permission: 'bulk-exceptions.write',
    access: nobody,
    response: bulkOffices,
    handler: (context) => readOffices(context),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/offices/{id}/county',
    summary: 'The county that an office supervises.',
    permission: 'calendars.write',
    access: nobody,
    params,
    body: countyChange,
    response: office,
    handler: (context, input) => changeCounty(context, input.params.id, input.body.county),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk-exceptions/preview',
    summary: 'Whom an exception for many would concern, page by page. Nothing is written.',
    permission: 'bulk-exceptions.write',
    access: {
      reads: 'people',
      action: 'list',
      what: 'whom an exception concerns',
      purpose: 'an exception for many',
      participants: ({ people }) => people.map((one) => one.id),
    },
    body: bulkPreviewAsk,
    response: bulkPreview,
    handler: (context, { body }) => previewBulk(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk-exceptions',
    summary:
      'Conditions need not be kept, from one instant to another, by everybody whom these offices supervise.',
    permission: 'bulk-exceptions.write',
    access: nobody,
    body: bulkGrant,
    response: bulkChanged,
    status: 201,
    handler: (context, { body }) => grantBulk(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk-exceptions/{id}/revoke',
    summary: 'What had not to be kept has to be kept again from now on.',
    permission: 'bulk-exceptions.write',
    access: nobody,
    params,
    body: bulkRevoke,
    response: bulkChanged,
    handler: (context, { params: { id: one }, body }) => revokeBulk(context, one, body),
  }),
];
