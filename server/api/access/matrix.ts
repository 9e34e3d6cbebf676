import { caseloadRows } from './matrix-caseload.ts';
import { caseworkRows } from './matrix-casework.ts';
import { costRows } from './matrix-costs.ts';
import { fileRows } from './matrix-files.ts';
import { fittingRows } from './matrix-fittings.ts';
import { helpRows } from './matrix-help.ts';
import { letterRows } from './matrix-letters.ts';
import { providerRows } from './matrix-providers.ts';
import { reviewRows } from './matrix-reviews.ts';
import { stockRows } from './matrix-stock.ts';
import { inDays, nobody, onPerson, type Row, reads, type Target } from './matrix-target.ts';

const note = { version: 0, note: 'matrix' };
const onAlert = (command: string, body: object = note) => ({
  about: ({ alert }: Target) => ({ path: `/api/alerts/${alert}/${command}`, body }),
});
const onDevice = (command: string, body: object = { reason: 'the matrix asks for every device' }) => ({
  about: ({ device }: Target) => ({ path: `/api/devices/${device}/${command}`, body }),
});
const onContact = (command: string): Row => ({
  about: ({ contact }) => ({ path: `/api/contact-points/${contact}/${command}`, body: { version: 1 } }),
});
const onDelay = (command: string, body?: object): Row => ({
  about: ({ delay }) => ({
    path: `/api/disclosure-delays/${delay}/${command}`,
    ...(body === undefined ? {} : { body }),
  }),
});

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
  'POST /api/contact-points/{id}/reinstate': {
    about: ({ contact }) => ({
      path: `/api/contact-points/${contact}/reinstate`,
      body: { version: 1, reason: 'the matrix asks' },
    }),
  },
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
  // Of offices and numbers; whom a preview shows is proved in office-moves/.
  'GET /api/office-moves/choices': nobody,
  'POST /api/office-moves/preview': nobody,
  'POST /api/office-moves': nobody,
  'GET /api/office-moves': reads('/api/office-moves'),
  'POST /api/office-moves/{id}/undo': nobody,
  'GET /api/absences': reads('/api/absences'),
  'POST /api/absences': nobody,
  'POST /api/absences/{id}/end': nobody,
  'GET /api/providers': reads('/api/providers'),
  'POST /api/providers': nobody,
  'GET /api/agency': reads('/api/agency'),
  'POST /api/offices': nobody,
  'POST /api/offices/{id}/name': nobody,
  'POST /api/offices/{id}/phone': nobody,
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
  'GET /api/oversight/questions': reads('/api/oversight/questions'),
  'GET /api/oversight/questions/{kind}': reads(
    '/api/oversight/questions/past-review',
    '/api/oversight/questions/past-order',
    '/api/oversight/questions/stepped-up',
    '/api/oversight/questions/never-looked-at',
  ),
  'GET /api/oversight/missed-targets': reads('/api/oversight/missed-targets'),
  'GET /api/oversight/devices/{kind}': reads('/api/oversight/devices/nowhere'),
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
  ...caseloadRows,
  ...caseworkRows,
  ...costRows,
  ...fileRows,
  ...helpRows,
  ...fittingRows,
  ...providerRows,
  ...reviewRows,
  ...letterRows,
  ...stockRows,
};
