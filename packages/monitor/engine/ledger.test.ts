import type { Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { at, condition, fix, type Line, north, policy, reading, replayCase, told } from '../test/build.ts';

const forbidden = { conditions: [condition('exclusion-zone')] };
const placed = (time: string, metres: number, receivedAt = time): Line =>
  reading(at(time), { fix: fix(north(metres)), receivedAt: at(receivedAt) });
const strap = (time: string, said: Partial<Reading>, receivedAt = time): Line =>
  reading(at(time), { ...said, receivedAt: at(receivedAt) });

describe('what late readings make of what is on record', () => {
  const twice: Line[] = [
    ...['12:00', '12:01', '12:02'].map((time) => placed(time, 0)),
    ...['12:03', '12:04'].map((time) => placed(time, 500)),
    ...['12:05', '12:06', '12:07'].map((time) => placed(time, 0)),
  ];

  test('MON-4 of two that turn out to be one the older is kept and the other withdrawn', () => {
    expect(told(replayCase(forbidden, twice))).toEqual([
      'exclusion-zone-entered x1 12:00-12:03',
      'exclusion-zone-entered x1 12:05-…',
    ]);
    const alerts = replayCase(forbidden, [...twice, placed('12:03:30', 0, '12:30')]);
    expect(told(alerts)).toEqual([
      'exclusion-zone-entered x1 12:00-…',
      'exclusion-zone-entered x1 12:05-… withdrawn',
    ]);
    const [kept, withdrawn] = alerts;
    expect(kept).toMatchObject({ raisedAt: at('12:02'), to: null, clearedAt: null, withdrawnAt: null });
    expect(withdrawn).toMatchObject({ raisedAt: at('12:07'), withdrawnAt: at('12:30') });
  });

  test('MON-4 an end that turns out to have been another is known from then on', () => {
    const left = ['12:10', '12:11'].map((time) => placed(time, 500));
    const alerts = replayCase(forbidden, [...twice, ...left, placed('12:03:30', 0, '12:30')]);
    expect(told(alerts)).toEqual([
      'exclusion-zone-entered x1 12:00-12:10',
      'exclusion-zone-entered x1 12:05-12:10 withdrawn',
    ]);
    expect(alerts[0]).toMatchObject({ raisedAt: at('12:02'), to: at('12:10'), clearedAt: at('12:30') });
  });

  test('MON-4 of one that turns out to be two the first keeps its place on record', () => {
    const once = [0, 1, 2, 3, 6, 7, 8].map((minute): Line => placed(`12:0${minute}`, 0));
    const late = ['12:04', '12:05'].map((time) => placed(time, 500, '12:30'));
    const alerts = replayCase(forbidden, [...once, ...late]);
    expect(told(alerts)).toEqual([
      'exclusion-zone-entered x1 12:00-12:04',
      'exclusion-zone-entered x1 12:06-…',
    ]);
    expect(alerts.map(({ raisedAt }) => raisedAt)).toEqual([at('12:02'), at('12:30')]);
  });

  test('MON-4 an earlier beginning that comes to light is the same alert', () => {
    const lines = ['12:05', '12:06', '12:07'].map((time) => placed(time, 0));
    const alerts = replayCase(forbidden, [...lines, placed('12:04', 0, '12:30')]);
    expect(told(alerts)).toEqual(['exclusion-zone-entered x1 12:04-…']);
    expect(alerts[0]?.raisedAt).toBe(at('12:07'));
  });

  test('MON-4 where nothing is left of it, it is withdrawn and stays on record as it was raised', () => {
    const lines = ['12:00', '12:02', '12:04'].map((time) => placed(time, 0));
    const late = ['12:01', '12:03'].map((time) => placed(time, 500, '12:30'));
    const [alert] = replayCase(forbidden, [...lines, ...late]);
    expect(alert).toMatchObject({
      kind: 'exclusion-zone-entered',
      from: at('12:00'),
      to: null,
      raisedAt: at('12:04'),
      clearedAt: null,
      withdrawnAt: at('12:30'),
    });
  });

  test('MON-4 taken back and then found after all, it stands again', () => {
    const lines = ['12:00', '12:02', '12:04'].map((time) => placed(time, 0));
    const taken = [...lines, ...['12:01', '12:03'].map((time) => placed(time, 500, '12:30'))];
    const found = ['12:01:15', '12:01:30', '12:02:15', '12:02:30'].map((time) => placed(time, 0, '12:40'));
    const alerts = replayCase(forbidden, [...taken, ...found]);
    expect(told(alerts)).toEqual(['exclusion-zone-entered x1 12:01:15-…']);
    expect(alerts[0]).toMatchObject({ raisedAt: at('12:04'), withdrawnAt: null });
  });

  test('MON-4 what a late reading ends in the past has ended then, and is known now', () => {
    const lines = [strap('12:00', { strap: 'open' }), strap('12:20', { strap: 'open' })];
    const alerts = replayCase({}, [...lines, strap('12:10', { strap: 'closed' }, '12:30')]);
    expect(told(alerts)).toEqual(['strap-opened 12:00-12:10', 'strap-opened 12:20-…']);
    expect(alerts[0]).toMatchObject({ raisedAt: at('12:00'), clearedAt: at('12:30') });
    expect(alerts[1]).toMatchObject({ raisedAt: at('12:30'), clearedAt: null });
  });

  test('MON-4 MON-2 what ends late is open until then; to and clearedAt go together', () => {
    const lines = [strap('12:00', { strap: 'open' }), strap('12:10', {})];
    const open = replayCase({}, lines);
    expect(open).toMatchObject([{ to: null, clearedAt: null }]);
    const ended = replayCase({}, [...lines, strap('12:05', { strap: 'closed' }, '12:15')]);
    expect(ended).toMatchObject([{ to: at('12:05'), clearedAt: at('12:15') }]);
  });
});

describe('the policy that judged it', () => {
  const revisions = [
    policy({ batteryLow: 20 }),
    policy({ batteryLow: 30 }, { name: 'county', revision: 2, from: at('12:01:30') }),
    policy({ batteryLow: 20 }, { name: 'county', revision: 3, from: at('12:30') }),
  ];
  const judged = (subject: object, lines: readonly Line[]) =>
    replayCase(subject, lines, revisions).map(({ kind, from, policy: by }) => [
      kind,
      from,
      by.name,
      by.revision,
    ]);
  const battery = (time: string, percent: number, receivedAt = time): Line =>
    reading(at(time), { battery: { percent, charging: false }, receivedAt: at(receivedAt) });

  test('MON-6 the one in force when it was opened, whatever has been published since', () => {
    expect(judged({}, [battery('12:00', 25), battery('12:01', 19)])).toEqual([
      ['battery-low', at('12:01'), 'standard', 1],
    ]);
    expect(judged({}, [battery('12:00', 25), battery('12:01:30', 25), battery('12:31', 25)])).toEqual([
      ['battery-low', at('12:01:30'), 'county', 2],
    ]);
    // By the reading's own time, not by when it came.
    expect(judged({}, [battery('12:01', 25, '12:45'), battery('12:10', 25, '12:46')])).toEqual([
      ['battery-low', at('12:10'), 'county', 2],
    ]);
  });

  test('MON-6 a violation is opened by the fix that confirms it', () => {
    const lines = ['12:00', '12:01', '12:02'].map((time) => placed(time, 0));
    expect(judged(forbidden, lines)).toEqual([['exclusion-zone-entered', at('12:00'), 'county', 2]]);
  });

  test('MON-6 before the first revision the first holds', () => {
    const later = [policy({ batteryLow: 40 }, { revision: 7, from: at('20:00') })];
    expect(replayCase({}, [battery('12:00', 35)], later)).toMatchObject([{ policy: { revision: 7 } }]);
  });

  test('MON-6 silence is judged by the policy at the last contact', () => {
    const slow = [policy({}), policy({ silentTimes: 10 }, { revision: 2, from: at('12:10') })];
    const silent = replayCase({}, [reading(at('12:00')), { tick: at('12:31') }], slow);
    expect(silent).toMatchObject([{ kind: 'silent', policy: { revision: 1 } }]);
    const later = replayCase({}, [reading(at('12:10')), { tick: at('13:50') }], slow);
    expect(later).toEqual([]);
  });
});
