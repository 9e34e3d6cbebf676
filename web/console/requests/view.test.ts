import '../../ui/testing/english.ts';
import { expect, test } from 'vitest';
import { checkDecision, checkRequest, type DecideFields, type RequestFields } from './form.ts';
import { askedWords } from './view.ts';

const zone = 'America/New_York';
const fields: RequestFields = {
  ...{ condition: 'c', asker: 'family', way: 'telephone', receivedOn: '2026-03-01' },
  ...{ from: '2026-03-07T21:00', to: '2026-03-08T06:00', reason: ' a funeral ', grant: false },
};

test('REQ-1 what is taken down waits; what is granted at once, or of the officer’s own motion, goes where officers decide', () => {
  expect(checkRequest(fields, zone, 'r')).toEqual({
    ok: true,
    path: '/api/conditions/c/exception-requests',
    body: {
      // Clocks go forward in that night.
      ...{ from: '2026-03-08T02:00:00.000Z', to: '2026-03-08T10:00:00.000Z', reason: 'a funeral' },
      asked: { asker: 'family', way: 'telephone', receivedOn: '2026-03-01', reply: 'r' },
    },
  });
  expect(checkRequest({ ...fields, grant: true }, zone, null)).toMatchObject({
    path: '/api/conditions/c/exceptions',
    body: { grant: true, asked: { asker: 'family' } },
  });
  expect(checkRequest({ ...fields, asker: '', receivedOn: '' }, zone, null)).toMatchObject({
    path: '/api/conditions/c/exceptions',
    body: { grant: false, asked: null },
  });
});

test('what is missing is said where it is missing', () => {
  const empty = { ...fields, condition: '', receivedOn: '', from: '', to: '', reason: ' ' };
  const checked = checkRequest(empty, zone, null);
  expect(checked.ok || Object.keys(checked.errors).toSorted()).toEqual(
    ['condition', 'from', 'reason', 'receivedOn', 'to'].toSorted(),
  );
  expect(checkRequest({ ...fields, to: fields.from }, zone, null)).toMatchObject({
    errors: { to: 'The end must come after the beginning' },
  });
});

test('REQ-3 another time is sent only where it is granted', () => {
  const of = { id: 'e', revision: 2 };
  const decided: DecideFields = {
    ...{ decision: 'granted', otherTime: false, from: fields.from, to: fields.to, tell: ' ', reason: 'yes' },
  };
  expect(checkDecision(decided, zone, of)).toEqual({
    ok: true,
    path: '/api/exceptions/e/decision',
    body: { revision: 2, decision: 'granted', reason: 'yes', span: null, tell: null },
  });
  expect(checkDecision({ ...decided, otherTime: true }, zone, of)).toMatchObject({
    body: { span: { from: '2026-03-08T02:00:00.000Z' } },
  });
  expect(checkDecision({ ...decided, otherTime: true, decision: 'refused' }, zone, of)).toMatchObject({
    body: { span: null },
  });
  expect(checkDecision({ ...decided, otherTime: true, to: '' }, zone, of).ok).toBe(false);
});

test('REQ-2 who asked, how, and when it came in are said', () => {
  expect(askedWords({ asker: 'employer', way: 'paper', receivedOn: '2026-03-01' }, 'en')).toMatch(
    /^asked for by their employer, on paper, .*Mar/,
  );
});
