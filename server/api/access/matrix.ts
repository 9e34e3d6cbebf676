import { fileRows } from './matrix-files.ts';
import { helpRows } from './matrix-help.ts';
import { letterRows } from './matrix-letters.ts';

/** Ids of one person's things, as the access matrix asks for them. */
export type Target = {
  readonly reference: string;
  readonly person: string;
  readonly alert: string;
  readonly look: string;
  /** An entry of who works with them. */
  readonly entry: string;
  /** An audit entry, an unusual look and a hold of theirs. */
  readonly audit: string;
  readonly unusual: string;
  readonly hold: string;
  /** The device they have, and a flag of it. */
  readonly device: string;
  readonly hearing: string;
  readonly flag: string;
  /** Where they are reached, and a message to them. */
  readonly contact: string;
  readonly message: string;
  /** What they answered, and nobody has seen to. */
  readonly reply: string;
  /** Somebody has asked for the end of their key. */
  readonly destruction: string;
  /** An order that waits for a second person. */
  readonly delay: string;
  /** A check-in that is due, and its schedule. */
  readonly checkIn: string;
  readonly schedule: string;
  /** An address of theirs in the register. */
  readonly registerEntry: string;
  /** A record that may be theirs too, and that is asked for. */
  readonly merge: string;
  /** An order of theirs, a condition under it, an exception from it, and a date on which somebody is asked. */
  readonly order: string;
  readonly condition: string;
  readonly exception: string;
  readonly prompt: string;
  /** A paper of their case, a photo of a check-in, and what that is compared with. */
  readonly document: string;
  readonly photo: string;
  readonly referencePhoto: string;
  /** A letter of theirs, and that it was posted. */
  readonly letter: string;
  readonly sending: string;
  /** A call of theirs, as somebody entered it. */
  readonly entered: string;
  /** Clocks stand still for them. */
  readonly suspension: string;
  /** Contact that was tried after a check-in. */
  readonly attempt: string;
  /** Help that was asked for. */
  readonly help: string;
  /** A complaint of theirs that nobody has in hand. */
  readonly complaint: string;
  /** A copy of their record of looks that was asked for. */
  readonly lookCopy: string;
  /** A case officer of another office. */
  readonly staff: string;
};

type Asked = { readonly path: string; readonly body?: object };
type Row = {
  /** How it is asked about one person; absent: it names none. */
  readonly about?: (target: Target) => Asked;
  /** Reading requests whose answers must not depend on whom the viewer may not see. */
  readonly paths?: (own: Target) => readonly string[];
};

const onPerson = (after = '') => ({
  about: ({ person }: Target) => ({ path: `/api/people/${person}${after}` }),
  paths: ({ person }: Target) => [`/api/people/${person}${after}`],
});
const note = { version: 0, note: 'matrix' };
const onAlert = (command: string, body: object = note) => ({
  about: ({ alert }: Target) => ({ path: `/api/alerts/${alert}/${command}`, body }),
});
const onDevice = (command: string, body: object = { reason: 'the matrix asks for every device' }) => ({
  about: ({ device }: Target) => ({ path: `/api/devices/${device}/${command}`, body }),
});
const onHearing = (command: string, body: object = {}): Row => ({
  about: ({ hearing }) => ({
    path: `/api/hearings/${hearing}/${command}`,
    body: { version: 1, reason: 'the matrix asks', ...body },
  }),
});
const reads = (path: string, ...more: readonly string[]): Row => ({ paths: () => [path, ...more] });
const nobody: Row = {};
const onContact = (command: string): Row => ({
  about: ({ contact }) => ({ path: `/api/contact-points/${contact}/${command}`, body: { version: 1 } }),
});
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const onDelay = (command: string, body?: object): Row => ({
  about: ({ delay }) => ({
    path: `/api/disclosure-delays/${delay}/${command}`,
    ...(body === undefined ? {} : { body }),
  }),
});

const onCheckIn = (command: string, body: object): Row => ({
  about: ({ checkIn }) => ({ path: `/api/check-ins/${checkIn}/${command}`, body }),
});
const onOrder = (command: string, body: object): Row => ({
  about: ({ order }) => ({ path: `/api/orders/${order}/${command}`, body: { revision: 1, ...body } }),
});
const why = { reason: 'the matrix asks' };
const askedByTelephone = { asker: 'family', way: 'telephone', receivedOn: inDays(-1).slice(0, 10) };
const onSuspension = (command: string, body: object): Row => ({
  about: ({ suspension }) => ({
    path: `/api/suspensions/${suspension}/${command}`,
    body: { version: 9, ...body },
  }),
});
const onWrong = (place: string, of: keyof Target): Row => ({
  about: (target) => ({
    path: `/api/${place}/${target[of]}/entered-in-error`,
    body: { reason: 'the matrix asks' },
  }),
});
const onComplaint = (command: string, body: object): Row => ({
  about: ({ complaint }) => ({
    path: `/api/complaints/${complaint}/${command}`,
    body: { version: 1, ...body },
  }),
});
const anOffice = '0198c0de-0000-7000-8000-00000000000e';

/**
 * The access matrix's row of each route: how it is asked about somebody. A route without one fails the test, also where it is
 * about nobody. Sign-in's own routes are proved in session/.
 */
export const matrixRequests: Readonly<Record<string, Row>> = {
  'GET /api/session': reads('/api/session'),
  'POST /api/first-run': nobody,
  'POST /api/sign-in': nobody,
  'POST /api/sign-in/second-factor': nobody,
  'POST /api/sign-out': nobody,
  'POST /api/invitations/look': nobody,
  'POST /api/invitations/accept': nobody,
  'POST /api/invitations/passkey': nobody,
  'POST /api/invitations/accept/passkey': nobody,
  'POST /api/second-factor/enrol': nobody,
  'POST /api/second-factor/confirm': nobody,
  'POST /api/password': nobody,
  'GET /api/sessions': nobody,
  'DELETE /api/sessions/{id}': nobody,
  'GET /api/staff': reads('/api/staff'),
  'POST /api/staff': nobody,
  'PUT /api/staff/{id}/roles': nobody,
  'PUT /api/staff/{id}/offices': nobody,
  'POST /api/staff/{id}/reset': nobody,
  'POST /api/staff/{id}/end': nobody,
  'POST /api/staff/{id}/confirmation': nobody,
  'GET /api/account-requests': reads('/api/account-requests'),
  'POST /api/account-requests/{id}/decision': nobody,
  'GET /api/health': nobody,
  'GET /api/status': nobody,
  'GET /api/alerts': {
    paths: ({ person }) => [
      '/api/alerts',
      '/api/alerts?limit=1',
      '/api/alerts?show=closed',
      '/api/alerts?show=withdrawn',
      '/api/alerts?mine=true',
      `/api/alerts?participant=${person}`,
    ],
  },
  'GET /api/alerts/{id}': {
    about: ({ alert }) => ({ path: `/api/alerts/${alert}` }),
    paths: ({ alert }) => [`/api/alerts/${alert}`],
  },
  'POST /api/alerts/{id}/acknowledge': onAlert('acknowledge'),
  'POST /api/alerts/{id}/close': onAlert('close', { ...note, outcome: 'device-fault' }),
  'POST /api/alerts/{id}/reopen': onAlert('reopen'),
  'POST /api/alerts/{id}/note': onAlert('note'),
  'GET /api/people': reads(
    '/api/people',
    '/api/people?limit=1',
    '/api/people?q=person',
    '/api/people?q=OWN&limit=1',
  ),
  'GET /api/people/{id}': onPerson(),
  'GET /api/people/{id}/movement': onPerson(
    '/movement?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&purpose=matrix',
  ),
  'GET /api/people/{id}/looks': onPerson('/looks'),
  'GET /api/people/{id}/supervision': onPerson('/supervision'),
  'POST /api/people/{id}/supervision': {
    about: ({ person, staff }) => ({
      path: `/api/people/${person}/supervision`,
      body: { kind: 'staff', staff, role: 'stand-in' },
    }),
  },
  'POST /api/people/{id}/supervision/end': {
    about: ({ person }) => ({
      path: `/api/people/${person}/supervision/end`,
      body: { entry: '0198c0de-0000-7000-8000-000000000009' },
    }),
  },
  // A number that is taken is refused in the same words whoever has it (PPL-12); who is registered is the registrar's own.
  'GET /api/register/choices': reads('/api/register/choices'),
  'POST /api/register/doubles': nobody,
  'POST /api/register': nobody,
  'GET /api/people/{id}/register': onPerson('/register'),
  'PUT /api/people/{id}/register': {
    about: ({ person, reference }) => ({
      path: `/api/people/${person}/register`,
      // A version that never stood: a change would take the person out of their office.
      body: { version: 99, reference, name: 'the matrix' },
    }),
  },
  'POST /api/people/{id}/register-entries': {
    about: ({ person }) => ({
      path: `/api/people/${person}/register-entries`,
      body: { kind: 'emergency-contact', name: 'the matrix' },
    }),
  },
  'PUT /api/register-entries/{id}': {
    about: ({ registerEntry }) => ({
      path: `/api/register-entries/${registerEntry}`,
      body: { version: 1, entry: { kind: 'address', use: 'other', text: 'the matrix' } },
    }),
  },
  'GET /api/people/{id}/merges': onPerson('/merges'),
  'POST /api/people/{id}/merges': {
    about: ({ person }) => ({
      path: `/api/people/${person}/merges`,
      // With itself: refused, as any merge here would be of two whom the matrix tells apart.
      body: { other: person, reason: 'the matrix asks' },
    }),
  },
  'POST /api/merges/{id}/decision': {
    about: ({ merge }) => ({ path: `/api/merges/${merge}/decision`, body: { decision: 'refused' } }),
  },
  'POST /api/merges/{id}/undo': {
    about: ({ merge }) => ({ path: `/api/merges/${merge}/undo`, body: { reason: 'the matrix asks' } }),
  },
  'POST /api/register-entries/{id}/error': {
    about: ({ registerEntry }) => ({
      path: `/api/register-entries/${registerEntry}/error`,
      body: { version: 1, reason: 'the matrix asks' },
    }),
  },
  'GET /api/people/{id}/log': onPerson('/log'),
  'POST /api/people/{id}/log': {
    about: ({ person }) => ({
      path: `/api/people/${person}/log`,
      body: { kind: 'note', at: inDays(0), text: 'the matrix was here' },
    }),
  },
  'POST /api/contact-entries/{id}/entered-in-error': onWrong('contact-entries', 'entered'),
  'POST /api/hearings/{id}/entered-in-error': onWrong('hearings', 'hearing'),
  'POST /api/check-ins/{id}/entered-in-error': onWrong('check-ins', 'checkIn'),
  'POST /api/check-in-attempts/{id}/entered-in-error': onWrong('check-in-attempts', 'attempt'),
  'POST /api/exceptions/{id}/entered-in-error': onWrong('exceptions', 'exception'),
  'GET /api/bulk-exceptions': reads('/api/bulk-exceptions'),
  'GET /api/bulk-exceptions/offices': reads('/api/bulk-exceptions/offices'),
  'PUT /api/offices/{id}/county': nobody,
  // Of offices that somebody asks for: whom it concerns is proved in bulk-exceptions/.
  'POST /api/bulk-exceptions/preview': nobody,
  'POST /api/bulk-exceptions': nobody,
  'POST /api/bulk-exceptions/{id}/revoke': nobody,
  'GET /api/people/{id}/suspensions': onPerson('/suspensions'),
  'GET /api/suspensions': reads('/api/suspensions', '/api/suspensions?limit=1'),
  'POST /api/people/{id}/suspensions': {
    about: ({ person }) => ({
      path: `/api/people/${person}/suspensions`,
      body: { kind: 'other', from: inDays(30), to: inDays(31), note: 'the matrix asks' },
    }),
  },
  'POST /api/suspensions/{id}/end': onSuspension('end', { note: 'the matrix asks' }),
  'POST /api/suspensions/{id}/entered-in-error': onSuspension('entered-in-error', {
    reason: 'the matrix asks',
  }),
  'GET /api/people/{id}/contact-points': onPerson('/contact-points'),
  'POST /api/people/{id}/contact-points': {
    about: ({ person }) => ({
      path: `/api/people/${person}/contact-points`,
      body: { kind: 'email', address: 'matrix@example.org', consent: true },
    }),
  },
  'PUT /api/contact-points/{id}': {
    about: ({ contact }) => ({
      path: `/api/contact-points/${contact}`,
      body: { version: 1, preference: 2, language: null, note: null },
    }),
  },
  'POST /api/contact-points/{id}/replace': {
    about: ({ contact }) => ({
      path: `/api/contact-points/${contact}/replace`,
      body: { version: 1, address: 'another@example.org', consent: true },
    }),
  },
  'POST /api/contact-points/{id}/confirm': onContact('confirm'),
  'POST /api/contact-points/{id}/consent': onContact('consent'),
  'POST /api/contact-points/{id}/withdraw': onContact('withdraw'),
  'POST /api/contact-points/{id}/end': onContact('end'),
  'GET /api/people/{id}/messages': onPerson('/messages'),
  'POST /api/people/{id}/messages': {
    about: ({ person }) => ({ path: `/api/people/${person}/messages`, body: { text: 'matrix' } }),
  },
  // Of an office that somebody asks for: whom it reaches is proved in notices/.
  'POST /api/notices/preview': nobody,
  'POST /api/notices': nobody,
  'GET /api/messages': reads('/api/messages', '/api/messages?show=all'),
  'POST /api/messages/{id}/cancel': { about: ({ message }) => ({ path: `/api/messages/${message}/cancel` }) },
  'POST /api/messages/{id}/settle': {
    about: ({ message }) => ({ path: `/api/messages/${message}/settle`, body: { as: 'not-sent' } }),
  },
  // Nobody of the staff's: what opens it is the gateway's signature (MSG-10).
  'POST /api/messages/gateway': nobody,
  // Of officers and numbers; whom a preview shows is proved in caseloads/.
  'GET /api/caseloads': nobody,
  'POST /api/caseload-moves/preview': nobody,
  'POST /api/caseload-moves': nobody,
  'GET /api/caseload-moves': reads('/api/caseload-moves'),
  'POST /api/caseload-moves/{id}/undo': nobody,
  'GET /api/absences': reads('/api/absences'),
  'POST /api/absences': nobody,
  'POST /api/absences/{id}/end': nobody,
  'GET /api/providers': reads('/api/providers'),
  'POST /api/providers': nobody,
  'GET /api/agency': reads('/api/agency'),
  'POST /api/offices': nobody,
  'POST /api/offices/{id}/name': nobody,
  'POST /api/offices/{id}/end': nobody,
  'POST /api/providers/{id}/name': nobody,
  'POST /api/providers/{id}/end': nobody,
  'GET /api/colleagues': reads('/api/colleagues'),
  'POST /api/break-glass': {
    about: ({ reference }) => ({
      path: '/api/break-glass',
      body: { reference, reason: 'the matrix asks for everybody' },
    }),
  },
  'GET /api/break-glass': reads('/api/break-glass'),
  'POST /api/break-glass/{id}/review': {
    about: ({ look }) => ({
      path: `/api/break-glass/${look}/review`,
      body: { decision: 'justified', note: 'matrix' },
    }),
  },
  // A number that is taken is refused in the same words whoever has it (ENR-9); what is enrolled is the enroller's own.
  'POST /api/enrolments': nobody,
  'GET /api/feed': nobody,
  'GET /api/security': nobody,
  'POST /api/step-up': nobody,
  'POST /api/step-up/passkey/options': nobody,
  'POST /api/step-up/passkey': nobody,
  'GET /api/sign-in/ways': nobody,
  'POST /api/sign-in/passkey/options': nobody,
  'POST /api/sign-in/passkey': nobody,
  'POST /api/sign-in/provider/{id}': nobody,
  'POST /api/sign-in/provider': nobody,
  'POST /api/passkeys/options': nobody,
  'POST /api/passkeys': nobody,
  'PUT /api/passkeys/{id}': nobody,
  'DELETE /api/passkeys/{id}': nobody,
  'POST /api/staff/{id}/invitation': nobody,
  'GET /api/staff/{id}/sessions': nobody,
  'DELETE /api/staff/{id}/sessions': nobody,
  'DELETE /api/staff/{id}/sessions/{session}': nobody,
  'GET /api/oversight/looks': reads('/api/oversight/looks'),
  'POST /api/oversight/looks/{id}/decision': {
    about: ({ unusual }) => ({
      path: `/api/oversight/looks/${unusual}/decision`,
      body: { outcome: 'explained', note: 'matrix' },
    }),
  },
  'GET /api/oversight/breach': reads(
    '/api/oversight/breach?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&purpose=matrix',
  ),
  'GET /api/oversight/quality': reads('/api/oversight/quality'),
  'GET /api/oversight/quality/{kind}': reads('/api/oversight/quality/no-officer'),
  // Entries of the asking itself come on top of the list: it is asked for by person.
  'GET /api/audit/entries': nobody,
  'GET /api/audit/entries/{id}': { about: ({ audit }) => ({ path: `/api/audit/entries/${audit}` }) },
  'GET /api/audit/entries/{id}/proof': {
    about: ({ audit }) => ({ path: `/api/audit/entries/${audit}/proof` }),
  },
  'GET /api/audit/roots': nobody,
  'GET /api/audit/roots/file': nobody,
  'GET /api/audit/key': nobody,
  'GET /api/retention': nobody,
  'POST /api/retention/revisions': nobody,
  'GET /api/retention/holds': reads('/api/retention/holds'),
  'POST /api/retention/holds': {
    about: ({ person }) => ({
      path: '/api/retention/holds',
      body: { participant: person, until: '2027-06-01T00:00:00Z', reason: 'the matrix holds everybody' },
    }),
  },
  'POST /api/retention/holds/{id}/end': {
    about: ({ hold }) => ({
      path: `/api/retention/holds/${hold}/end`,
      body: { reason: 'the matrix ends it' },
    }),
  },
  // One's own alone: it names nobody.
  'GET /api/own/looks': nobody,
  'GET /api/disclosure-delays': reads('/api/disclosure-delays'),
  'GET /api/oversight/disclosure-delays': reads('/api/oversight/disclosure-delays'),
  'POST /api/disclosure-delays': {
    about: ({ person, staff }) => ({
      path: '/api/disclosure-delays',
      body: {
        participant: person,
        court: 'Court of the matrix',
        reference: 'matrix',
        legalBasis: 'the matrix',
        reason: 'the matrix asks for everybody',
        viewers: [staff],
        from: inDays(0),
        to: inDays(30),
        reviewAt: inDays(10),
      },
    }),
  },
  'POST /api/disclosure-delays/{id}/confirm': onDelay('confirm'),
  'POST /api/disclosure-delays/{id}/review': onDelay('review', { note: 'the matrix still needs it' }),
  'POST /api/disclosure-delays/{id}/end': onDelay('end', { reason: 'the matrix ends it' }),
  'GET /api/devices': reads('/api/devices', '/api/devices?show=all', '/api/devices?show=all&q=D'),
  'GET /api/devices/{id}': {
    about: ({ device }) => ({ path: `/api/devices/${device}` }),
    paths: ({ device }) => [`/api/devices/${device}`],
  },
  'GET /api/device-knocks': reads('/api/device-knocks'),
  'POST /api/devices/{id}/quarantine': onDevice('quarantine'),
  'POST /api/devices/{id}/release': onDevice('release'),
  'PUT /api/devices/{id}/networks': onDevice('networks', { networks: [], reason: 'the matrix asks' }),
  'POST /api/devices/{id}/token': onDevice('token'),
  'POST /api/devices/{id}/flags/{flag}/outcome': {
    about: ({ device, flag }) => ({
      path: `/api/devices/${device}/flags/${flag}/outcome`,
      body: { outcome: 'explained', note: 'matrix' },
    }),
  },
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
  'GET /api/caseload-imports': reads('/api/caseload-imports'),
  'POST /api/caseload-imports': nobody,
  'POST /api/caseload-imports/{id}/parts': nobody,
  'POST /api/caseload-imports/{id}/check': nobody,
  'POST /api/caseload-imports/{id}/commit': nobody,
  'POST /api/caseload-imports/{id}/give-up': nobody,
  'GET /api/caseload-exports/{kind}': reads(
    '/api/caseload-exports/people?purpose=matrix',
    '/api/caseload-exports/contacts?purpose=matrix',
  ),
  'GET /api/imported-orders': reads('/api/imported-orders', '/api/imported-orders?limit=1'),
  'POST /api/imported-orders/looked-at': nobody,
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
  'GET /api/destructions': reads('/api/destructions'),
  'POST /api/people/{id}/destruction': {
    about: ({ person }) => ({
      path: `/api/people/${person}/destruction`,
      body: { reason: 'the matrix asks' },
    }),
  },
  'POST /api/destructions/{id}/decision': {
    about: ({ destruction }) => ({
      path: `/api/destructions/${destruction}/decision`,
      body: { decision: 'refused' },
    }),
  },
  ...fileRows,
  ...helpRows,
  ...letterRows,
};
