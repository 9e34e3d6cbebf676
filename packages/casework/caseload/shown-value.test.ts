import { expect, test } from 'vitest';
import { shownValue } from './shown-value.ts';

test('WRD-4 a value at fault is shown short, on one line, and without signs that obey or turn', () => {
  expect(shownValue(' 8 March 2026 ')).toBe('8 March 2026');
  expect(shownValue('a\u001b[31mb\u202ec\nd')).toBe('a [31mb c d');
  expect(shownValue('😀'.repeat(80))).toBe(`${'😀'.repeat(60)}…`);
  expect(shownValue('\n \u0000')).toBeNull();
  expect(shownValue(undefined)).toBeNull();
});
