import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readKept, readStood, writeKept } from './kept-values.ts';

const fields = fc.record({
  reason: fc.string(),
  days: fc.integer(),
  sure: fc.boolean(),
  list: fc.array(fc.string()),
});

it('gives back what was typed, whatever it was', () => {
  fc.assert(
    fc.property(fields, fields, (initial, typed) => {
      expect(readKept(initial, writeKept(initial, typed))).toEqual(typed);
    }),
  );
});

it('leaves what somebody else has changed meanwhile in the fields that were not touched', () => {
  fc.assert(
    fc.property(fields, fc.string(), fields, (initial, reason, stands) => {
      const kept = writeKept(initial, { ...initial, reason });
      expect(readKept(stands, kept)).toEqual({
        ...stands,
        reason: reason === initial.reason ? stands.reason : reason,
      });
    }),
  );
});

it('keeps nothing of a form that nobody touched, and takes nothing that is no draft of it', () => {
  const initial = { reason: '', days: 3 };
  expect(writeKept(initial, { reason: '', days: 3 })).toBe('');
  for (const strange of [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"days":"4"}',
    '{"__proto__":1}',
    '{"toString":1}',
    '{"reason":null}',
  ])
    expect(readKept(initial, strange)).toEqual(initial);
});

it('FRM-4 tells what somebody else changed in the fields that were typed into, and in no other', () => {
  fc.assert(
    fc.property(fields, fields, fields, (initial, typed, stands) => {
      const stood = readStood(stands, writeKept(initial, typed));
      for (const field of ['reason', 'days', 'sure', 'list'] as const) {
        const touched = JSON.stringify(typed[field]) !== JSON.stringify(initial[field]);
        expect(stood[field]).toEqual(touched ? initial[field] : stands[field]);
      }
    }),
  );
});

it('FRM-1 keeps the moment of opening along with what was typed: sent again it is the same write', () => {
  const opened = { at: '2026-03-01T09:00', text: '' };
  expect(writeKept(opened, opened, ['at'])).toBe('');
  const kept = writeKept(opened, { ...opened, text: 'called' }, ['at']);
  expect(readKept({ at: '2026-03-01T09:07', text: '' }, kept)).toEqual({ ...opened, text: 'called' });
  expect(readStood({ at: '2026-03-01T09:07', text: '' }, kept, ['at']).at).toBe('2026-03-01T09:07');
});
