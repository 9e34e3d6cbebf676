import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { examples, isNoDay, readTyped, showTyped } from './typed-date.ts';

test.each([
  ['en', '3/4/2026', '2026-03-04'],
  ['es', '3/4/2026', '2026-04-03'],
  ['ht', '3/4/2026', '2026-04-03'],
  ['ar', '٣/٤/٢٠٢٦', '2026-04-03'],
  ['es', ' 2026-03-04 ', '2026-03-04'],
  ['en', '12-31-2026', '2026-12-31'],
  ['es', '31.12.2026', '2026-12-31'],
  ['en', '2/29/2028', '2028-02-29'],
])('FRM-5 a day in %s as %s', (locale, text, value) => expect(readTyped('day', text, locale)).toBe(value));

test.each([
  ['en', '31/12/2026'],
  ['es', '12/31/2026'],
  ['en', '2/29/2026'],
  ['en', '3/4/26'],
  ['en', '3/4'],
  ['en', '2026-11-2'],
  ['en', 'tomorrow'],
  ['en', '2026-13-01'],
  ['en', '3/4/2026 x'],
])('FRM-5 no day in %s: %s', (locale, text) => expect(readTyped('day', text, locale)).toBe(null));

test.each([
  ['day', 'en', '2/30/2026', true],
  ['day', 'en', '31/12/2026', true],
  ['day', 'es', '31/12/2026', false],
  ['day', 'en', '2026-02-30', true],
  ['moment', 'en', '2/30/2026 2 pm', true],
  ['moment', 'en', '2/28/2026 2 o’clock', false],
  ['day', 'en', '3/4/26', false],
  ['day', 'en', 'tomorrow', false],
] as const)('FRM-5 a %s in %s that has the form of a day and is none: %s, %s', (kind, locale, text, is) =>
  expect(isNoDay(kind, text, locale)).toBe(is),
);

test.each([
  ['en', '3/4/2026 2:30 PM', '2026-03-04T14:30'],
  ['en', '3/4/2026, 2 pm', '2026-03-04T14:00'],
  ['en', '3/4/2026 12:05 am', '2026-03-04T00:05'],
  ['en', '3/4/2026 14:30', '2026-03-04T14:30'],
  ['es', '4/3/2026 2:30 p. m.', '2026-03-04T14:30'],
  ['en', '2026-03-04T14:30', '2026-03-04T14:30'],
  ['es', '2026-03-04 14:30', '2026-03-04T14:30'],
  ['en', '3/4/2026', null],
  ['en', '3/4/2026 2', null],
  ['en', '3/4/2026 24:00', null],
  ['en', '3/4/2026 13:00 pm', null],
  ['en', '3/4/2026 9:60', null],
])('FRM-5 a time in %s: %s', (locale, text, value) => expect(readTyped('moment', text, locale)).toBe(value));

test.each([
  ['3/2026', '2026-03'],
  ['2026-03', '2026-03'],
  ['13/2026', null],
  ['2026', null],
])('FRM-5 a month: %s', (text, value) => expect(readTyped('month', text, 'en')).toBe(value));

const instants = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });
it('FRM-5 reads what it shows, in every language, for every day and minute', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom('en', 'es', 'ht', 'ar'), (at, locale) => {
      const minute = new Date(at).toISOString().slice(0, 16);
      for (const [kind, value] of [
        ['moment', minute],
        ['day', minute.slice(0, 10)],
        ['month', minute.slice(0, 7)],
      ] as const)
        expect(readTyped(kind, showTyped(kind, value, locale), locale)).toBe(value);
    }),
  );
});

it('FRM-5 never throws, and takes its own examples', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('day', 'moment', 'month'), (text, kind) => {
      readTyped(kind, text, 'en');
      for (const example of examples(kind, 'en')) expect(readTyped(kind, example, 'en')).not.toBe(null);
    }),
  );
});
