import type { ReadingEvent } from '@attend/kernel';
import { expect, test } from 'vitest';
import { at, authority, reading, replayCase, told } from '../test/build.ts';

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
  // That there was no position for four hours is an alert, too.
  const alerts = replayCase({}, lines).filter(({ kind }) => kind === 'sos');
  expect(alerts.flatMap((alert) => alert.readings)).toEqual(lines.map(({ time }) => time));
  expect(alerts.map((alert) => alert.readings.length)).toEqual([100, 100, 50]);
});

test('MON-14 a reset that comes to light late makes two presses of one', () => {
  const alerts = replayCase({}, [
    pressed('12:00'),
    pressed('12:01'),
    reading(at('12:00:30'), { receivedAt: at('12:10') }),
  ]);
  expect(told(alerts)).toEqual(['sos 12:00', 'sos 12:01']);
});

test('MON-14 MON-7 a press under another authority is an alert of its own, and one under none is not used', () => {
  const spans = [
    authority('status', { to: at('12:01') }),
    authority('trail', { from: at('12:01:30'), to: at('20:00') }),
  ];
  const lines = ['12:00', '12:01', '12:01:45'].map((time) => pressed(time));
  expect(told(replayCase({ authority: spans }, lines))).toEqual(['sos 12:00', 'sos 12:01:45']);
});

test('MON-14 it is over in the instant in which it is raised', () => {
  const [alert] = replayCase({}, [reading(at('12:00'), { events: ['sos'], receivedAt: at('12:07') })]);
  expect(alert).toMatchObject({
    from: at('12:00'),
    to: at('12:00'),
    raisedAt: at('12:07'),
    clearedAt: at('12:07'),
    withdrawnAt: null,
    severity: 'critical',
  });
});

test('MON-14 a press without a place is a press', () => {
  expect(told(replayCase({}, [reading(at('12:00'), { events: ['sos'], fix: null })]))).toEqual(['sos 12:00']);
});
