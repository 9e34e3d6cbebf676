import { inDays, nobody, onPerson, type Row, reads } from './matrix-target.ts';

const onOrder = (command: string, body: object): Row => ({
  about: ({ order }) => ({ path: `/api/orders/${order}/${command}`, body: { revision: 1, ...body } }),
});
const why = { reason: 'the matrix asks' };
const askedByTelephone = { asker: 'family', way: 'telephone', receivedOn: inDays(-1).slice(0, 10) };
const onComplaint = (command: string, body: object): Row => ({
  about: ({ complaint }) => ({
    path: `/api/complaints/${complaint}/${command}`,
    body: { version: 1, ...body },
  }),
});
const onHearing = (command: string, body: object = {}): Row => ({
  about: ({ hearing }) => ({
    path: `/api/hearings/${hearing}/${command}`,
    body: { version: 1, reason: 'the matrix asks', ...body },
  }),
});
const onCheckIn = (command: string, body: object): Row => ({
  about: ({ checkIn }) => ({ path: `/api/check-ins/${checkIn}/${command}`, body }),
});
const anOffice = '0198c0de-0000-7000-8000-00000000000e';
/** The access matrix's rows of hearings, today, check-ins, orders, what is asked for, and complaints. */
export const caseworkRows: Readonly<Record<string, Row>> = {
  'GET /api/people/{id}/hearings': onPerson('/hearings'),
  'POST /api/people/{id}/hearings': {
    about: ({ person }) => ({
      path: `/api/people/${person}/hearings`,
      body: { at: inDays(9), timezone: 'UTC', kind: 'remote', court: 'Court of the matrix' },
    }),
  },
  'GET /api/hearings': reads(
    `/api/hearings?day=${inDays(9).slice(0, 10)}&days=31`,
    `/api/hearings?day=${inDays(9).slice(0, 10)}&days=31&limit=1`,
  ),
  'PUT /api/hearings/{id}': {
    about: ({ hearing }) => ({
      path: `/api/hearings/${hearing}`,
      body: { version: 1, timezone: 'UTC', kind: 'remote', court: 'Court of the matrix' },
    }),
  },
  'POST /api/hearings/{id}/move': onHearing('move', { at: inDays(20) }),
  'POST /api/hearings/{id}/cancel': onHearing('cancel'),
  'POST /api/hearings/{id}/appearance': onHearing('appearance', { appearance: 'not-known' }),
  // A number that is nobody's and one of somebody out of reach are refused in the same words (HRG-10).
  'POST /api/hearings/{id}/confirm': {
    about: ({ hearing }) => ({ path: `/api/hearings/${hearing}/confirm` }),
  },
  // One's own addresses; what they answer is proved in calendar-feeds/.
  'GET /api/calendar-feeds': nobody,
  'POST /api/calendar-feeds': nobody,
  'POST /api/calendar-feeds/{id}/renew': nobody,
  'DELETE /api/calendar-feeds/{id}': nobody,
  'GET /api/calendars/{feed}/{secret}/attend.ics': nobody,
  'GET /api/today/check-ins': reads('/api/today/check-ins'),
  'GET /api/today/merges': reads('/api/today/merges'),
  'GET /api/today/hearings': reads('/api/today/hearings'),
  'GET /api/today/messages': reads('/api/today/messages'),
  'GET /api/today/requests': reads('/api/today/requests'),
  'POST /api/message-replies/{id}/answered': {
    about: ({ reply }) => ({ path: `/api/message-replies/${reply}/answered`, body: {} }),
  },
  'POST /api/check-ins/{id}/follow-up': onCheckIn('follow-up', { version: 1, note: 'the matrix asks' }),
  'POST /api/hearing-imports/check': nobody,
  'POST /api/hearing-imports': nobody,
  // Of an office that somebody asks for: what it counts is proved in calendar/.
  'GET /api/calendar/hearings': reads(`/api/calendar/hearings?office=${anOffice}&from=2026-03-02`),
  'GET /api/calendar/check-ins': reads(`/api/calendar/check-ins?office=${anOffice}&from=2026-03-02`),
  // Whose numbers a file names is proved in caseload/; here it names nobody.
  'GET /api/people/{id}/check-ins': onPerson('/check-ins'),
  'POST /api/people/{id}/check-in-schedules': {
    about: ({ person }) => ({
      path: `/api/people/${person}/check-in-schedules`,
      body: { office: anOffice, kind: 'office', rhythm: 'weeks-4', startsOn: '2026-03-02' },
    }),
  },
  'POST /api/check-in-schedules/{id}/end': {
    about: ({ schedule }) => ({ path: `/api/check-in-schedules/${schedule}/end`, body: { version: 1 } }),
  },
  // Of an office that somebody asks for: what it answers of people is proved in check-ins/.
  'GET /api/check-ins': reads(`/api/check-ins?office=${anOffice}&on=2026-03-02`),
  'POST /api/check-ins/{id}/book': onCheckIn('book', { version: 1, at: '2026-03-02T15:00:00Z' }),
  'POST /api/check-ins/{id}/free': onCheckIn('free', { version: 1, ...why }),
  'POST /api/people/{id}/walk-in': {
    about: ({ person }) => ({ path: `/api/people/${person}/walk-in`, body: { office: anOffice } }),
  },
  'POST /api/check-ins/{id}/outcome': onCheckIn('outcome', { version: 1, status: 'kept' }),
  'POST /api/check-ins/{id}/contacts': onCheckIn('contacts', {
    version: 1,
    contacts: [{ id: anOffice, version: 1, answer: 'right' }],
  }),
  'POST /api/check-ins/{id}/attempts': onCheckIn('attempts', { way: 'message', result: 'sent' }),
  'POST /api/check-ins/{id}/missed': onCheckIn('missed', { version: 1 }),
  'GET /api/check-in-offices': reads('/api/check-in-offices'),
  'GET /api/check-in-policy': reads('/api/check-in-policy'),
  'GET /api/check-in-policy/revisions': reads('/api/check-in-policy/revisions'),
  'PUT /api/check-in-policy': nobody,
  'GET /api/offices/{id}/calendar': reads(`/api/offices/${anOffice}/calendar`),
  'PUT /api/offices/{id}/calendar': nobody,
  'POST /api/offices/{id}/closures': nobody,
  'GET /api/offices/{id}/closing': reads(`/api/offices/${anOffice}/closing?on=2026-03-02`),
  'GET /api/offices/{id}/workers': reads(`/api/offices/${anOffice}/workers`),
  'POST /api/offices/{id}/workers': nobody,
  'POST /api/check-in-workers/{id}/end': nobody,
  'POST /api/offices/{id}/closures/remove': nobody,
  'GET /api/offices/{id}/slots': reads(`/api/offices/${anOffice}/slots?on=2026-03-02`),
  'GET /api/people/{id}/orders': onPerson('/orders'),
  'POST /api/people/{id}/orders': {
    about: ({ person }) => ({ path: `/api/people/${person}/orders`, body: { reference: 'matrix' } }),
  },
  'POST /api/orders/{id}/draft': onOrder('draft', { to: inDays(90) }),
  'POST /api/orders/{id}/amend': onOrder('amend', {}),
  'POST /api/orders/{id}/discard': onOrder('discard', why),
  'POST /api/orders/{id}/draft/entered-in-error': onOrder('draft/entered-in-error', why),
  'POST /api/orders/{id}/approve': onOrder('approve', { note: 'the matrix asks' }),
  'GET /api/orders/{id}/agreement-text': {
    about: ({ order }) => ({ path: `/api/orders/${order}/agreement-text?language=en&version=1` }),
    paths: ({ order }) => [`/api/orders/${order}/agreement-text?language=en&version=1`],
  },
  'POST /api/orders/{id}/agreement': onOrder('agreement', {
    ...{ version: 1, language: 'en', textVersion: '1', location: 'status', explained: 'the matrix' },
    signature: { kind: 'typed', name: 'the matrix' },
  }),
  'POST /api/orders/{id}/agreement/withdraw': onOrder('agreement/withdraw', why),
  'POST /api/orders/{id}/service': onOrder('service', { reference: 'the matrix' }),
  'POST /api/orders/{id}/take-effect': onOrder('take-effect', {}),
  'POST /api/orders/{id}/end': onOrder('end', { as: 'revoked', ...why }),
  'POST /api/orders/{id}/looked-at': onOrder('looked-at', {}),
  'POST /api/orders/{id}/medical-evidence': onOrder('medical-evidence', { evidence: 'the matrix' }),
  'GET /api/orders-to-decide': reads('/api/orders-to-decide'),
  'POST /api/order-prompts/{id}/decision': {
    about: ({ prompt }) => ({
      path: `/api/order-prompts/${prompt}/decision`,
      body: { decision: 'end', note: 'the matrix asks' },
    }),
  },
  'POST /api/people/{id}/conditions': {
    about: ({ person }) => ({
      path: `/api/people/${person}/conditions`,
      body: { kind: 'exclusion-zone', area: { center: [-80.2, 25.8], radius: 100 }, from: inDays(1) },
    }),
  },
  'POST /api/conditions/{id}/end': {
    about: ({ condition }) => ({
      path: `/api/conditions/${condition}/end`,
      body: { revision: 1, ...why },
    }),
  },
  'POST /api/conditions/{id}/exceptions': {
    about: ({ condition }) => ({
      path: `/api/conditions/${condition}/exceptions`,
      body: { from: inDays(1), to: inDays(2), ...why },
    }),
  },
  'GET /api/people/{id}/exception-requests': onPerson('/exception-requests'),
  'POST /api/conditions/{id}/exception-requests': {
    about: ({ condition }) => ({
      path: `/api/conditions/${condition}/exception-requests`,
      body: { from: inDays(1), to: inDays(2), ...why, asked: askedByTelephone },
    }),
  },
  'GET /api/people/{id}/look-copies': onPerson('/look-copies'),
  'POST /api/people/{id}/look-copies': {
    about: ({ person }) => ({ path: `/api/people/${person}/look-copies`, body: askedByTelephone }),
  },
  'POST /api/look-copies/{id}/hand': {
    about: ({ lookCopy }) => ({
      path: `/api/look-copies/${lookCopy}/hand`,
      body: { identity: 'the matrix knows them' },
    }),
  },
  'GET /api/complaint-choices': reads('/api/complaint-choices'),
  'GET /api/complaint-policy': reads('/api/complaint-policy'),
  'PUT /api/complaint-policy': nobody,
  'GET /api/complaint-counts': reads('/api/complaint-counts?from=2020-01-01&to=2100-01-01'),
  'GET /api/complaints': reads(
    '/api/complaints',
    '/api/complaints?show=today',
    '/api/complaints?show=mine',
    '/api/complaints?show=closed',
  ),
  'POST /api/complaints': {
    about: ({ person }) => ({
      path: '/api/complaints',
      body: {
        ...{ complainant: 'participant', way: 'paper', receivedOn: inDays(-1).slice(0, 10) },
        ...{ topic: 'device', words: 'the matrix complains', participant: person },
      },
    }),
  },
  'GET /api/complaints/{id}': {
    about: ({ complaint }) => ({ path: `/api/complaints/${complaint}` }),
    paths: ({ complaint }) => [`/api/complaints/${complaint}`],
  },
  'POST /api/complaints/{id}/acknowledge': onComplaint('acknowledge', { told: 'letter' }),
  'POST /api/complaints/{id}/handler': onComplaint('handler', { handler: anOffice }),
  'PUT /api/complaints/{id}/concerned': onComplaint('concerned', {
    ...{ concernedStaff: [], concernedProvider: null, text: 'the matrix asks' },
  }),
  'POST /api/complaints/{id}/note': onComplaint('note', { text: 'the matrix notes' }),
  'POST /api/complaints/{id}/answer': onComplaint('answer', {
    ...{ outcome: 'upheld', text: 'the matrix answers', told: 'letter' },
  }),
  'POST /api/complaints/{id}/appeal': onComplaint('appeal', {
    ...{ text: 'the matrix appeals', receivedOn: inDays(-1).slice(0, 10) },
  }),
  'POST /api/exceptions/{id}/decision': {
    about: ({ exception }) => ({
      path: `/api/exceptions/${exception}/decision`,
      body: { revision: 1, decision: 'granted', ...why },
    }),
  },
  'POST /api/exceptions/{id}/withdraw': {
    about: ({ exception }) => ({
      path: `/api/exceptions/${exception}/withdraw`,
      body: { revision: 1, ...why },
    }),
  },
  'POST /api/curfew-preview': nobody,
  'POST /api/zone-files': nobody,
  'GET /api/order-policy': reads('/api/order-policy'),
  'PUT /api/order-policy': nobody,
  'GET /api/agreement-texts': reads('/api/agreement-texts'),
  'POST /api/agreement-texts': nobody,
};
