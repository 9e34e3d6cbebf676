import type { AlertFacts, AlertKind, Fix, Millis, Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import {
  at,
  authority,
  condition,
  device,
  fix,
  hours,
  type Line,
  minutes,
  north,
  policy,
  reading,
  replayCase,
  told,
  toldOf,
} from '../test/build.ts';

/** Three hundred metres around home must not be entered, or must not be left. */
const forbidden = { conditions: [condition('exclusion-zone')] };
const bound = { conditions: [condition('inclusion-zone')] };

/** A reading at a time, so many metres north of the zone's middle; 8 m accurate, so taken for 10. */
const placed = (
  time: string | Millis,
  metres: number,
  more: Partial<Fix> = {},
  said: Partial<Reading> = {},
) =>
  reading(typeof time === 'string' ? at(time) : time, { fix: fix({ ...north(metres), ...more }), ...said });

/** The same a minute from one to the next, from 12:00 on. Null: a reading without a place. */
const minutely = (...metres: readonly (number | null)[]): Line[] =>
  metres.map((one, index) => {
    const time = at('12:00') + minutes(index);
    return one === null ? reading(time) : placed(time, one);
  });

/** Beginnings and ends of what was found of one kind: there is one condition that it can be about. */
const spansOf = (kind: AlertKind, alerts: readonly AlertFacts[]): string[] =>
  toldOf(kind, alerts).map((text) => text.replace(/^[xi]1 /, ''));
const entered = (lines: readonly Line[], subject: object = forbidden, policies = [policy({})]): string[] =>
  spansOf('exclusion-zone-entered', replayCase(subject, lines, policies));
const left = (lines: readonly Line[], subject: object = bound): string[] =>
  spansOf('inclusion-zone-left', replayCase(subject, lines));

describe('what is evidence', () => {
  test.each<[string, Partial<Fix>, Partial<Reading>, boolean]>([
    ['a fix well inside', {}, {}, true],
    ['not closer to the edge than it is accurate', { ...north(270), accuracy: 31 }, {}, false],
    ['further from it than that', { ...north(270), accuracy: 29 }, {}, true],
    ['none is better than ten metres, whatever it claims', { ...north(292), accuracy: 1 }, {}, false],
    ['satellites, accuracy not stated: 30 m', { ...north(269), accuracy: null }, {}, true],
    ['and not less', { ...north(271), accuracy: null }, {}, false],
    ['Wi-Fi, accuracy not stated: 150 m', { ...north(149), accuracy: null, source: 'wifi' }, {}, true],
    ['and not less', { ...north(152), accuracy: null, source: 'wifi' }, {}, false],
    ['a cell, accuracy not stated: 2,000 m', { accuracy: null, source: 'cell' }, {}, false],
    ['a cell that says how accurate it is', { accuracy: 200, source: 'cell' }, {}, true],
    ['two minutes old', { time: -120_000 }, {}, true],
    ['an old place sent again', { time: -121_000 }, {}, false],
    ['one whose time is not known, of a live reading', { time: null }, {}, true],
    ['a mock provider’s', {}, { mock: true }, false],
    ['a jammed one', {}, { events: ['jamming'] }, false],
    ['a live one of a device without a clock', {}, { time: null, live: true }, true],
    ['one of which is not known whether it was stored', {}, { time: null, live: null }, true],
    ['a stored one of unknown time', {}, { time: null, live: false }, false],
  ])('MON-20 %s', (_name, place, said, isEvidence) => {
    for (const level of ['trail', 'zones'] as const) {
      const lines = Array.from({ length: 6 }, (_, index): Line => {
        const now = at('12:00') + minutes(index);
        // Times of fixes are told as differences to their readings.
        const time = place.time === undefined || place.time === null ? null : now + place.time;
        const one = placed(now, 0, { ...place, time }, { receivedAt: now, sequence: index, ...said });
        return said.time === null && one.fix !== null ? { ...one, fix: { ...one.fix, time: null } } : one;
      });
      const found = entered(lines, { ...forbidden, authority: [authority(level)] });
      expect([level, ...found]).toEqual(isEvidence ? [level, '12:00-…'] : [level]);
    }
  });

  test('MON-20 a reading without a place neither confirms nor ends anything', () => {
    expect(entered(minutely(null, null, null, null))).toEqual([]);
    expect(entered(minutely(0, null, 0, null, 0))).toEqual(['12:00-…']);
    expect(entered(minutely(0, 0, 0, null, null, null))).toEqual(['12:00-…']);
  });

  test.each([
    ['never set', () => Date.UTC(1980, 0, 6)],
    ['rolled over by 1,024 weeks', (time: Millis) => time - hours(24) * 7_168],
    ['a day ahead', (time: Millis) => time + hours(24)],
  ])('MON-20 MON-25 a clock %s says nothing against places that have just arrived', (_name, stampAt) => {
    for (const level of ['trail', 'zones'] as const) {
      const lines = Array.from({ length: 4 }, (_, index): Line => {
        const now = at('12:00') + minutes(index);
        const stamp = stampAt(now) + index;
        return placed(stamp, 0, { time: stamp }, { live: true, receivedAt: now, sequence: index });
      });
      const alerts = replayCase({ ...forbidden, authority: [authority(level)] }, lines);
      expect(spansOf('exclusion-zone-entered', alerts)).toEqual(['12:00-…']);
      expect(alerts.find(({ condition: id }) => id === 'x1')?.certainty).toBe('doubtful');
    }
  });

  test('MON-20 a stamp from before there was any authority: a place of then, unless the device says that it is live', () => {
    const lines = (live: boolean | null): Line[] =>
      Array.from({ length: 4 }, (_, index) =>
        placed(
          at('12:00', '2025-12-30') + minutes(index),
          0,
          {},
          { live, receivedAt: at('12:00') + minutes(index) },
        ),
      );
    expect(entered(lines(null))).toEqual([]);
    expect(entered(lines(false))).toEqual([]);
    expect(entered(lines(true))).toEqual(['12:00-…']);
  });
});

describe('confirmed', () => {
  test.each<[string, Line[], string[]]>([
    ['by three fixes', minutely(0, 0, 0), ['12:00-…']],
    ['not by two', minutely(0, 0), []],
    ['with unsure ones between them', minutely(0, 300, 0, 305, 0), ['12:00-…']],
    ['not with one on the kept side between them', minutely(0, 0, 500, 0, 0, 500), []],
    ['from the first after that one', minutely(0, 0, 500, 0, 0, 0), ['12:03-…']],
    [
      'not within less than a minute',
      ['12:00', '12:00:20', '12:00:40', '12:00:59'].map((time) => placed(time, 0)),
      [],
    ],
    [
      'once they span a minute',
      ['12:00', '12:00:20', '12:00:40', '12:01'].map((time) => placed(time, 0)),
      ['12:00-…'],
    ],
    ['a quarter of an hour apart', ['12:00', '12:15', '12:30'].map((time) => placed(time, 0)), ['12:00-…']],
    ['not further apart', ['12:00', '12:15:01', '12:30:02'].map((time) => placed(time, 0)), []],
    [
      'the gap makes a new beginning',
      ['12:00', '12:15:01', '12:30:01', '12:45:01'].map((time) => placed(time, 0)),
      ['12:15:01-…'],
    ],
    [
      'unsure ones do not bridge a gap',
      [placed('12:00', 0), placed('12:10', 300), placed('12:20', 0), placed('12:21', 0)],
      [],
    ],
    ['three of one instant are no dwell', [1, 2, 3].map((metres) => placed('12:00', metres)), []],
    ['and count as one', [placed('12:00', 1), placed('12:00', 2), placed('12:01', 0)], []],
  ])('MON-21 %s', (_name, lines, expected) => {
    expect(entered(lines)).toEqual(expected);
  });

  test('MON-21 an inclusion zone is left, by the same rules, on its other side', () => {
    expect(left(minutely(500, 500, 500))).toEqual(['12:00-…']);
    expect(left(minutely(0, 0, 0))).toEqual([]);
    expect(left(minutely(500, 500, 0, 500, 500))).toEqual([]);
    expect(left(minutely(305, 309, 308, 305))).toEqual([]);
  });

  test('MON-21 a device that fixes rarely: two, and three times its own rhythm between them', () => {
    const rare = (fixEvery: number) => ({ ...forbidden, device: { ...device, fixEvery } });
    const two = ['12:00', '12:10'].map((time) => placed(time, 0));
    expect(entered(two, rare(299))).toEqual([]);
    expect(entered(two, rare(300))).toEqual(['12:00-…']);
    const apart = [placed('12:00', 0), placed('12:30', 0)];
    expect(entered(apart, rare(599))).toEqual([]);
    expect(entered(apart, rare(600))).toEqual(['12:00-…']);
  });

  test('MON-21 MON-8 it says by how much, and lists what it rests on', () => {
    const [alert] = replayCase(forbidden, minutely(300, 100, 250, 200, 0));
    expect(alert).toMatchObject({
      condition: 'x1',
      from: at('12:01'),
      to: null,
      raisedAt: at('12:03'),
      clearedAt: null,
      severity: 'high',
      certainty: 'confirmed',
      because: [{ code: 'inside-by-more-than-accuracy', fixes: 3, metres: 50, accuracy: 10, seconds: 120 }],
      readings: [at('12:01'), at('12:02'), at('12:03'), at('12:04')],
    });
    const [other] = replayCase(bound, minutely(400, 500, 350));
    expect(other?.because).toEqual([
      { code: 'outside-by-more-than-accuracy', fixes: 3, metres: 50, accuracy: 10, seconds: 120 },
    ]);
  });

  test('MON-21 each condition is judged by itself', () => {
    const subject = {
      conditions: [
        condition('exclusion-zone'),
        condition('exclusion-zone', { id: 'x2', area: { center: [-80.19, 25.77], radius: 1_000 } }),
        condition('inclusion-zone', { area: { center: [-80.19, 25.77], radius: 100 } }),
      ],
    };
    expect(told(replayCase(subject, minutely(500, 500, 500)))).toEqual([
      'exclusion-zone-entered x2 12:00-…',
      'inclusion-zone-left i1 12:00-…',
    ]);
  });
});

describe('ended', () => {
  test.each<[string, (number | null)[], string[]]>([
    ['with the first of two on the kept side', [0, 0, 0, 500, 500], ['12:00-12:03']],
    ['not by one', [0, 0, 0, 500, 0, 500, 0], ['12:00-…']],
    ['not by unsure ones', [0, 0, 0, 300, 300, 300], ['12:00-…']],
    ['with unsure ones between the two', [0, 0, 0, 500, 300, null, 500], ['12:00-12:03']],
    ['and entered again', [0, 0, 0, 500, 500, 0, 0, 0], ['12:00-12:03', '12:05-…']],
    ['and not entered again by fewer than it takes', [0, 0, 0, 500, 500, 0, 0, 500], ['12:00-12:03']],
  ])('MON-22 %s', (_name, metres, expected) => {
    expect(entered(minutely(...metres))).toEqual(expected);
  });

  test('MON-22 two of one instant count as one', () => {
    const lines = [...minutely(0, 0, 0), placed('12:03', 500), placed('12:03', 501)];
    expect(entered(lines)).toEqual(['12:00-…']);
    expect(entered([...lines, placed('12:04', 500)])).toEqual(['12:00-12:03']);
  });

  test('MON-22 known when the second of them arrives', () => {
    const [alert] = replayCase(forbidden, minutely(0, 0, 0, 500, 500));
    expect(alert).toMatchObject({ to: at('12:03'), clearedAt: at('12:04') });
  });

  test('MON-22 MON-7 with its condition at the latest; where one fix had said so, with that', () => {
    const until = { conditions: [condition('exclusion-zone', { to: at('12:10') })] };
    expect(entered([...minutely(0, 0, 0), { tick: at('12:09:59') }], until)).toEqual(['12:00-…']);
    expect(entered([...minutely(0, 0, 0), { tick: at('12:10') }], until)).toEqual(['12:00-12:10']);
    expect(entered([...minutely(0, 0, 0, 500), { tick: at('12:10') }], until)).toEqual(['12:00-12:03']);
    expect(entered([...minutely(0, 0, 0, 500), placed('12:20', 500)], until)).toEqual(['12:00-12:03']);
    const [alert] = replayCase(until, [...minutely(0, 0, 0), placed('12:20', 0)]);
    expect(alert).toMatchObject({ to: at('12:10'), clearedAt: at('12:20') });
  });
});

describe('when a condition has to be kept', () => {
  /** Inside the forbidden zone all hour, at every minute. */
  const inside = [...minutely(...Array.from({ length: 60 }, () => 0)), { tick: at('14:00') }];
  const during = (from: string, to: string, reason = 'work') => ({ from: at(from), to: at(to), reason });

  test.each<[string, object, string[]]>([
    ['from its beginning', { conditions: [condition('exclusion-zone', { from: at('12:10') })] }, ['12:10-…']],
    ['up to its end', { conditions: [condition('exclusion-zone', { to: at('12:10') })] }, ['12:00-12:10']],
    ['not for an instant longer', { conditions: [condition('exclusion-zone', { to: at('12:02') })] }, []],
    [
      'less its exceptions; each time free of them by itself',
      { conditions: [condition('exclusion-zone', { exceptions: [during('12:10', '12:20')] })] },
      ['12:00-12:10', '12:20-…'],
    ],
    [
      'exceptions that touch or overlap are one',
      {
        conditions: [
          condition('exclusion-zone', {
            exceptions: [during('12:30', '12:40'), during('12:10', '12:20'), during('12:15', '12:30')],
          }),
        ],
      },
      ['12:00-12:10', '12:40-…'],
    ],
    [
      'what is free between two of them is judged by itself',
      {
        conditions: [
          condition('exclusion-zone', { exceptions: [during('12:00', '12:20'), during('12:22', '13:00')] }),
        ],
      },
      [],
    ],
    [
      'within authority over locations',
      { ...forbidden, authority: [authority('zones', { from: at('12:05'), to: at('12:30') })] },
      ['12:05-12:30'],
    ],
    [
      'the least of overlapping authorities holds',
      {
        ...forbidden,
        authority: [authority('trail'), authority('status', { from: at('12:20'), to: at('12:30') })],
      },
      ['12:00-12:20', '12:30-…'],
    ],
    [
      'authorities that touch are one, whatever they let be kept',
      {
        ...forbidden,
        authority: [authority('trail', { to: at('12:20') }), authority('zones', { from: at('12:20') })],
      },
      ['12:00-…'],
    ],
    [
      'up to its withdrawal',
      { ...forbidden, authority: [authority('trail', { withdrawnAt: at('12:20') })] },
      ['12:00-12:20'],
    ],
    [
      'a withdrawn one leaves what another permits',
      { ...forbidden, authority: [authority('zones'), authority('trail', { withdrawnAt: at('12:20') })] },
      ['12:00-…'],
    ],
    ['under status not at all', { ...forbidden, authority: [authority('status')] }, []],
  ])('MON-23 MON-7 %s', (_name, subject, expected) => {
    expect(entered(inside, subject)).toEqual(expected);
  });

  test('MON-23 fixes on both sides of an exception do not confirm one another', () => {
    const subject = { conditions: [condition('exclusion-zone', { exceptions: [during('12:02', '12:03')] })] };
    expect(entered(minutely(0, 0, 0, 0, 0), subject)).toEqual([]);
    expect(entered(minutely(0, 0, 0, 0, 0, 0), subject)).toEqual(['12:03-…']);
  });

  test('MON-23 one fix on the kept side before an exception and one after it end nothing together', () => {
    const subject = { conditions: [condition('exclusion-zone', { exceptions: [during('12:04', '12:05')] })] };
    expect(entered(minutely(0, 0, 0, 500, 0, 500, 0, 0, 0), subject)).toEqual(['12:00-12:03', '12:06-…']);
  });
});

test('MON-21 MON-6 what confirms is the policy’s word at the time of each reading', () => {
  const strict = [policy({}), policy({ confirmFixes: 5 }, { revision: 2, from: at('12:01:30') })];
  expect(entered(minutely(0, 0, 0, 0), forbidden, strict)).toEqual([]);
  expect(entered(minutely(0, 0, 0, 0, 0), forbidden, strict)).toEqual(['12:00-…']);
});
