import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, inertText, plainOf } from './csv.ts';

test('IMP-15 what a spreadsheet would calculate stands behind an apostrophe; a telephone number does not', () => {
  expect(
    csvLine(["=cmd|' /C calc'!A0", '+1 (305) 555-0100', '-2+3+X1', '@SUM(A1)', ' =1+1', "O'Brien"]),
  ).toBe(`'=cmd|' /C calc'!A0,+1 (305) 555-0100,'-2+3+X1,'@SUM(A1),' =1+1,O'Brien\r\n`);
  expect(csvLine(['=HYPERLINK("http://x","a")'])).toBe(`"'=HYPERLINK(""http://x"",""a"")"\r\n`);
});

test('IMP-15 any text is read back as it was', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '1', 'a', ' ', '\t', '\n') });
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (value) => {
      expect(plainOf(inertText(value))).toBe(value);
    }),
    { seed: 11, numRuns: 2_000 },
  );
});
