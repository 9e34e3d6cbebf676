import { describe, expect, test } from 'vitest';
import {
  at,
  authority,
  device,
  fix,
  hours,
  type Line,
  minutes,
  reading,
  replayCase,
  toldOf,
} from '../test/build.ts';

/** Contact every ten minutes from one time to another, without a fix. */
const without = (from: string, to: string): Line[] => {
  const lines: Line[] = [];
  for (let time = at(from); time <= at(to); time += minutes(10)) lines.push(reading(time));
  return lines;
};
const located = (time: string): Line => reading(at(time), { fix: fix() });
const missing = (lines: readonly Line[], subject = {}): string[] =>
  toldOf('no-position', replayCase(subject, lines));

describe('MON-19 contact, but no position', () => {
  test.each<[string, readonly Line[], readonly string[]]>([
    ['two hours may pass', [located('12:00'), ...without('12:10', '14:00')], []],
    ['and no more', [located('12:00'), ...without('12:10', '14:10')], ['12:00-…']],
    ['until a fix', [located('12:00'), ...without('12:10', '15:00'), located('15:10')], ['12:00-15:10']],
    ['it counts from the first contact where there never was a fix', without('12:00', '14:10'), ['12:00-…']],
    ['time without contact is silence, not this', [located('12:00'), ...without('15:00', '16:50')], []],
    [
      'and counts anew from the first contact after it',
      [located('12:00'), ...without('15:00', '17:10')],
      ['15:00-…'],
    ],
    ['ticks alone raise nothing', [located('12:00'), { tick: at('20:00') }], []],
  ])('MON-19 %s', (_name, lines, expected) => {
    expect(missing(lines)).toEqual(expected);
  });

  test('MON-19 thirty fixes of a device that fixes rarely', () => {
    const slow = { device: { ...device, fixEvery: 600 } };
    expect(missing([located('12:00'), ...without('12:10', '17:00')], slow)).toEqual([]);
    expect(missing([located('12:00'), ...without('12:10', '17:10')], slow)).toEqual(['12:00-…']);
  });

  test('MON-19 a place sent again counts at its own time', () => {
    const old = (time: string, own: string): Line => reading(at(time), { fix: fix({ time: at(own) }) });
    const lines = Array.from(
      { length: 14 },
      (_, index): Line => reading(at('12:10') + minutes(10 * index), { fix: fix({ time: at('12:00') }) }),
    );
    expect(missing([located('12:00'), ...lines])).toEqual(['12:00-…']);
    // Told of an hour later: it had one then.
    expect(
      missing([
        located('12:00'),
        ...without('12:10', '13:00'),
        old('13:10', '12:40'),
        ...without('13:20', '14:40'),
      ]),
    ).toEqual([]);
  });

  test('MON-19 a late reading without a fix raises nothing; a late fix takes back what would never have been raised', () => {
    const late = (time: string, more = {}): Line => reading(at(time), { receivedAt: at('14:15'), ...more });
    expect(missing([located('12:00'), located('14:10'), late('14:05'), late('14:06')])).toEqual([]);
    const lines = [located('12:00'), ...without('12:10', '14:10')];
    expect(missing([...lines, late('13:00', { fix: fix() })])).toEqual(['12:00-… withdrawn']);
    // One after it was rightly raised ends it there.
    expect(missing([...lines, late('14:05', { fix: fix() })])).toEqual(['12:00-14:05']);
  });

  test('MON-19 what a late fix leaves of it begins later or ends earlier; where that is too short it is withdrawn', () => {
    const late = (time: string): Line => reading(at(time), { receivedAt: at('20:00'), fix: fix() });
    const open = [located('12:00'), ...without('12:10', '17:00')];
    expect(missing([...open, late('13:00')])).toEqual(['13:00-…']);
    expect(missing([...open, late('13:00'), late('15:00')])).toEqual(['13:00-… withdrawn']);
    const ended = [...open, located('17:10')];
    expect(missing(ended)).toEqual(['12:00-17:10']);
    expect(missing([...ended, late('13:00')])).toEqual(['13:00-17:10']);
    expect(missing([...ended, late('16:00')])).toEqual(['12:00-16:00']);
    expect(missing([...ended, late('14:00')])).toEqual(['14:00-17:10']);
    expect(missing([...ended, late('14:00'), late('16:00')])).toEqual(['14:00-17:10 withdrawn']);
    // Each of the two that are left is long enough: it stands as it was.
    expect(missing([...ended, late('14:35')])).toEqual(['12:00-17:10']);
  });

  test('MON-19 also where what it began with has long been put together', () => {
    // Sixty-five readings: all but the last thirty-two are held as one.
    const contact = Array.from({ length: 44 }, (_, index): Line => reading(at('12:03') + minutes(3 * index)));
    const since = Array.from(
      { length: 20 },
      (_, index): Line => reading(at('14:15') + minutes(index), { fix: fix() }),
    );
    const lines = [located('12:00'), ...contact, ...since];
    expect(missing(lines)).toEqual(['12:00-14:15']);
    const late = reading(at('13:50'), { receivedAt: at('17:00'), fix: fix() });
    expect(missing([...lines, late])).toEqual(['12:00-14:15 withdrawn']);
  });

  test('MON-19 MON-7 only within authority over locations', () => {
    const spans = [
      authority('trail', { to: at('13:00') }),
      authority('status', { from: at('13:00'), to: at('16:00') }),
    ];
    expect(missing([located('12:00'), ...without('12:10', '16:00')], { authority: spans })).toEqual([]);
    const later = [...spans, authority('zones', { from: at('16:00'), to: at('19:00') })];
    const lines = [located('12:00'), ...without('12:10', '18:30'), { tick: at('20:00') }];
    expect(missing(lines, { authority: later })).toEqual(['16:00-19:00']);
  });

  test('MON-19 MON-7 what is missed under a later authority is another alert', () => {
    const spans = [
      authority('trail', { to: at('15:00') }),
      authority('trail', { from: at('16:00'), to: at('22:00') }),
    ];
    const lines = [located('12:00'), ...without('12:10', '21:00'), { tick: at('23:00') }];
    expect(missing(lines, { authority: spans })).toEqual(['12:00-15:00', '16:00-22:00']);
    expect(missing([located('12:00'), ...without('12:10', '18:00')], { authority: spans })).toEqual([
      '12:00-15:00',
    ]);
  });

  test('MON-19 a device whose clock was never set has a position all the same', () => {
    const lines = Array.from({ length: 20 }, (_, index): Line => {
      const stamp = Date.UTC(1980, 0, 6) + minutes(10 * index);
      return reading(stamp, { fix: fix(), live: true, receivedAt: at('12:00') + minutes(10 * index) });
    });
    expect(missing(lines)).toEqual([]);
  });

  test('MON-19 under zones, too', () => {
    expect(
      missing([located('12:00'), ...without('12:10', '14:10')], { authority: [authority('zones')] }),
    ).toEqual(['12:00-…']);
    expect(hours(2)).toBe(7_200_000);
  });
});
