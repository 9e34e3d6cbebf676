import fc from 'fast-check';
import { convertIcsCalendar } from 'ts-ics';
import { expect, test } from 'vitest';
import { type CalendarEvent, escapeText, foldLine, writeCalendar } from './ical.ts';

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const event: CalendarEvent = {
  uid: 'hearing-1@attend',
  sequence: 2,
  from: at('2026-03-08T01:30:00-05:00'),
  to: at('2026-03-08T03:30:00-04:00'),
  summary: 'Hearing A-1; in person, «room 5\\6»',
  location: 'County Court, Part 2',
  cancelled: false,
};
const octets = (text: string): number => Buffer.byteLength(text);
const read = (text: string) => convertIcsCalendar(undefined, text).events ?? [];

test('ICS-4 a well-kept parser reads what was written, with times in UTC across a change of clocks', () => {
  const text = writeCalendar(
    'Ana’s calendar',
    [event, { ...event, uid: 'x', cancelled: true, location: null }],
    0,
  );
  expect(text).toContain('DTSTART:20260308T063000Z\r\n');
  expect(text).toContain('DTEND:20260308T073000Z\r\n');
  const [first, second] = read(text);
  expect(first).toMatchObject({
    ...{ uid: event.uid, sequence: 2, summary: event.summary, location: event.location, status: 'CONFIRMED' },
  });
  expect([first?.start.date.getTime(), first?.end?.date.getTime()]).toEqual([event.from, event.to]);
  expect(second).toMatchObject({ uid: 'x', status: 'CANCELLED' });
  expect(second?.location).toBeUndefined();
});

test('ICS-4 no line is longer than 75 octets, no character is cut, every line ends as it must', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(texts, texts, (summary, name) => {
      const text = writeCalendar(name, [{ ...event, summary }], 0);
      expect(text.endsWith('\r\n')).toBe(true);
      for (const line of text.slice(0, -2).split('\r\n')) {
        expect(octets(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n\ud800-\udfff](?![\udc00-\udfff])/u);
      }
      // Unfolded it is the whole again.
      expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${escapeText(summary)}\r\n`);
    }),
    { seed: 28, numRuns: 300 },
  );
});

test('ICS-4 what would end a line or a value is escaped', () => {
  expect(escapeText('a,b;c\\d\r\ne\u0000')).toBe('a\\,b\\;c\\\\d\\ne');
  expect(foldLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  expect(foldLine('é'.repeat(38))).toBe(`${'é'.repeat(37)}\r\n é`);
});
