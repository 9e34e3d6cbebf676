import '../../ui/testing/english.ts';
import { describe, expect, it } from 'vitest';
import { sampleAlert, sampleDetail } from '../testing/samples.ts';
import { answersOf, differences, mapOf, occurrencesOf, transitionsOf } from './view.ts';

const fix = (minute: number, evidence: boolean) => ({
  time: `2026-11-24T09:${String(minute).padStart(2, '0')}:00Z`,
  lat: 25.77,
  lon: -80.19,
  accuracy: 12,
  source: 'gnss' as const,
  evidence,
});

describe('the map of an alert', () => {
  it('numbers the fixes of the evidence in order of time', () => {
    const detail = sampleDetail({
      movement: { permitted: true, why: '', fixes: [fix(9, true), fix(3, true), fix(1, false)] },
    });
    expect(mapOf(detail).fixes.map((each) => each.label)).toEqual([undefined, '1', '2']);
  });
  it('joins nothing over a quarter of an hour without a fix', () => {
    const detail = sampleDetail({
      movement: { permitted: true, why: '', fixes: [fix(0, false), fix(15, false), fix(31, false)] },
    });
    expect(mapOf(detail).gaps).toEqual([{ from: fix(15, false).time, to: fix(31, false).time }]);
  });
  it('shows the last place where it is all that may be shown, and nothing where there is nothing', () => {
    const none = { permitted: false, why: 'no', fixes: [] };
    expect(mapOf(sampleDetail({ movement: none, lastPlace: fix(0, false) })).fixes).toHaveLength(1);
    expect(mapOf(sampleDetail({ movement: none })).fixes).toEqual([]);
  });
});

describe('what somebody else changed', () => {
  const shown = sampleAlert();
  it('is said: who took it up, how it was closed, that it grew', () => {
    const who = { id: shown.id, name: 'Ana' };
    expect(differences(shown, { ...shown, status: 'acknowledged', acknowledgedBy: who })).toEqual([
      'It is now acknowledged, by Ana.',
    ]);
    expect(
      differences(shown, { ...shown, status: 'closed', outcome: 'device-fault', occurrences: 2 }),
    ).toEqual(['Its status is now: Closed.', 'It was closed with: Device fault.', 'It was observed again.']);
    expect(differences(shown, { ...shown, withdrawnAt: shown.from })).toEqual([
      'It was taken back: later readings showed otherwise.',
    ]);
  });
  it('is never nothing', () => expect(differences(shown, { ...shown, version: 2 })).toHaveLength(1));
});

it('offers only the answers that can be given', () => {
  expect(answersOf({ status: 'new', withdrawnAt: null })).toEqual({
    acknowledge: true,
    close: true,
    reopen: false,
  });
  expect(answersOf({ status: 'acknowledged', withdrawnAt: null })).toEqual({
    acknowledge: false,
    close: true,
    reopen: false,
  });
  expect(answersOf({ status: 'closed', withdrawnAt: null })).toEqual({
    acknowledge: false,
    close: false,
    reopen: true,
  });
});

it('puts the newest first, also where times are equal', () => {
  const at = '2026-11-24T09:00:00Z';
  const step = (id: string) => ({ id, at, kind: 'noted', staff: null, outcome: null, note: null });
  const detail = sampleDetail({ transitions: [step('9'), step('10')] });
  expect(transitionsOf(detail).map((each) => each.id)).toEqual(['10', '9']);
  expect(occurrencesOf(detail).map((each) => each.ordinal)).toEqual([2, 1]);
});
