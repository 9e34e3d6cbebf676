import '../../ui/testing/english.ts';
import { expect, test } from 'vitest';
import { checkDecision, checkRequest, type DecideFields, type RequestFields } from './form.ts';
import { askedWords } from './view.ts';

const zone = 'America/New_York';
const now = Date.parse('2026-03-02T12:00:00Z');
const fields: RequestFields = {
  ...{ condition: 'c', asker: 'family', way: 'telephone', receivedOn: '2026-03-01' },
  ...{ from: '2026-03-07T21:00', to: '2026-03-08T06:00', reason: ' a funeral ', grant: false },
};

test('REQ-1 what is taken down waits; what is granted at once, or of the officer’s own motion, goes where officers decide', () => {
  expect(checkRequest(fields, zone, now, 'r')).toEqual({
    ok: true,
    path: '/api/conditions/c/exception-requests',
    from: '2026-03-08T02:00:00.000Z',
    body: {
      // Clocks go forward in that night.
      ...{ from: '2026-03-08T02:00:00.000Z', to: '2026-03-08T10:00:00.000Z', reason: 'a funeral' },
      asked: { asker: 'family', way: 'telephone', receivedOn: '2026-03-01', reply: 'r' },
    },
  });
  expect(checkRequest({ ...fields, grant: true }, zone, now, null)).toMatchObject({
    path: '/api/conditions/c/exceptions',
    body: { grant: true, asked: { asker: 'family' } },
  });
  expect(checkRequest({ ...fields, asker: '', receivedOn: '' }, zone, now, null)).toMatchObject({
    path: '/api/conditions/c/exceptions',
    body: { grant: false, asked: null },
  });
});

test('what is missing is said where it is missing', () => {
  const empty = { ...fields, condition: '', receivedOn: '', from: '', to: '', reason: ' ' };
  const checked = checkRequest(empty, zone, now, null);
  expect(checked.ok || Object.keys(checked.errors).toSorted()).toEqual(
    ['condition', 'from', 'reason', 'receivedOn', 'to'].toSorted(),
  );
  expect(checkRequest({ ...fields, to: fields.from }, zone, now, null)).toMatchObject({
    errors: { to: 'The end must come after the beginning' },
  });
});

test('REQ-1 what is over, came in later than today, or lay for longer than a year is said before it is sent, in the reader’s language', () => {
  const errorsOf = (over: Partial<RequestFields>) => {
    const checked = checkRequest({ ...fields, ...over }, zone, now, null);
    return checked.ok ? {} : checked.errors;
  };
  expect(errorsOf({ from: '2026-03-01T08:00', to: '2026-03-01T09:00' })).toEqual({
    to: 'This is over already',
  });
  expect(errorsOf({ receivedOn: '2026-03-03' })).toEqual({ receivedOn: 'This day is still to come' });
  expect(errorsOf({ receivedOn: '2025-02-28' })).toEqual({ receivedOn: 'This is more than a year ago' });
  expect(errorsOf({ receivedOn: '2026-03-02' })).toEqual({});
});

test('WRD-5 nothing is decided before somebody chooses', () => {
  const undecided: DecideFields = {
    ...{ decision: '', otherTime: false, from: fields.from, to: fields.to, tell: '', reason: 'yes' },
  };
  expect(checkDecision(undecided, zone, now, { id: 'e', revision: 2 })).toEqual({
    ok: false,
    errors: { decision: 'Choose one of the list' },
  });
});

test('REQ-3 another time is sent only where it is granted', () => {
  const of = { id: 'e', revision: 2 };
  const decided: DecideFields = {
    ...{ decision: 'granted', otherTime: false, from: fields.from, to: fields.to, tell: ' ', reason: 'yes' },
  };
  expect(checkDecision(decided, zone, now, of)).toEqual({
    ok: true,
    path: '/api/exceptions/e/decision',
    body: { revision: 2, decision: 'granted', reason: 'yes', span: null, tell: null },
  });
  expect(checkDecision({ ...decided, otherTime: true }, zone, now, of)).toMatchObject({
    body: { span: { from: '2026-03-08T02:00:00.000Z' } },
  });
  expect(checkDecision({ ...decided, otherTime: true, decision: 'refused' }, zone, now, of)).toMatchObject({
    body: { span: null },
  });
  expect(checkDecision({ ...decided, otherTime: true, to: '' }, zone, now, of).ok).toBe(false);
});

test('REQ-2 who asked, how, and when it came in are said', () => {
  expect(askedWords({ asker: 'employer', way: 'paper', receivedOn: '2026-03-01' }, 'en')).toMatch(
    /^asked for by their employer, on paper, .*Mar/,
  );
});
