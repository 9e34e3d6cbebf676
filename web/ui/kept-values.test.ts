import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readKept, writeKept } from './kept-values.ts';

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
