import { expect, test } from 'vitest';
import { type BilledLine, billOf } from './money.ts';

const month = Temporal.PlainYearMonth.from('2026-10');
const to = Temporal.PlainDate.from('2026-10-31');
const line = (serial: string, from: string, rate = 275): BilledLine => {
  const day = Temporal.PlainDate.from(from);
  return { serial, from: day, to, days: day.until(to).days + 1, rate };
};
const whole = (serial: string) => line(serial, '2026-10-01');

test('the demo’s bill has one line with days from before, one at another price, and forgets one', () => {
  const right = [
    whole('1'),
    line('2', '2026-10-20'),
    whole('3'),
    whole('4'),
    line('5', '2026-10-25'),
    whole('6'),
  ];
  const billed = billOf(right, month);
  expect(billed.map(({ serial }) => serial)).toEqual(['1', '2', '3', '4', '5']);
  expect(billed[1]).toMatchObject({ days: 31, rate: 275 });
  expect(billed[2]).toMatchObject({ days: 31, rate: 295 });
  for (const at of [0, 3, 4]) expect(billed[at]).toEqual(right[at]);
});

test('a bill of a few lines leaves none out, and one of none is none', () => {
  expect(billOf([whole('1'), whole('2')], month).map(({ rate }) => rate)).toEqual([275, 295]);
  expect(billOf([], month)).toEqual([]);
});
