import { collectionArrange, collectionArranged, collectionCallOff } from '@attend/contracts/collections';
import { consumableChange, consumableChanged, consumableView } from '@attend/contracts/consumables';
import {
  collectionTake,
  collectionTaken,
  fittingAbandon,
  fittingAgreementSign,
  fittingBegin,
  fittingCadence,
  fittingChanged,
  fittingDetail,
  fittingFinish,
  fittingIdentity,
  fittingList,
  fittingTeaching,
  fittingTest,
  personFittings,
} from '@attend/contracts/fittings';
import { id } from '@attend/contracts/instant';
import {
  injuryList,
  injuryReport,
  injuryReported,
  removalChanged,
  removalEnd,
  removalList,
  removalPlan,
} from '@attend/contracts/removals';
import { z } from 'zod';
import type { StaffContext } from '../context.ts';
import { defineRoute } from '../route.ts';
import { beginFitting } from './begin.ts';
import { collectDevice } from './collect.ts';
import { arrangeCollection, callOffCollection } from './collections.ts';
import { changeConsumables, readConsumables } from './consumables.ts';
import { finishFitting } from './finish.ts';
import { readInjuries, reportInjury } from './injuries.ts';
import { readFitting, readFittings, readPersonFittings } from './read.ts';
import { closeRemoval, planRemoval, readRemovals } from './removals.ts';
import {
  abandonFitting,
  checkIdentity,
  confirmCadence,
  recordTeaching,
  runSelfTest,
  signInFitting,
} from './steps.ts';
import type { Changed } from './take.ts';

const nobody = { reads: 'nobody' } as const;
const params = z.object({ id });
const looked = {
  ...{ reads: 'people' as const, action: 'open' as const, what: 'fitting', purpose: 'care of devices' },
  participants: ({ participant }: { participant: string }) => [participant],
};
const onPerson = { params, permission: 'devices.write', access: looked } as const;

const step = <B extends z.ZodType>(
  name: string,
  summary: string,
  body: B,
  handler: (context: StaffContext, id: string, body: z.output<B>) => Changed | Promise<Changed>,
  bodyLimit?: number,
) =>
  defineRoute({
    ...{ method: 'POST', path: `/api/fittings/{id}/${name}`, summary, body, response: fittingChanged },
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    ...onPerson,
    handler: async (context, input) => handler(context, input.params.id, input.body as z.output<B>),
  });

/** Devices onto people and back. What nobody has yet is judged by nobody, and no place of it is kept. */
export const fittingRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/fittings',
    summary: 'Fittings that are under way, of people within reach.',
    permission: 'fittings.read',
    access: {
      ...{ reads: 'people', action: 'list', what: 'fitting', purpose: 'care of devices' },
      participants: ({ fittings }) => fittings.map(({ participant }) => participant.id),
    },
    response: fittingList,
    handler: (context) => readFittings(context),
  }),
  defineRoute({
    ...onPerson,
    ...{ permission: 'fittings.read', method: 'GET' },
    path: '/api/people/{id}/fittings',
    summary:
      'What permits a device on one person, what they have, and all that a fitting needs without a network.',
    response: personFittings,
    handler: (context, input) => readPersonFittings(context, input.params.id),
  }),
  defineRoute({
    ...onPerson,
    method: 'POST',
    path: '/api/people/{id}/fittings',
    summary: 'Begins a fitting with a device from an office’s shelf. Monitoring begins when it ends.',
    body: fittingBegin,
    response: fittingChanged,
    status: 201,
    handler: (context, input) => beginFitting(context, input.params.id, input.body),
  }),
  defineRoute({
    ...onPerson,
    ...{ permission: 'fittings.read', method: 'GET' },
    path: '/api/fittings/{id}',
    summary: 'One fitting: what was done, and what was heard of the device; never where it was.',
    access: { ...looked, participants: ({ participant }) => [participant.id] },
    response: fittingDetail,
    handler: (context, input) => readFitting(context, input.params.id),
  }),
  step('identity', 'A person compared them with the file.', fittingIdentity, checkIdentity),
  step('self-test', 'Judges the self-test by what the device said until now.', fittingTest, (context, of) =>
    runSelfTest(context, of),
  ),
  step('teaching', 'What was explained to the wearer, in which language.', fittingTeaching, recordTeaching),
  step(
    'agreement',
    'Signs the agreement to an order in the fitting, as orders sign it.',
    fittingAgreementSign,
    signInFitting,
    512 * 1024,
  ),
  step('check-ins', 'Every how many weeks they are seen.', fittingCadence, confirmCadence),
  step('finish', 'Ends the fitting: their time with the device begins.', fittingFinish, finishFitting),
  step('abandon', 'Gives a fitting up, with a reason.', fittingAbandon, abandonFitting),
  defineRoute({
    method: 'POST',
    path: '/api/assignments/{id}/collection',
    summary: 'A device is back: their time with it ends, and it lies on an office’s shelf.',
    permission: 'devices.write',
    access: looked,
    params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'is no assignment') }),
    body: collectionTake,
    response: collectionTaken,
    handler: (context, input) => collectDevice(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/assignments/{id}/collection-day',
    summary: 'The day and the place at which a device is fetched, set or moved, with a reason.',
    permission: 'devices.write',
    access: looked,
    params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'is no assignment') }),
    body: collectionArrange,
    response: collectionArranged,
    handler: (context, input) => arrangeCollection(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/assignments/{id}/collection-day/call-off',
    summary:
      'Nobody fetches the device on the day that was arranged, with a reason; the participant is told.',
    permission: 'devices.write',
    access: looked,
    params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'is no assignment') }),
    body: collectionCallOff,
    response: collectionArranged,
    handler: (context, input) => callOffCollection(context, input.params.id, input.body),
  }),
  defineRoute({
    ...onPerson,
    method: 'GET',
    path: '/api/people/{id}/planned-removals',
    summary: 'Times in which an open strap is expected.',
    permission: 'people.read',
    response: removalList,
    handler: (context, input) => readRemovals(context, input.params.id),
  }),
  defineRoute({
    ...onPerson,
    method: 'POST',
    path: '/api/people/{id}/planned-removals',
    summary: 'Plans a time in which an open strap is expected, with its reason.',
    body: removalPlan,
    response: removalChanged,
    status: 201,
    handler: (context, input) => planRemoval(context, input.params.id, input.body),
  }),
  defineRoute({
    ...onPerson,
    method: 'POST',
    path: '/api/planned-removals/{id}/end',
    summary:
      'From now on an open strap is an alert again; or, once its time has passed, what somebody found.',
    body: removalEnd,
    response: removalChanged,
    handler: (context, input) => closeRemoval(context, input.params.id, input.body),
  }),
  defineRoute({
    ...onPerson,
    ...{ permission: 'fittings.read', method: 'GET' },
    path: '/api/people/{id}/injuries',
    summary: 'Harm that a device did, as it was reported.',
    response: injuryList,
    handler: (context, input) => readInjuries(context, input.params.id),
  }),
  defineRoute({
    ...onPerson,
    method: 'POST',
    path: '/api/people/{id}/injuries',
    summary: 'Reports harm that a device did: a review is asked for at once.',
    body: injuryReport,
    response: injuryReported,
    status: 201,
    handler: (context, input) => reportInjury(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/consumables',
    summary: 'Straps and chargers by office. Numbers, and nobody.',
    permission: 'stock.read',
    access: nobody,
    response: consumableView,
    handler: (context) => readConsumables(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/consumables',
    summary:
      'What came of straps and chargers, what was thrown away, or how many were counted; with a reason.',
    permission: 'stock.write',
    access: nobody,
    body: consumableChange,
    response: consumableChanged,
    handler: (context, { body }) => changeConsumables(context, body),
  }),
];
