import '../../ui/testing/english.ts';
import type { ContactPoint } from '@attend/contracts/messages';
import { expect, it } from 'vitest';
import { changeEmpty, changeForm, changeOf } from './form.ts';
import { missingWords, settlementsOf, stateWords } from './view.ts';

const point: ContactPoint = {
  ...{ id: '019a0000-0000-7000-8000-000000000001', kind: 'phone', address: '+13055550123', language: null },
  ...{
    note: null,
    preference: 1,
    consent: { at: '2026-01-01T00:00:00Z', askedBy: 'Ana' },
    consentWithdrawn: null,
  },
  ...{ stopped: null, confirmed: null, bounced: null, ended: null, reachable: true, version: 1 },
};
const at = '2026-02-01T00:00:00Z';

it('says why nothing is sent somewhere, the gravest first', () => {
  expect(stateWords(point)).toBeNull();
  expect(stateWords({ ...point, bounced: at })).toBe('Does not reach them');
  expect(stateWords({ ...point, consent: null, bounced: at })).toBe('No consent');
  expect(stateWords({ ...point, stopped: at, bounced: at })).toBe('Answered STOP');
  expect(stateWords({ ...point, ended: at, stopped: at })).toBe('Ended');
});

it('asks about what nobody knows, once, and offers no second sending of what is too late', () => {
  expect(settlementsOf({ status: 'unknown', reason: 'crashed', settled: null })).toContain('send-again');
  expect(settlementsOf({ status: 'sent', reason: null, settled: null })).toEqual([]);
  expect(settlementsOf({ status: 'failed', reason: 'too-late', settled: null })).toEqual(['not-sent']);
  expect(
    settlementsOf({ status: 'failed', reason: 'refused', settled: { as: 'not-sent', by: 'Ana' } }),
  ).toEqual([]);
  expect(
    settlementsOf({ status: 'unknown', reason: 'crashed', settled: { as: 'send-again', by: 'A' } }),
  ).toHaveLength(3);
});

it('says which provider is missing, and nothing where none is', () => {
  expect(missingWords([])).toContain('nothing is sent');
  expect(missingWords(['email'])).toContain('only e-mail');
  expect(missingWords(['phone', 'email'])).toBeNull();
});

it('MSG-4 changes order, language and note, or puts another address in its place; never both', () => {
  const empty = changeEmpty(point);
  expect(changeForm.safeParse({ ...empty, preference: '' }).success).toBe(false);
  expect(changeOf(point, { ...empty, preference: '2', language: 'es', note: ' her own ' })).toEqual({
    method: 'PUT',
    path: `/api/contact-points/${point.id}`,
    body: { version: 1, preference: 2, language: 'es', note: 'her own' },
  });
  expect(changeOf(point, { ...empty, address: ' 305 555 0100 ', consent: true, note: 'x' })).toEqual({
    method: 'POST',
    path: `/api/contact-points/${point.id}/replace`,
    body: { version: 1, address: '305 555 0100', consent: true },
  });
});
