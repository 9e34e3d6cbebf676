import { randomUUID } from 'node:crypto';
import { agreementTextVersion, teachingPoints } from '@attend/casework';
import type pg from 'pg';
import {
  anyOffice,
  beginnable,
  completeFitting,
  forgetLevels,
  hearInFitting,
  insertFittingOf,
  revisionOf,
} from '../../database/testing-fittings.ts';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const reason = 'the sweep asks';

/** How each route of fittings is asked, so that it succeeds: each of records of its own (`makeFitting`). */
export const fittingRequests = {
  'GET /api/today/devices': {},
  'GET /api/fittings': {},
  'GET /api/people/{id}/fittings': { id: 'person' },
  'GET /api/fittings/{id}': { id: 'fitting' },
  'POST /api/people/{id}/fittings': { id: 'person', body: {} },
  'POST /api/fittings/{id}/identity': { id: 'fitting', body: { means: 'photo-on-file' } },
  'POST /api/fittings/{id}/self-test': { id: 'fitting', body: {} },
  'POST /api/fittings/{id}/teaching': { id: 'fitting', body: { language: 'en', points: teachingPoints } },
  'POST /api/fittings/{id}/agreement': { id: 'fitting', body: {} },
  'POST /api/fittings/{id}/check-ins': { id: 'fitting', body: { weeks: 0 } },
  'POST /api/fittings/{id}/abandon': { id: 'fitting', body: { reason } },
  'POST /api/fittings/{id}/finish': { id: 'fitting', body: {} },
  'GET /api/people/{id}/planned-removals': { id: 'person' },
  'POST /api/people/{id}/planned-removals': {
    id: 'person',
    body: { reason: 'airport', from: inDays(20), to: inDays(20.1) },
  },
  'POST /api/planned-removals/{id}/end': { id: 'removal', body: { version: 1 } },
  'GET /api/people/{id}/injuries': { id: 'person' },
  'POST /api/people/{id}/injuries': {
    id: 'person',
    body: { id: randomUUID(), at: '2026-03-01T12:00:00Z', what: 'the skin is sore' },
  },
  'PUT /api/assignments/{id}/collection-day': {
    id: 'assignment',
    body: { version: 0, on: inDays(3).slice(0, 10), place: 'at home', reason },
  },
  'POST /api/assignments/{id}/collection-day/call-off': { id: 'assignment', body: { version: 1, reason } },
  'POST /api/assignments/{id}/collection': { id: 'assignment', body: {} },
} as const;

type Of = {
  readonly owner: pg.Pool;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
};

export async function makeFitting(name: string, of: Of) {
  await forgetLevels(of.owner, of.person);
  const made = await insertFittingOf(of);
  await hearInFitting(of.owner, made.fitting);
  if (name.endsWith('/finish')) await completeFitting(of.owner, made.fitting);
  return made;
}

/** What only the database knows. */
export async function fittingBody(
  name: string,
  body: object | undefined,
  of: Of & { readonly order: string },
) {
  if (name === 'POST /api/people/{id}/fittings') return { id: randomUUID(), ...(await beginnable(of)) };
  if (name === 'POST /api/assignments/{id}/collection')
    return { office: await anyOffice(of.owner), state: 'usable', reason };
  if (name === 'POST /api/fittings/{id}/agreement')
    return {
      ...{ order: of.order, revision: await revisionOf(of.owner, of.order), version: 1, language: 'en' },
      ...{ textVersion: agreementTextVersion, location: 'status', explained: reason },
      signature: { kind: 'typed', name: 'L' },
    };
  return body;
}
