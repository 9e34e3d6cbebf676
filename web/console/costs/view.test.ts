import { expect, test } from 'vitest';
import { besideCustody, perPersonDay } from './view.ts';

test('CST-14 a month stands beside as many days of custody, and a day of nobody has no price', () => {
  expect(besideCustody({ minor: 8_525, personDays: 31 }, 15_200)).toEqual({
    custody: 471_200,
    less: 462_675,
  });
  expect(perPersonDay({ minor: 8_525, personDays: 31 })).toBe(275);
  expect(perPersonDay({ minor: 0, personDays: 0 })).toBeNull();
});
