import type { Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { gate } from '../authority/gate.ts';
import { compilePlan } from '../plan.ts';
import { at, caseOf, fix, type Line, reading, replayCase, told } from '../test/build.ts';
import { compareObservations, hashContent, isSameReading } from './order.ts';

const plan = compilePlan(caseOf());
const full: Reading = reading(at('12:00'), {
  fix: fix({ speed: 1.4, course: 270, altitude: 3, satellites: 9 }),
  battery: { percent: 81, charging: false },
  strap: 'closed',
  case: 'closed',
  worn: true,
  events: ['sos', 'tamper'],
  live: true,
  sequence: 7,
  mock: false,
});
const seen = (more: Partial<Reading> = {}) =>
  gate(plan, { ...full, ...more }, more.receivedAt ?? at('12:00:04'));

describe('one reading', () => {
  test.each<[string, Partial<Reading>, boolean]>([
    ['the same', {}, true],
    ['come later', { receivedAt: at('18:00') }, true],
    ['sent again from the store', { live: false, receivedAt: at('18:00') }, true],
    ['its events in another order', { events: ['tamper', 'sos'] }, true],
    ['another time', { time: at('12:00:01') }, false],
    ['no time', { time: null }, false],
    ['another sequence', { sequence: 8 }, false],
    ['no sequence', { sequence: null }, false],
    ['another event', { events: ['sos', 'fall'] }, false],
    ['an event less', { events: ['sos'] }, false],
    ['strap not known', { strap: null }, false],
    ['case open', { case: 'open' }, false],
    ['not worn', { worn: false }, false],
    ['battery a percent less', { battery: { percent: 80, charging: false } }, false],
    ['charging not known', { battery: { percent: 81, charging: null } }, false],
    ['nothing known of the battery', { battery: null }, false],
    ['mocked', { mock: true }, false],
    ['no place', { fix: null }, false],
    ['a place a step further', { fix: fix({ ...full.fix, lat: 25.770_000_1 }) }, false],
    ['another accuracy', { fix: fix({ ...full.fix, accuracy: 9 }) }, false],
    ['another source', { fix: fix({ ...full.fix, source: 'wifi' }) }, false],
    ['a fix of another time', { fix: fix({ ...full.fix, time: at('11:59') }) }, false],
  ])('MON-3 %s', (_name, more, isOne) => {
    expect(isSameReading(seen(), seen(more))).toBe(isOne);
    expect(hashContent(seen()) === hashContent(seen(more))).toBe(isOne);
    if (isOne) expect(compareObservations(seen(), seen(more))).toBe(0);
  });

  test('MON-3 two presses of one instant are two where something else tells them apart, else one', () => {
    const press = (more: Partial<Reading> = {}): Line => reading(at('12:00'), { events: ['sos'], ...more });
    const times = (lines: readonly Line[]) => replayCase({}, lines).map(({ readings }) => readings.length);
    expect(times([press(), press({ receivedAt: at('12:30') }), press({ live: false })])).toEqual([1]);
    expect(times([press({ sequence: 1 }), press({ sequence: 2 })])).toEqual([2]);
  });
});

describe('readings of one time', () => {
  const open = reading(at('12:00'), { strap: 'open' });
  const closed = reading(at('12:00'), { strap: 'closed' });

  test.each<[string, Line[], string[]]>([
    [
      'by sequence',
      [
        { ...open, sequence: 1 },
        { ...closed, sequence: 2 },
      ],
      ['strap-opened 12:00'],
    ],
    [
      'the other way round',
      [
        { ...open, sequence: 2 },
        { ...closed, sequence: 1 },
      ],
      ['strap-opened 12:00-…'],
    ],
    [
      'without one: what is counted comes after what is not',
      [{ ...open, sequence: 1 }, closed],
      ['strap-opened 12:00-…'],
    ],
    ['by content, where neither is counted', [open, closed], ['strap-opened 12:00-…']],
  ])('MON-3 %s, in whichever order they arrive', (_name, lines, expected) => {
    expect(told(replayCase({}, lines))).toEqual(expected);
    expect(told(replayCase({}, lines.toReversed()))).toEqual(expected);
  });
});
