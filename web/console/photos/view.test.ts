import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import { checkDecision, decisionBody, decisionEmpty, decisionsOpen } from './view.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

test('whoever uploaded a photo has to say that nobody else is there', () => {
  const fields = { ...decisionEmpty, decision: 'kept' } as const;
  expect(checkDecision(fields, { own: false })).toEqual({});
  expect(Object.keys(checkDecision(fields, { own: true }))).toEqual(['alone']);
  expect(checkDecision({ ...fields, alone: true }, { own: true })).toEqual({});
  expect(Object.keys(checkDecision(decisionEmpty, { own: false }))).toEqual(['decision']);
});

test('with nothing to compare with, only that it cannot be told is open', () => {
  expect(decisionsOpen({ reference: null })).toEqual(['cannot-be-told']);
  const reference = { id: '', version: 1, added: '', by: { id: '', name: '' }, replaced: null, kept: true };
  expect(decisionsOpen({ reference })).toHaveLength(3);
});

test('an empty note is none', () => {
  expect(decisionBody({ decision: 'kept', note: '  ', alone: false })).toEqual({
    decision: 'kept',
    note: null,
    alone: false,
  });
});
