import { id } from '@attend/contracts/instant';
import {
  conditionChanged,
  conditionCreate,
  conditionEnd,
  curfewPreview,
  curfewPreviewAsk,
  exceptionChanged,
  exceptionCreate,
  exceptionDecision,
  exceptionWithdraw,
  zoneFile,
  zoneFileRead,
} from '@attend/contracts/order-conditions';
import {
  agreementTextCreate,
  agreementTextList,
  orderPolicy,
  orderPolicyChange,
} from '@attend/contracts/order-decisions';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { createCondition, endCondition, previewCurfew, readZones } from './conditions.ts';
import { askException, decideException, withdrawException } from './exceptions.ts';
import { createAgreementText, publishOrderPolicy, readAgreementTexts, readOrderPolicy } from './policy.ts';
import { ofOrder } from './routes.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;
/** Outlines of some thousand corners. */
const bodyLimit = 2 * 1024 * 1024;

/** What clauses permit: zones, curfews and exceptions from them; and what an agency sets for all of its orders. */
export const conditionRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/conditions',
    summary: 'A zone or curfew that a clause of an order in force permits.',
    permission: 'orders.write',
    params,
    body: conditionCreate,
    bodyLimit,
    response: conditionChanged,
    status: 201,
    access: ofOrder,
    handler: (context, input) => createCondition(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conditions/{id}/end',
    summary: 'Ends a zone or curfew from now on.',
    permission: 'orders.write',
    params,
    body: conditionEnd,
    response: conditionChanged,
    access: ofOrder,
    handler: (context, input) => endCondition(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conditions/{id}/exceptions',
    summary: 'An exception is asked for on the participant’s behalf, or granted in one step.',
    permission: 'orders.write',
    params,
    body: exceptionCreate,
    response: exceptionChanged,
    status: 201,
    access: ofOrder,
    handler: (context, input) => askException(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exceptions/{id}/decision',
    summary: 'Grants or refuses an exception, with a reason.',
    permission: 'orders.write',
    params,
    body: exceptionDecision,
    response: exceptionChanged,
    access: ofOrder,
    handler: (context, input) => decideException(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exceptions/{id}/withdraw',
    summary: 'Takes an exception back from now on; what it excused stays excused.',
    permission: 'orders.write',
    params,
    body: exceptionWithdraw,
    response: exceptionChanged,
    access: ofOrder,
    handler: (context, input) => withdrawException(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/curfew-preview',
    summary: 'What a timetable asks for in the coming week. Of nobody.',
    permission: 'orders.write',
    body: curfewPreviewAsk,
    bodyLimit,
    response: curfewPreview,
    access: nobody,
    handler: async (_, { body }) => previewCurfew(body),
  }),
  defineRoute({
    method: 'POST',
    // Of nobody, and yet work for the server: for who draws zones, not for everybody with an account.
    path: '/api/zone-files',
    summary: 'Zones of a GeoJSON or KML file or a shapefile, read and not kept. Of nobody.',
    permission: 'orders.write',
    body: zoneFile,
    bodyLimit: 4 * 1024 * 1024,
    response: zoneFileRead,
    access: nobody,
    handler: async (_, { body }) => readZones(body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/order-policy',
    summary: 'After how many days restriction lapses where nobody decides.',
    permission: 'signed-in',
    response: orderPolicy,
    access: nobody,
    handler: async (context) => succeed(await readOrderPolicy(context)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/order-policy',
    summary: 'Publishes another term after which restriction lapses, with a reason, from now on.',
    permission: 'orders.policy',
    stepUp: true,
    body: orderPolicyChange,
    response: orderPolicy,
    access: nobody,
    handler: (context, { body }) => publishOrderPolicy(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/agreement-texts',
    summary: 'An agency’s own texts of the agreement, in languages that the program brings none of.',
    permission: 'signed-in',
    response: agreementTextList,
    access: nobody,
    handler: (context) => readAgreementTexts(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/agreement-texts',
    summary: 'A new text of the agreement, or a new version of one.',
    permission: 'orders.policy',
    body: agreementTextCreate,
    bodyLimit,
    response: agreementTextList,
    status: 201,
    access: nobody,
    handler: (context, { body }) => createAgreementText(context, body),
  }),
];
