import type { ReadingEvent } from '@attend/kernel';
import { expect, test } from 'vitest';
import { at, reading, replayCase, told } from '../test/build.ts';

const pressed = (time: string, events: ReadingEvent[] = ['sos']) => reading(at(time), { events });

test.each([
  ['one press', [pressed('12:00')], ['sos 12:00'], [1]],
  ['repeated until it is reset', [pressed('12:00'), pressed('12:01'), pressed('12:03')], ['sos 12:00'], [3]],
  [
    'later than a repeat comes',
    [pressed('12:00'), pressed('12:02:01')],
    ['sos 12:00', 'sos 12:02:01'],
    [1, 1],
  ],
  [
    'reset in between',
    [pressed('12:00'), pressed('12:00:30', []), pressed('12:01')],
    ['sos 12:00', 'sos 12:01'],
    [1, 1],
  ],
])('MON-14 %s', (_name, lines, expected, readings) => {
  const alerts = replayCase({}, lines);
  expect(told(alerts)).toEqual(expected);
  expect(alerts.map((alert) => alert.readings.length)).toEqual(readings);
});

test('MON-14 of a long run no press is left out', () => {
  const lines = Array.from({ length: 250 }, (_, index) =>
    reading(at('12:00') + index * 60_000, { events: ['sos'] }),
  );
  const alerts = replayCase({}, lines);
  expect(alerts.flatMap((alert) => alert.readings)).toEqual(lines.map(({ time }) => time));
  expect(alerts.length).toBe(3);
});

test('MON-14 a reset that comes to light late makes two presses of one', () => {
  const alerts = replayCase({}, [
    pressed('12:00'),
    pressed('12:01'),
    reading(at('12:00:30'), { receivedAt: at('12:10') }),
  ]);
  expect(told(alerts)).toEqual(['sos 12:00', 'sos 12:01']);
});

test('MON-14 a press without a place is a press', () => {
  expect(told(replayCase({}, [reading(at('12:00'), { events: ['sos'], fix: null })]))).toEqual(['sos 12:00']);
});
