import { expect, test } from 'vitest';
import { longText, shortText, typedLines, typedText, writtenText } from './text.ts';

test('no text turns about the letters that stand beside it; scripts that run from right to left stand as they are', () => {
  const forms = [shortText(99), longText(99), writtenText(1, 99, 'say why'), typedText(99), typedLines(99)];
  for (const form of forms) {
    for (const sign of ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e'])
      expect(form.safeParse(`Judge ${sign}htimS`).success).toBe(false);
    expect(form.safeParse('محكمة المقاطعة \u200f(5)').success).toBe(true);
  }
});
