import type { Millis } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { gate } from '../authority/gate.ts';
import { compilePlan } from '../plan.ts';
import {
  at,
  authority,
  caseOf,
  device,
  type Line,
  policy,
  reading,
  replayCase,
  told,
  toldOf,
} from '../test/build.ts';
import { nextDue, observe, tick } from './engine.ts';
import { startState } from './state.ts';

const heard = (time: string): Line => reading(at(time));
const ticked = (time: string): Line => ({ tick: at(time) });
const down = (from: string, to: string): Line => ({ down: { from: at(from), to: at(to) } });

const rows: readonly [name: string, lines: readonly Line[], expected: readonly string[]][] = [
  ['three uploads may be missed', [heard('12:00'), ticked('12:30')], []],
  ['and no more', [heard('12:00'), ticked('12:30:01')], ['12:00-…']],
  [
    'a gap that a reading ends is judged as if ticks had stood in it',
    [heard('12:00'), heard('12:45')],
    ['12:00-12:45'],
  ],
  ['two gaps are two', [heard('12:00'), heard('12:45'), heard('13:40')], ['12:00-12:45', '12:45-13:40']],
  [
    'any contact ends it, also a resent reading',
    [heard('12:00'), ticked('13:00'), reading(at('12:00'), { receivedAt: at('13:10') })],
    ['12:00-13:10'],
  ],
  [
    'a reading with an old stamp is contact at its arrival',
    [heard('12:00'), reading(at('11:00'), { receivedAt: at('12:25') }), ticked('12:50')],
    [],
  ],
  ['who was never heard is not silent', [ticked('12:00'), ticked('20:00')], []],
  [
    'a server that did not listen counts no silence',
    [heard('12:00'), down('12:10', '14:00'), ticked('14:20')],
    [],
  ],
  // 10 minutes before, one upload's rhythm after, and the 20 minutes that were left.
  [
    'what is left counts after it, and one upload more',
    [heard('12:00'), down('12:10', '14:00'), ticked('14:30:01')],
    ['12:00-…'],
  ],
  ['that it did not listen may be told first', [down('12:10', '14:00'), heard('12:00'), heard('14:20')], []],
  [
    'or afterwards: then the alert is withdrawn',
    [heard('12:00'), ticked('13:00'), down('12:10', '14:00'), heard('14:05')],
    ['12:00-… withdrawn'],
  ],
  [
    'also where the silence has ended by then',
    [heard('12:00'), heard('14:05'), down('12:10', '14:00'), heard('14:06')],
    ['12:00-14:05 withdrawn'],
  ],
  [
    'but not where it was long enough beside that',
    [heard('12:00'), heard('14:05'), down('12:10', '12:20'), heard('14:06')],
    ['12:00-14:05'],
  ],
  [
    'several such times, overlapping',
    [heard('12:00'), down('12:10', '13:00'), down('12:50', '14:00'), ticked('14:30')],
    [],
  ],
  [
    'withdrawn, and raised again when it grows long enough',
    [heard('12:00'), ticked('13:00'), down('12:10', '12:50'), ticked('13:10'), ticked('14:00')],
    ['12:00-… withdrawn', '12:00-…'],
  ],
];

describe('MON-18 silence', () => {
  test.each(rows)('MON-18 %s', (_name, lines, expected) => {
    expect(toldOf('silent', replayCase({}, lines))).toEqual(expected);
  });

  test('MON-18 raisedAt: when a tick stood, or when one would have', () => {
    const byTick = replayCase({}, [heard('12:00'), ticked('12:40')]);
    expect(byTick[0]).toMatchObject({
      raisedAt: at('12:40'),
      because: [{ code: 'no-contact', seconds: 1_800, limit: 1_800, uploadEvery: 600 }],
    });
    const byReading = replayCase({}, [heard('12:00'), heard('12:45')]);
    expect(byReading[0]).toMatchObject({ raisedAt: at('12:30') + 1, clearedAt: at('12:45') });
  });

  test('MON-18 a quick device is given at least 600 seconds; a slow one its own rhythm', () => {
    const quick = { device: { ...device, uploadEvery: 10 } };
    expect(toldOf('silent', replayCase(quick, [heard('12:00'), ticked('12:10')]))).toEqual([]);
    expect(toldOf('silent', replayCase(quick, [heard('12:00'), ticked('12:10:01')]))).toEqual(['12:00-…']);
    const slow = { device: { ...device, uploadEvery: 7_200 } };
    expect(toldOf('silent', replayCase(slow, [heard('12:00'), ticked('18:00')]))).toEqual([]);
    expect(toldOf('silent', replayCase(slow, [heard('12:00'), ticked('18:00:01')]))).toEqual(['12:00-…']);
  });

  test('MON-18 never before one and a half uploads, whatever policy says', () => {
    const strict = [policy({ silentTimes: 1.5, silentLeast: 60 })];
    expect(replayCase({}, [heard('12:00'), ticked('12:15')], strict)).toEqual([]);
    expect(told(replayCase({}, [heard('12:00'), ticked('12:15:01')], strict))).toEqual(['silent 12:00-…']);
  });

  test('MON-18 MON-7 it begins with authority at the earliest and ends with it, and each authority has its own', () => {
    const spans = [
      authority('status', { from: at('12:00'), to: at('13:00') }),
      authority('trail', { from: at('15:00'), to: at('16:00') }),
      // Shorter than what may be missed.
      authority('trail', { from: at('17:00'), to: at('17:20') }),
    ];
    expect(told(replayCase({ authority: spans }, [heard('11:00'), ticked('20:00')]))).toEqual([
      'silent 12:00-13:00',
      'silent 15:00-16:00',
    ]);
    expect(told(replayCase({ authority: spans }, [heard('12:10'), heard('15:50')]))).toEqual([
      'silent 12:10-13:00',
      'silent 15:00-15:50',
    ]);
    // Due only after authority ended: never.
    expect(told(replayCase({ authority: spans }, [heard('12:40'), heard('15:20'), heard('19:00')]))).toEqual([
      'silent 15:20-16:00',
    ]);
  });

  test('MON-18 withdrawn authority: nobody counts silence from then on', () => {
    const spans = [authority('trail', { withdrawnAt: at('12:20') })];
    expect(told(replayCase({ authority: spans }, [heard('12:00'), ticked('20:00')]))).toEqual([]);
  });

  test('MON-18 nextDue names the instant at which a tick finds it, and none earlier does', () => {
    const plan = compilePlan(caseOf());
    const state = startState();
    expect(nextDue(plan, state)).toBeNull();
    observe(plan, state, [gate(plan, reading(at('12:00')), at('12:00'))]);
    const due: Millis = nextDue(plan, state) ?? 0;
    expect(due).toBe(at('12:30') + 1);
    expect(tick(plan, state, due - 1)).toEqual([]);
    expect(tick(plan, state, due).map(({ change, facts }) => [change, facts.kind])).toEqual([
      ['raised', 'silent'],
    ]);
    // Next it would end with the authority.
    expect(nextDue(plan, state)).toBe(at('00:00', '2026-12-31'));
  });
});
