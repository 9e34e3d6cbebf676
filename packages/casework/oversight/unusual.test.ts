import { expect, test } from 'vitest';
import { type DayOfLooks, findUnusual } from './unusual.ts';

const day = (people: number, more: Partial<DayOfLooks> = {}): DayOfLooks => ({
  day: '2026-03-10',
  people,
  atNight: 0,
  outsideWork: [],
  namesakes: [],
  ...more,
});
const days = (count: number, people: number, more: Partial<DayOfLooks> = {}) =>
  Array.from({ length: count }, () => day(people, more));

test.each<[string, DayOfLooks, DayOfLooks[], string[]]>([
  ['a usual day', day(14), days(20, 12), []],
  ['three times the usual, and few', day(30), days(20, 10), []],
  ['more than three times the usual', day(37), days(20, 12), ['volume 37/12']],
  ['busy people have busy days', day(80), days(20, 40), []],
  ['a first day of many', day(101), [], ['volume 101/null']],
  ['a first day of few', day(99), days(4, 1), []],
  ['one outlier makes nothing usual', day(60), [...days(19, 10), day(500)], ['volume 60/10']],
  ['at night, never before', day(5, { atNight: 3 }), days(20, 5), ['hours 3/0']],
  ['two at night', day(5, { atNight: 2 }), days(20, 5), []],
  ['a night shift', day(5, { atNight: 5 }), [...days(10, 5), ...days(10, 5, { atNight: 4 })], []],
  [
    'outside one’s work',
    day(2, { outsideWork: ['a', 'b'] }),
    days(9, 3),
    ['outside-work a', 'outside-work b'],
  ],
  [
    'many outside it are one question',
    day(9, { outsideWork: [...'abcdef'] }),
    days(9, 3),
    ['outside-work 6/null'],
  ],
  ['a namesake', day(1, { namesakes: ['a'] }), [], ['namesake a']],
])('OVR-1 %s', (_name, one, before, expected) => {
  expect(
    findUnusual(one, before).map(({ kind, participant, measured, usual }) =>
      participant === null ? `${kind} ${measured}/${usual}` : `${kind} ${participant}`,
    ),
  ).toEqual(expected);
});
