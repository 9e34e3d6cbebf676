import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDay, formatMoment, formatSpan, wallClock, zonedInstant, zoneOffset } from './time.ts';

const zones = ['America/New_York', 'America/Los_Angeles', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe'];

describe('wall clocks in a zone', () => {
  it('agree with Temporal, clock changes and times that do not exist included', () => {
    const wall = fc
      .date({ min: new Date('2024-01-01T00:00Z'), max: new Date('2029-01-01T00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 16));
    const nearAChange = fc
      .integer({ min: -300, max: 300 })
      .chain((offset) =>
        fc
          .constantFrom('2026-03-08T07:00Z', '2026-11-01T06:00Z', '2026-04-04T15:00Z')
          .map((change) =>
            new Date(Date.parse(change) + offset * 60_000 - 5 * 3_600_000).toISOString().slice(0, 16),
          ),
      );
    fc.assert(
      fc.property(fc.oneof(wall, nearAChange), fc.constantFrom(...zones), (text, zone) => {
        const expected = Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
        expect(zonedInstant(text, zone)).toBe(expected);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('go back to what was written', () => {
    expect(wallClock(Date.parse('2026-03-01T02:30:00Z'), 'America/New_York')).toBe('2026-02-28T21:30');
    expect(zonedInstant('nonsense', 'UTC')).toBeNull();
    expect(zoneOffset(Date.parse('2026-07-01T00:00:00Z'), 'America/New_York')).toBe(-4 * 3_600_000);
    expect(civilDay(Date.parse('2026-03-01T02:30:00Z'), 'America/New_York')).toBe('2026-02-28');
  });
});

describe('spans and moments', () => {
  it.each([
    [0, '0 sec'],
    [4_999, '4 sec'],
    [61_000, '1 min'],
    [2 * 3_600_000 + 5 * 60_000, '2 hr 5 min'],
    [26 * 3_600_000, '1 day 2 hr'],
    [9 * 86_400_000 + 3_600_000, '9 days'],
    [-5, '0 sec'],
  ])('%d ms is «%s»', (milliseconds, text) => expect(formatSpan(milliseconds, 'en')).toBe(text));

  it('name the day only where it is not today, in the programme’s zone', () => {
    const now = Date.parse('2026-03-01T03:00:00Z');
    const plain = (text: string) => text.replaceAll(' ', ' ');
    expect(plain(formatMoment(Date.parse('2026-03-01T00:05:00Z'), now, 'America/New_York', 'en'))).toBe(
      '7:05 PM',
    );
    expect(plain(formatMoment(Date.parse('2026-02-28T04:00:00Z'), now, 'America/New_York', 'en'))).toBe(
      'Feb 27, 11:00 PM',
    );
    expect(formatMoment(Date.parse('2025-02-28T04:00:00Z'), now, 'America/New_York', 'en')).toContain('2025');
  });
});
