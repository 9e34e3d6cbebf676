import { expect, test } from 'vitest';
import { dayNumber } from './day-table.ts';
import { forecast } from './forecast.ts';
import { dayReader, readInvoiceLine } from './invoice-form.ts';

test('CST-13 a forecast moves in equal steps, keeps everybody, and is people times days times price', () => {
  const { lines, months } = forecast({
    ...{ first: '2026-04', months: 3, people: { now: 100, later: 101 } },
    ...{ now: { ankle: 50, wrist: 30, phone: 20 }, later: { ankle: 10, wrist: 30, phone: 60 } },
    rates: { ankle: 275, wrist: 200, phone: 50 },
  });
  const of = (month: string) => lines.filter((line) => line.month === month).map(({ people }) => people);
  expect([of('2026-04'), of('2026-05'), of('2026-06')]).toEqual([
    [20, 30, 50],
    [41, 30, 30],
    [61, 30, 10],
  ]);
  for (const { people, days, rate, minor, month } of lines) {
    expect(days).toBe(people * Temporal.PlainYearMonth.from(month).daysInMonth);
    expect(minor).toBe(days * rate);
  }
  expect(months.map(({ people, unpriced }) => [people, unpriced])).toEqual([
    [100, 0],
    [101, 0],
    [101, 0],
  ]);
});

test('CST-13 people at a level without a price are counted beside what is priced, and are in no sum', () => {
  const { lines, months } = forecast({
    ...{ first: '2026-04', months: 2, people: { now: 10, later: 10 } },
    ...{ now: { ankle: 10, wrist: 0, phone: 0 }, later: { ankle: 4, wrist: 0, phone: 6 } },
    rates: { ankle: 275, wrist: null, phone: null },
  });
  expect(lines.map(({ technology, people }) => [technology, people])).toEqual([
    ['ankle', 10],
    ['ankle', 4],
  ]);
  expect(months).toEqual([
    { month: '2026-04', people: 10, unpriced: 0 },
    { month: '2026-05', people: 10, unpriced: 6 },
  ]);
});

test('CST-8 an amount that no line can be is told by its line and column', () => {
  const [from, to] = [dayNumber('2026-03-01'), dayNumber('2026-03-31')];
  const read = (more: Record<string, string>) =>
    readInvoiceLine(
      2,
      {
        serial: '1',
        from: '2026-03-01',
        to: '2026-03-31',
        days: '31',
        rate: '2.75',
        amount: '85.25',
        ...more,
      },
      { from, to },
      dayReader(),
    );
  expect(read({ amount: '21474836.47' }).ok).toBe(true);
  expect(read({ amount: '21474836.48', rate: '999999999999' })).toMatchObject({
    error: [
      { line: 2, column: 'rate', code: 'too-large' },
      { line: 2, column: 'amount', code: 'too-large', value: '21474836.48' },
    ],
  });
});
