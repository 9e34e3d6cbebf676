import '../../ui/testing/english.ts';
import { suspensionKinds } from '@attend/contracts/suspensions';
import { expect, it } from 'vitest';
import { checkBegin, checkEnd } from './form.ts';
import { kindWords, mayEnd, standingOf } from './view.ts';

const zone = 'America/New_York';
const now = Date.parse('2026-03-10T12:00:00Z');
const of = (from: string, to: string | null, over = {}) => ({
  ...{ id: 'u', kind: 'hospital' as const, from, to, version: 1, note: null },
  ...{ begun: { at: from, by: null }, ended: null, inError: null, ...over },
});

it('has words of its own for every kind', () => {
  expect(new Set(suspensionKinds.map(kindWords)).size).toBe(suspensionKinds.length);
});

it('stands to its minute, and an entry in error stands for nothing', () => {
  expect(standingOf(of('2026-03-10T12:00:00Z', null), now)).toBe('now');
  expect(standingOf(of('2026-03-10T12:00:01Z', null), now)).toBe('to-come');
  expect(standingOf(of('2026-03-01T12:00:00Z', '2026-03-10T12:00:00Z'), now)).toBe('over');
  const inError = { at: '', by: '', reason: '' };
  expect(standingOf(of('2026-03-01T12:00:00Z', null, { inError }), now)).toBe('in-error');
});

it('lets nobody end a death, nor what is over or to come', () => {
  expect(mayEnd(of('2026-03-01T12:00:00Z', null), now)).toBe(true);
  expect(mayEnd(of('2026-03-01T12:00:00Z', null, { kind: 'death' }), now)).toBe(false);
  expect(mayEnd(of('2026-03-11T12:00:00Z', null), now)).toBe(false);
});

it('asks how one knows, and drops the end of a death', () => {
  const fields = {
    kind: 'death',
    from: '2026-03-01T10:00',
    to: '2026-02-01T10:00',
    note: 'the coroner',
  } as const;
  expect(checkBegin(fields, zone)).toMatchObject({
    ok: true,
    body: { to: null, from: '2026-03-01T15:00:00.000Z' },
  });
  expect(checkBegin({ ...fields, kind: 'moved', note: '' }, zone)).toMatchObject({
    ok: false,
    errors: { to: expect.any(String), note: expect.any(String) },
  });
  expect(checkEnd({ to: '', note: 'x' }, zone)).toMatchObject({
    ok: false,
    errors: { to: expect.any(String), note: expect.any(String) },
  });
});
