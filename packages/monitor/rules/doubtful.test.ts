import type { Because, Fix, Millis, Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import {
  at,
  authority,
  condition,
  fix,
  hours,
  type Line,
  north,
  policy,
  reading,
  replayCase,
  toldOf,
} from '../test/build.ts';

/** At home, or so many metres north of it. */
const placed = (time: string, metres = 0, said: Partial<Reading> = {}, more: Partial<Fix> = {}): Line =>
  reading(at(time), { fix: fix({ ...north(metres), ...more }), ...said });
const arrived = (time: string, stamp: Millis | null, said: Partial<Reading> = {}): Line =>
  reading(stamp, { receivedAt: at(time), ...said });
const doubted = (lines: readonly Line[], subject = {}): string[] =>
  toldOf('location-doubtful', replayCase(subject, lines));
const why = (lines: readonly Line[], subject = {}): readonly Because[] =>
  replayCase(subject, lines).find(({ kind }) => kind === 'location-doubtful')?.because ?? [];

const never = Date.UTC(1980, 0, 6, 0, 1);
const mocked = { mock: true };
const jammed: Partial<Reading> = { events: ['jamming'] };

describe('what is doubted', () => {
  test.each<[string, Line[], string[]]>([
    [
      'a mock provider, until a place without one',
      [placed('12:00', 0, mocked), placed('12:05')],
      ['12:00-12:05'],
    ],
    ['as long as it goes on', [placed('12:00', 0, mocked), placed('12:05', 0, mocked)], ['12:00-…']],
    ['one that gives no place', [reading(at('12:00'), mocked), placed('12:05')], ['12:00-12:05']],
    ['a device that knows that it is none', [placed('12:00', 0, { mock: false })], []],
    ['jamming, until a place without it', [placed('12:00', 0, jammed), placed('12:05')], ['12:00-12:05']],
    ['jamming without a place', [reading(at('12:00'), jammed), reading(at('12:01'))], ['12:00-…']],
    ['no place ends nothing', [placed('12:00', 0, mocked), reading(at('12:05'))], ['12:00-…']],
    [
      'nor an old one sent again',
      [placed('12:00', 0, mocked), placed('12:05', 0, {}, { time: at('12:02') })],
      ['12:00-…'],
    ],
    [
      'nor a stored one of unknown time',
      [placed('12:00', 0, mocked), arrived('12:05', null, { fix: fix(), live: false })],
      ['12:00-…'],
    ],
    [
      'a live one of a device without a clock does',
      [placed('12:00', 0, mocked), arrived('12:05', null, { fix: fix(), live: true })],
      ['12:00-12:05'],
    ],
  ])('MON-25 %s', (_name, lines, expected) => {
    expect(doubted(lines)).toEqual(expected);
  });

  test.each<[string, Millis | null, string[]]>([
    ['of a default date', never, ['12:00-12:05']],
    ['rolled over by 1,024 weeks', at('12:00') - hours(24) * 7_168, ['12:00-12:05']],
    ['ahead by more than ten minutes', at('12:10:01'), ['12:00-12:05']],
    ['ahead by ten minutes', at('12:10'), []],
    ['late by a week: stored', at('12:00', '2026-02-23'), []],
    ['that a device does not have', null, []],
    ['from before there was any authority: stored', at('12:00', '2025-06-01'), []],
  ])('MON-25 a clock %s', (_name, stamp, expected) => {
    // A stamp that can be believed ends it: it needs no place for that.
    expect(doubted([arrived('12:00', stamp), arrived('12:05', at('12:05'))])).toEqual(expected);
    const lasts = expected.map(() => '12:00-…');
    expect(doubted([arrived('12:00', stamp), arrived('12:05', null, { fix: fix(), live: true })])).toEqual(
      lasts,
    );
  });

  test('MON-25 how far ahead is the policy’s word', () => {
    const alerts = replayCase({}, [arrived('12:00', at('12:02'))], [policy({ clockAhead: 60 })]);
    expect(alerts).toMatchObject([
      { because: [{ code: 'clock-ahead', seconds: 120 }], certainty: 'doubtful' },
    ]);
  });

  test('MON-25 MON-8 none hides another', () => {
    const lines = [
      placed('12:00'),
      placed('12:01', 60_000, jammed),
      placed('12:02', 0, mocked),
      arrived('12:03', never, { sequence: 9 }),
    ];
    expect(doubted(lines)).toEqual(['12:01-…']);
    expect(why(lines)).toEqual([
      { code: 'jamming-event' },
      { code: 'impossible-jump', speed: expect.any(Number), limit: 100 },
      { code: 'mock-provider' },
      { code: 'clock-default-date', seconds: Math.round((never - at('12:03')) / 1000) },
    ]);
    // A good place is not enough while the clock is wrong, nor a good clock without a place.
    expect(doubted([...lines, arrived('12:04', null, { fix: fix() })])).toEqual(['12:01-…']);
    expect(doubted([...lines, reading(at('12:04'))])).toEqual(['12:01-…']);
    expect(doubted([...lines, placed('12:04')])).toEqual(['12:01-12:04']);
  });
});

describe('jumps', () => {
  test.each<[string, Line[], string[]]>([
    ['sixty kilometres in a minute', [placed('12:00'), placed('12:01', 60_000)], ['12:01-…']],
    ['in an hour', [placed('12:00'), placed('13:00', 60_000)], []],
    // 6,000 m in a minute beyond twice 10 m of accuracy: 100 m/s.
    ['as fast as may be', [placed('12:00'), placed('12:01', 6_010)], []],
    ['faster than that', [placed('12:00'), placed('12:01', 6_080)], ['12:01-…']],
    ['less than 500 m beyond both accuracies', [placed('12:00'), placed('12:00', 510)], []],
    ['as much in the same instant', [placed('12:00'), placed('12:00', 540)], ['12:00-…']],
    [
      'what two inaccurate places may explain',
      [placed('12:00', 0, {}, { accuracy: 5_000 }), placed('12:00:01', 9_000, {}, { accuracy: 4_000 })],
      [],
    ],
    ['and back', [placed('12:00'), placed('12:01', 60_000), placed('12:02')], ['12:01-12:02']],
    [
      'three that agree are the true place',
      [placed('12:00'), placed('12:01', 60_000), placed('12:02', 60_010), placed('12:03', 60_020)],
      ['12:01-12:03'],
    ],
    [
      'two are not',
      [placed('12:00'), placed('12:01', 60_000), placed('12:02', 60_010), placed('12:03', 0)],
      ['12:01-12:03'],
    ],
    [
      'three that do not agree are not',
      [placed('12:00'), placed('12:01', 60_000), placed('12:02', 120_000), placed('12:03', 200_000)],
      ['12:01-…'],
    ],
    [
      'from the new place on the old one would be a jump',
      [
        placed('12:00'),
        ...['12:01', '12:02', '12:03'].map((time) => placed(time, 60_000)),
        placed('12:04', 0),
      ],
      ['12:01-12:03', '12:04-…'],
    ],
    ['the first place of all is none', [placed('12:00', 60_000)], []],
    [
      'no place is measured against a mocked one',
      [placed('12:00'), placed('12:20', 60_000, mocked), placed('12:21')],
      ['12:20-12:21'],
    ],
    [
      'nor against a jammed one',
      [placed('12:00'), placed('12:20', 60_000, jammed), placed('12:21')],
      ['12:20-12:21'],
    ],
    [
      'jammed ones do not become the true place, however many',
      [placed('12:00'), ...['12:01', '12:02', '12:03', '12:04'].map((time) => placed(time, 60_000, jammed))],
      ['12:01-…'],
    ],
    [
      'of an old place no speed follows',
      [placed('12:00'), placed('12:01', 60_000, {}, { time: at('11:00') })],
      [],
    ],
    [
      'nor of one of unknown time',
      [placed('12:00'), arrived('12:01', null, { fix: fix(north(60_000)), live: true })],
      [],
    ],
  ])('MON-25 %s', (_name, lines, expected) => {
    const inOrder = lines.map((line, sequence): Line => ('time' in line ? { ...line, sequence } : line));
    expect(doubted(inOrder)).toEqual(expected);
  });

  test('MON-25 it says how fast it would have been', () => {
    expect(why([placed('12:00'), placed('12:01', 12_020)])).toEqual([
      { code: 'impossible-jump', speed: 200, limit: 100 },
    ]);
  });

  test('MON-25 by the policy in force at its time', () => {
    const revisions = [policy({ jumpSettle: 1 }), policy({}, { revision: 2, from: at('12:10') })];
    const lines = [placed('12:00'), placed('12:01', 60_000), placed('12:11'), placed('12:12', 60_000)];
    expect(toldOf('location-doubtful', replayCase({}, lines, revisions))).toEqual(['12:12-…']);
  });
});

describe('what doubt does', () => {
  const forbidden = {
    conditions: [condition('exclusion-zone', { area: { center: [-80.19, 26.3], radius: 5_000 } })],
  };
  const zone = (26.3 - 25.77) * 110_780;
  const times = ['12:01', '12:02', '12:03', '12:04', '12:05', '12:06'];
  const entered = (lines: readonly Line[]): string[] =>
    toldOf('exclusion-zone-entered', replayCase(forbidden, lines));

  test('MON-25 MON-20 places that are mocked, jammed or jumped to are no evidence', () => {
    expect(entered(times.map((time) => placed(time, zone)))).toEqual(['x1 12:01-…']);
    expect(entered(times.map((time) => placed(time, zone, mocked)))).toEqual([]);
    expect(entered(times.map((time) => placed(time, zone, jammed)))).toEqual([]);
    // The third makes the place the true one, and is the first that counts.
    expect(entered([placed('12:00'), ...times.map((time) => placed(time, zone))])).toEqual(['x1 12:03-…']);
  });

  test('MON-25 a doubted place ends no violation either', () => {
    const inside = times.map((time) => placed(time, zone));
    const home = ['12:07', '12:08'].map((time) => placed(time, 0));
    expect(entered([...inside, ...home])).toEqual(['x1 12:01-…']);
    expect(entered([...inside, ...home, placed('12:09'), placed('12:10')])).toEqual(['x1 12:01-12:09']);
  });
});

describe('within authority over locations', () => {
  test('MON-25 MON-7 it ends with it, and what goes on under another is another', () => {
    const spans = [
      authority('trail', { to: at('12:10') }),
      authority('status', { from: at('12:10'), to: at('12:20') }),
      authority('trail', { from: at('12:20') }),
    ];
    const lines = ['12:00', '12:05', '12:15', '12:25'].map((time) => placed(time, 0, mocked));
    expect(doubted(lines, { authority: spans })).toEqual(['12:00-12:10', '12:25-…']);
  });

  test('MON-25 under zones a jump shows in how far somebody stood from an edge', () => {
    const subject = {
      authority: [authority('zones')],
      conditions: [condition('exclusion-zone', { area: { center: [-80.19, 25.77], radius: 100 } })],
    };
    expect(doubted([placed('12:00', 100), placed('12:00:02', 1_200)], subject)).toEqual(['12:00:02-…']);
    // So much the bands alone do not tell.
    expect(doubted([placed('12:00', 100), placed('12:00:02', 950)], subject)).toEqual([]);
    // Farther away than margins are told: nothing follows.
    expect(doubted([placed('12:00', 2_000), placed('12:00:02', 60_000)], subject)).toEqual([]);
    expect(doubted([placed('12:00', 0, mocked), placed('12:01')], subject)).toEqual(['12:00-12:01']);
  });
});
