import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalNumber,
  digitsNumber,
  fieldByte,
  fieldDegreesMinutes,
  fieldIs,
  fieldLength,
  hexNumber,
  makeFields,
  splitFields,
} from './scan.ts';
import { fieldsStamp, partsOf, stampOf, writeDayMonthYear, writeTimeOfDay } from './stamp.ts';
import { bytesOfAscii, bytesOfUtf8, textOfUtf8 } from './text.ts';

const run = { seed: 20_261_124, numRuns: 2_000 };
const decimal = (text: string): number => decimalNumber(bytesOfAscii(text), 0, text.length);

describe('numbers', () => {
  test('a decimal of up to 15 digits is the number that its text means', () => {
    const text = fc.stringMatching(/^[+-]?\d{1,8}(\.\d{0,7})?$/);
    fc.assert(
      fc.property(text, (digits) => {
        expect(decimal(digits)).toBe(Number(digits) + 0);
      }),
      run,
    );
  });

  test('longer fractions are read to fifteen digits, longer whole numbers not at all', () => {
    expect(decimal('37.785834000000001')).toBe(37.785834);
    expect(decimal('0.00000000000000000001')).toBe(0);
    expect(decimal('000000000000000000012.5')).toBe(12.5);
    expect(decimal('1234567890123456')).toBeNaN();
  });

  test.each(['', '-', '.', '1.2.3', '1e5', '0x1', 'NaN', 'Infinity', '1,5', '--1', '1-', '\u0661'])(
    '"%s" is no number',
    (text) => {
      expect(decimal(text)).toBeNaN();
    },
  );

  test('whole and hexadecimal numbers', () => {
    const digits = (text: string) => digitsNumber(bytesOfAscii(text), 0, text.length);
    const hex = (text: string) => hexNumber(bytesOfAscii(text), 0, text.length);
    expect([digits('007'), digits('+7'), digits(''), digits('9'.repeat(20))]).toEqual([
      7,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect([hex('fF'), hex('00100000'), hex('ffffffff'), hex('g'), hex(''), hex('123456789')]).toEqual([
      255,
      0x100000,
      0xffffffff,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('fields', () => {
  const fields = makeFields(4);
  const split = (text: string): boolean => splitFields(fields, bytesOfAscii(text), 0, text.length);

  test('are split at commas and trimmed of blanks', () => {
    expect(split('a, b ,,')).toBe(true);
    expect(fields.count).toBe(4);
    expect([0, 1, 2, 3, 4, 99].map((index) => fieldLength(fields, index))).toEqual([1, 1, 0, 0, 0, 0]);
    expect([0, 1, 2, 9].map((index) => fieldByte(fields, index))).toEqual([0x61, 0x62, 0, 0]);
    expect(fieldIs(fields, 1, 'b') && !fieldIs(fields, 1, 'bc') && !fieldIs(fields, 9, 'b')).toBe(true);
  });

  test('beyond the capacity only the first are split, and it says so', () => {
    expect(split('a,b,c,d,e')).toBe(false);
    expect(fields.count).toBe(4);
    expect(fieldIs(fields, 3, 'd')).toBe(true);
  });

  test('degrees and minutes: the last two digits before the point are minutes', () => {
    const degrees = (text: string): number | null => (split(text) ? fieldDegreesMinutes(fields, 0) : null);
    expect([degrees('2530.0'), degrees('08030.0'), degrees('030.0'), degrees('30'), degrees('')]).toEqual([
      25.5,
      80.5,
      0.5,
      0.5,
      null,
    ]);
    expect([degrees('-2530.0'), degrees('-030.0'), degrees('-0000.0')]).toEqual([-25.5, -0.5, 0]);
    expect([degrees('2560.0'), degrees('-2560.0'), degrees('x')]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('stamps', () => {
  const stamp = (date: string, clock: string): number | null => {
    const fields = makeFields(2);
    const text = `${date},${clock}`;
    splitFields(fields, bytesOfAscii(text), 0, text.length);
    return fieldsStamp(fields, 0, 1);
  };

  test('agree with Temporal on every day from 1970 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (at) => {
        const { year, month, day, hour, minute, second, millisecond } =
          Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
        expect(stampOf(year, month, day, hour, minute, second, millisecond)).toBe(at);
        expect(partsOf(at)).toEqual({
          year,
          month,
          day,
          hours: hour,
          minutes: minute,
          seconds: second,
          milliseconds: millisecond,
        });
      }),
      run,
    );
  });

  test('what is written is read again, from 1980 to 2079', () => {
    fc.assert(
      fc.property(fc.integer({ min: 315_532_800, max: 3_471_292_799 }), (seconds) => {
        const parts = partsOf(seconds * 1_000);
        expect(stamp(writeDayMonthYear(parts), writeTimeOfDay(parts))).toBe(seconds * 1_000);
      }),
      run,
    );
  });

  test.each([
    ['290226', '120000'],
    ['310426', '120000'],
    ['000126', '120000'],
    ['010026', '120000'],
    ['20261301', '120000'],
    ['20260229', '120000'],
    ['19691231', '120000'],
    ['01032', '120000'],
    ['0103266', '120000'],
    ['0103x6', '120000'],
    ['010326', '240000'],
    ['010326', '12000'],
    ['010326', '12000x'],
    ['010326', '120000x'],
    ['010326', '120000.x'],
    ['010326', '120000.1234567890'],
  ])('COD-9 %s %s does not exist', (date, clock) => {
    expect(stamp(date, clock)).toBeNaN();
  });

  test('COD-9 fractions of a second, four-digit years', () => {
    expect(stamp('20260301', '120000.5')).toBe(Date.UTC(2026, 2, 1, 12, 0, 0, 500));
    expect(stamp('010326', '120000.')).toBe(Date.UTC(2026, 2, 1, 12));
    expect(stamp('010326', '120000.123999')).toBe(Date.UTC(2026, 2, 1, 12, 0, 0, 123));
  });
});

describe('text', () => {
  test('UTF-8 is read as the platform reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textOfUtf8(new TextEncoder().encode(text))).toBe(
          new TextDecoder().decode(new TextEncoder().encode(text)),
        );
        expect(bytesOfUtf8(text)).toEqual(new TextEncoder().encode(text));
      }),
      run,
    );
  });

  test('any bytes are read; what is no UTF-8 stands as U+FFFD, and no overlong form passes for ASCII', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const text = textOfUtf8(bytes);
        expect(text.includes('\ufffd')).toBe(new TextDecoder().decode(bytes).includes('\ufffd'));
      }),
      run,
    );
    expect(textOfUtf8(Uint8Array.of(0xc0, 0xaf, 0xe0, 0x80, 0xaf))).toBe('\ufffd'.repeat(5));
    expect(textOfUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBe('\ufffd'.repeat(3));
  });
});
