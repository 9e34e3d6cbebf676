import { agreementTextVersion } from '@attend/casework';
import { delayOf } from '../../database/testing-disclosure.ts';
import { lineOf } from '../enrolment/testing.ts';
import { complaintRequests } from './complaint-requests.ts';
import { officeDay } from './day.ts';
import { fileRequests } from './file-requests.ts';
import { helpRequests } from './help-requests.ts';
import { letterRequests } from './letter-requests.ts';
import { providerRequests } from './provider-requests.ts';
import { registerRequests } from './register-requests.ts';
import { reviewRequests } from './review-requests.ts';

/** Whom and what the sweep of looks asks about: ids that it fills in, and each route’s request. */
export const ids = {
  person: '',
  alert: '',
  unusual: '',
  entry: '',
  look: '',
  provider: '',
  destruction: '',
  hold: '',
  delay: '',
  device: '',
  contact: '',
  endedContact: '',
  registerEntry: '',
  move: '',
  merge: '',
  message: '',
  planned: '',
  reply: '',
  hearing: '',
  checkIn: '',
  keptCheckIn: '',
  schedule: '',
  caseload: '',
  order: '',
  served: '',
  sketched: '',
  misdrawn: '',
  imported: '',
  condition: '',
  exception: '',
  prompt: '',
  document: '',
  photo: '',
  referencePhoto: '',
  entered: '',
  suspension: '',
  attempt: '',
  help: '',
  letter: '',
  sending: '',
  complaint: '',
  lookCopy: '',
  stepUp: '',
  swap: '',
  contract: '',
  transfer: '',
  sample: '',
  sampled: '',
};
const wrong = (id: keyof typeof ids) => ({ id, body: { reason: 'the sweep was wrong' } });

const note = { version: 0, note: 'seen' };
export const place = { timezone: 'UTC', kind: 'remote', court: 'Court of the sweep' };
export const hearingFile = {
  format: 'csv',
  text: 'participant,date,time,court\nL-1,2031-04-01,10:00,Court of the sweep\n',
};
/** Path parameter and body by route; a new reading route without a line here fails the sweep. */
export const requests: Readonly<
  Record<
    string,
    {
      readonly id?: keyof typeof ids;
      readonly query?: string;
      readonly path?: string;
      readonly body?: object;
    }
  >
> = {
  'GET /api/alerts': {},
  'GET /api/alerts/{id}': { id: 'alert' },
  'POST /api/alerts/{id}/acknowledge': { id: 'alert', body: note },
  'POST /api/alerts/{id}/note': { id: 'alert', body: note },
  'POST /api/alerts/{id}/close': { id: 'alert', body: { ...note, outcome: 'device-fault' } },
  'POST /api/alerts/{id}/reopen': { id: 'alert', body: note },
  'GET /api/people': {},
  'GET /api/people/{id}': { id: 'person' },
  'GET /api/people/{id}/movement': {
    id: 'person',
    query: '?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&purpose=sweep',
  },
  'GET /api/people/{id}/looks': { id: 'person' },
  'GET /api/audit/entries': { query: '?person=L-1' },
  'GET /api/audit/entries/{id}': { id: 'entry' },
  'GET /api/audit/entries/{id}/proof': { id: 'entry' },
  'POST /api/enrolments': { body: lineOf('L-1') },
  'GET /api/oversight/looks': {},
  'POST /api/oversight/looks/{id}/decision': { id: 'unusual', body: { outcome: 'explained', note: 'asked' } },
  'GET /api/oversight/breach': { query: '?from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&purpose=sweep' },
  'GET /api/oversight/quality/{kind}': { path: '/api/oversight/quality/no-officer' },
  'GET /api/devices': { query: '?show=all' },
  'GET /api/devices/{id}': { id: 'device' },
  'GET /api/devices/{id}/life': { id: 'device' },
  'GET /api/people/{id}/hearings': { id: 'person' },
  'POST /api/people/{id}/hearings': { id: 'person', body: { ...place, at: '2031-03-03T15:00:00Z' } },
  'GET /api/hearings': { query: '?day=2031-03-03' },
  'PUT /api/hearings/{id}': { id: 'hearing', body: { ...place, version: 1 } },
  'POST /api/hearings/{id}/move': {
    id: 'hearing',
    body: { version: 1, at: '2031-03-03T15:00:00Z', reason: 'the sweep moves it' },
  },
  'POST /api/hearings/{id}/cancel': { id: 'hearing', body: { version: 1, reason: 'the sweep cancels it' } },
  'POST /api/hearings/{id}/appearance': { id: 'hearing', body: { version: 1, appearance: 'appeared' } },
  'POST /api/hearing-imports/check': { body: hearingFile },
  'POST /api/hearing-imports': { body: hearingFile },
  'GET /api/people/{id}/supervision': { id: 'person' },
  'POST /api/people/{id}/supervision': { id: 'person', body: { kind: 'provider' } },
  'POST /api/people/{id}/supervision/end': { id: 'person', body: {} },
  ...registerRequests,
  ...complaintRequests,
  'POST /api/people/{id}/look-copies': {
    id: 'person',
    body: { asker: 'participant', way: 'telephone', receivedOn: officeDay(-1) },
  },
  'GET /api/people/{id}/look-copies': { id: 'person' },
  'POST /api/look-copies/{id}/hand': { id: 'lookCopy', body: { identity: 'the sweep knows them' } },
  'POST /api/people/{id}/log': {
    id: 'person',
    body: { kind: 'call', result: 'reached', at: `${officeDay(-1)}T12:00:00Z`, text: 'the sweep calls' },
  },
  'GET /api/people/{id}/log': { id: 'person' },
  'POST /api/contact-entries/{id}/entered-in-error': {
    id: 'entered',
    body: { reason: 'the sweep called somebody else' },
  },
  'GET /api/people/{id}/contact-points': { id: 'person' },
  'POST /api/people/{id}/contact-points': {
    id: 'person',
    body: { kind: 'phone', address: '(305) 555-0123', consent: true },
  },
  'PUT /api/contact-points/{id}': {
    id: 'contact',
    body: { version: 1, preference: 2, language: 'es', note: null },
  },
  'POST /api/contact-points/{id}/confirm': { id: 'contact', body: { version: 2 } },
  'POST /api/contact-points/{id}/consent': { id: 'contact', body: { version: 3 } },
  'POST /api/contact-points/{id}/withdraw': { id: 'contact', body: { version: 4 } },
  'POST /api/contact-points/{id}/replace': {
    id: 'contact',
    body: { version: 5, address: 'l-1-new@example.org', consent: true },
  },
  'POST /api/contact-points/{id}/end': { id: 'contact', body: { version: 1 } },
  'POST /api/contact-points/{id}/reinstate': {
    id: 'endedContact',
    body: { version: 2, reason: 'the sweep takes it back' },
  },
  'POST /api/people/{id}/messages': { id: 'person', body: { text: 'the sweep writes' } },
  'GET /api/people/{id}/messages': { id: 'person' },
  'GET /api/messages': {},
  'POST /api/notices/preview': { body: { to: 'everybody' } },
  'POST /api/notices': { body: { to: 'everybody', en: 'The office is closed.' } },
  'POST /api/messages/{id}/cancel': { id: 'planned' },
  'POST /api/messages/{id}/settle': { id: 'message', body: { as: 'was-sent' } },
  'GET /api/today/messages': {},
  'POST /api/message-replies/{id}/answered': { id: 'reply', body: {} },
  'GET /api/today/hearings': {},
  'POST /api/hearings/{id}/confirm': { id: 'hearing' },
  'POST /api/break-glass': { body: { reference: 'L-1', reason: 'the sweep looks at everybody' } },
  'GET /api/break-glass': {},
  'POST /api/people/{id}/destruction': { id: 'person', body: { reason: 'the sweep asks for everything' } },
  'GET /api/destructions': {},
  'POST /api/destructions/{id}/decision': { id: 'destruction', body: { decision: 'refused' } },
  'POST /api/retention/holds': {
    body: { until: '2100-01-01T00:00:00Z', reason: 'the sweep holds everybody' },
  },
  'GET /api/retention/holds': {},
  'POST /api/retention/holds/{id}/end': { id: 'hold', body: { reason: 'the sweep ends it' } },
  'GET /api/disclosure-delays': {},
  'POST /api/disclosure-delays': { body: delayOf('by the officer') },
  'POST /api/disclosure-delays/{id}/confirm': { id: 'delay' },
  'POST /api/disclosure-delays/{id}/review': { id: 'delay', body: { note: 'the sweep still needs it' } },
  'POST /api/disclosure-delays/{id}/end': { id: 'delay', body: { reason: 'the sweep ends it' } },
  'POST /api/break-glass/{id}/review': { id: 'look', body: { decision: 'justified', note: 'it did' } },
  'POST /api/caseload-imports/{id}/check': { id: 'caseload' },
  'POST /api/caseload-imports/{id}/commit': { id: 'caseload', body: {} },
  'GET /api/caseload-exports/{kind}': { path: '/api/caseload-exports/people?purpose=sweep' },
  'GET /api/imported-orders': {},
  'POST /api/imported-orders/looked-at': { body: {} },
  'GET /api/people/{id}/check-ins': { id: 'person' },
  'GET /api/check-ins': {},
  'POST /api/check-ins/{id}/contacts': { id: 'keptCheckIn', body: {} },
  'POST /api/check-ins/{id}/book': { id: 'checkIn', body: {} },
  'POST /api/check-ins/{id}/free': {
    id: 'checkIn',
    body: { version: 2, reason: 'the sweep takes it back' },
  },
  'POST /api/check-ins/{id}/attempts': { id: 'checkIn', body: { way: 'call', result: 'no-answer' } },
  'POST /api/check-ins/{id}/missed': { id: 'checkIn', body: { version: 4 } },
  'GET /api/today/check-ins': {},
  'POST /api/check-ins/{id}/follow-up': { id: 'checkIn', body: { version: 5, note: 'the sweep called' } },
  'POST /api/check-ins/{id}/outcome': {
    id: 'checkIn',
    body: { version: 6, status: 'excused', reason: 'weather' },
  },
  'POST /api/check-in-attempts/{id}/entered-in-error': wrong('attempt'),
  'POST /api/check-ins/{id}/entered-in-error': wrong('checkIn'),
  'POST /api/hearings/{id}/entered-in-error': wrong('hearing'),
  'POST /api/people/{id}/walk-in': { id: 'person', body: {} },
  'POST /api/people/{id}/check-in-schedules': {
    id: 'person',
    body: { kind: 'office', rhythm: 'weeks-4', startsOn: officeDay(9) },
  },
  'POST /api/check-in-schedules/{id}/end': { id: 'schedule', body: { version: 1 } },
  'GET /api/people/{id}/orders': { id: 'person' },
  'POST /api/people/{id}/orders': { id: 'person', body: { reference: 'sketched' } },
  'POST /api/orders/{id}/draft': { id: 'sketched', body: { necessity: 'the sweep writes' } },
  'POST /api/orders/{id}/discard': { id: 'sketched', body: { reason: 'the sweep gives it up' } },
  'POST /api/orders/{id}/draft/entered-in-error': { id: 'misdrawn', body: { reason: 'the sweep marks it' } },
  'GET /api/orders-to-decide': {},
  'POST /api/orders/{id}/approve': { id: 'order', body: { note: 'the sweep approves' } },
  'GET /api/orders/{id}/agreement-text': { id: 'order', query: '?language=en&version=1' },
  'POST /api/orders/{id}/agreement': {
    id: 'order',
    body: {
      ...{ version: 1, language: 'en', textVersion: agreementTextVersion, location: 'status' },
      ...{ explained: 'all of it', signature: { kind: 'typed', name: 'L' } },
    },
  },
  'POST /api/orders/{id}/agreement/withdraw': { id: 'order', body: { reason: 'taken back' } },
  'POST /api/orders/{id}/amend': { id: 'order', body: {} },
  'POST /api/orders/{id}/take-effect': { id: 'order', body: {} },
  'POST /api/orders/{id}/service': { id: 'served', body: { reference: 'served by the sweep' } },
  'POST /api/orders/{id}/medical-evidence': { id: 'order', body: { evidence: 'a sore' } },
  'POST /api/order-prompts/{id}/decision': { id: 'prompt', body: { decision: 'end', note: 'it ends' } },
  'POST /api/orders/{id}/looked-at': { id: 'imported', body: {} },
  'POST /api/people/{id}/conditions': {
    id: 'person',
    body: {
      kind: 'exclusion-zone',
      area: { center: [-80.2, 25.8], radius: 90 },
      from: `${officeDay(1)}T12:00:00Z`,
    },
  },
  'POST /api/conditions/{id}/exceptions': {
    id: 'condition',
    body: { from: `${officeDay(1)}T12:00:00Z`, to: `${officeDay(2)}T12:00:00Z`, reason: 'the sweep asks' },
  },
  'GET /api/people/{id}/exception-requests': { id: 'person' },
  'POST /api/conditions/{id}/exception-requests': {
    id: 'condition',
    body: {
      ...{ from: `${officeDay(1)}T12:00:00Z`, to: `${officeDay(2)}T12:00:00Z`, reason: 'the sweep asks' },
      asked: { asker: 'family', way: 'telephone', receivedOn: officeDay(-1) },
    },
  },
  'GET /api/today/requests': {},
  'POST /api/exceptions/{id}/decision': {
    id: 'exception',
    body: { revision: 1, decision: 'granted', reason: 'the sweep grants' },
  },
  'POST /api/exceptions/{id}/withdraw': { id: 'exception', body: { revision: 2, reason: 'taken back' } },
  'POST /api/exceptions/{id}/entered-in-error': wrong('exception'),
  'POST /api/conditions/{id}/end': { id: 'condition', body: { revision: 1, reason: 'the sweep ends it' } },
  'POST /api/orders/{id}/end': { id: 'order', body: { as: 'completed', reason: 'the sweep ends it' } },
  ...fileRequests,
  ...helpRequests,
  ...reviewRequests,
  ...providerRequests,
  ...letterRequests,
  'POST /api/bulk-exceptions/preview': { body: {} },
  'POST /api/people/{id}/suspensions': {
    id: 'person',
    body: { kind: 'hospital', from: `${officeDay(-1)}T12:00:00Z`, note: 'the sweep is ill' },
  },
  'GET /api/people/{id}/suspensions': { id: 'person' },
  'GET /api/suspensions': {},
  'POST /api/suspensions/{id}/end': { id: 'suspension', body: { version: 1, note: 'the sweep is well' } },
  'POST /api/suspensions/{id}/entered-in-error': {
    id: 'suspension',
    body: { version: 2, reason: 'the sweep was never ill' },
  },
  // The last: from then on the officer is the person, too.
  'GET /api/own/looks': {},
};
