import { teachingPoints } from '@attend/casework';
import { inDays, nobody, onPerson, type Row, reads } from './matrix-target.ts';

const unused = '00000000-0000-4000-8000-000000000001';
const onFitting = (name: string, body: object): Row => ({
  about: ({ fitting }) => ({ path: `/api/fittings/${fitting}/${name}`, body }),
});
const about = (place: string, body: object): Row => ({
  about: ({ person }) => ({ path: `/api/people/${person}/${place}`, body }),
});
const why = 'the matrix asks';

/** The access matrix's rows of fittings, removals, collection and harm; straps and chargers are numbers, and nobody's. */
export const fittingRows: Readonly<Record<string, Row>> = {
  'GET /api/today/devices': reads('/api/today/devices'),
  'GET /api/fittings': reads('/api/fittings'),
  'GET /api/people/{id}/fittings': onPerson('/fittings'),
  'POST /api/people/{id}/fittings': about('fittings', {
    id: unused,
    identifier: 'none-such',
    office: unused,
  }),
  'GET /api/fittings/{id}': {
    about: ({ fitting }) => ({ path: `/api/fittings/${fitting}` }),
    paths: ({ fitting }) => [`/api/fittings/${fitting}`],
  },
  'POST /api/fittings/{id}/identity': onFitting('identity', { means: 'photo-on-file' }),
  'POST /api/fittings/{id}/self-test': onFitting('self-test', {}),
  'POST /api/fittings/{id}/teaching': onFitting('teaching', { language: 'en', points: teachingPoints }),
  'POST /api/fittings/{id}/agreement': onFitting('agreement', {
    ...{ order: unused, revision: 1, version: 1, language: 'en', textVersion: 'x', location: 'status' },
    ...{ explained: why, signature: { kind: 'typed', name: why } },
  }),
  'POST /api/fittings/{id}/check-ins': onFitting('check-ins', { weeks: 0 }),
  'POST /api/fittings/{id}/finish': onFitting('finish', {}),
  'POST /api/fittings/{id}/abandon': onFitting('abandon', { reason: why }),
  'POST /api/assignments/{id}/collection': {
    about: ({ assignment }) => ({
      path: `/api/assignments/${assignment}/collection`,
      body: { office: unused, state: 'usable', reason: why },
    }),
  },
  'PUT /api/assignments/{id}/collection-day': {
    about: ({ assignment }) => ({
      path: `/api/assignments/${assignment}/collection-day`,
      body: { version: 9, on: inDays(1).slice(0, 10), place: why, reason: why },
    }),
  },
  'POST /api/assignments/{id}/collection-day/call-off': {
    about: ({ assignment }) => ({
      path: `/api/assignments/${assignment}/collection-day/call-off`,
      body: { version: 9, reason: why },
    }),
  },
  'GET /api/people/{id}/planned-removals': onPerson('/planned-removals'),
  'POST /api/people/{id}/planned-removals': about('planned-removals', {
    ...{ reason: 'medical', from: inDays(1), to: inDays(1.1) },
  }),
  'POST /api/planned-removals/{id}/end': {
    about: ({ removal }) => ({ path: `/api/planned-removals/${removal}/end`, body: { version: 9 } }),
  },
  'GET /api/people/{id}/injuries': onPerson('/injuries'),
  'POST /api/people/{id}/injuries': about('injuries', { id: unused, at: inDays(3), what: why }),
  'GET /api/consumables': reads('/api/consumables'),
  'POST /api/consumables': nobody,
};
