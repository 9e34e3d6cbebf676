import { day, hour, type Millis, minute, parseInstant } from '@attend/kernel';
import { compilePlan, standardPolicy } from '@attend/monitor';
import { alertsOf, replayReading, replayTick, startReplay } from '@attend/monitor/replay';
import { describe, expect, it } from 'vitest';
import { lakes } from '../city/denver.ts';
import { distance, isLand } from '../city/streets.ts';
import { createPath } from '../person/path.ts';
import { makePerson } from '../person/person.ts';
import { simulateOne, simulateWearerDays, type WearerDays } from './days.ts';

const from = parseInstant('2026-03-02T07:00:00Z') ?? 0;
/** Through the night in which clocks go forward, 2026-03-08. */
const overChange = from + 4 * day;

function alertsIn({ case: subject, readings }: WearerDays, until: Millis) {
  const replay = startReplay(compilePlan(subject, [standardPolicy]));
  for (const reading of readings) replayReading(replay, reading, reading.receivedAt ?? 0);
  replayTick(replay, until);
  return alertsOf(replay).filter(({ withdrawnAt }) => withdrawnAt === null);
}

describe('simulated days', () => {
  it('SIM-2 depend on the seed alone', () => {
    const [one] = simulateWearerDays(3, 1, { from, days: 1 });
    const [again] = simulateWearerDays(3, 1, { from, days: 1 });
    const [other] = simulateWearerDays(4, 1, { from, days: 1 });
    expect(one).toEqual(again);
    expect(one?.readings).not.toEqual(other?.readings);
    expect(one?.readings.length).toBeGreaterThan(200);
  });

  it('SIM-2 give a person the same days whoever else is simulated', () => {
    expect(simulateWearerDays(3, 3, { from, days: 1 })[2]).toEqual(simulateOne(3, 2, { from, days: 1 }));
  });

  it('SIM-3 happen on land, and nobody is faster than a car', () => {
    for (let index = 0; index < 40; index += 1) {
      const person = makePerson(9, index);
      expect(isLand(person.home), person.name).toBe(true);
      const path = createPath(person);
      let before = path.whereabouts(from).at;
      for (let time = from; time < from + day; time += minute) {
        const { at } = path.whereabouts(time);
        expect(distance(before, at) / 60).toBeLessThan(17);
        for (const lake of lakes) expect(distance(lake.at, at)).toBeGreaterThan(lake.radius - 10);
        before = at;
      }
    }
  });

  it('SIM-4 have no label where nothing happens: plans keep every condition', () => {
    for (let index = 0; index < 12; index += 1) {
      const days = simulateOne(9, index, {
        from: overChange,
        days: 4,
        often: 0,
        terms: { curfew: true, exclusions: 2, inclusion: true },
      });
      expect(days.truths, days.supervised.person.name).toEqual([]);
    }
  });

  it('SIM-4 have labels that the engine confirms, every one', () => {
    let labels = 0;
    for (let index = 0; index < 8; index += 1) {
      const terms = { location: 'trail', curfew: true, exclusions: 2 } as const;
      const days = simulateOne(21, index, { from, days: 4, often: 12, terms });
      const alerts = alertsIn(days, from + 4 * day + hour);
      for (const truth of days.truths) {
        if (truth.passing) continue;
        labels += 1;
        const found = alerts.find(
          (alert) =>
            alert.kind === truth.kind &&
            alert.condition === truth.condition &&
            alert.from <= (truth.to ?? Number.POSITIVE_INFINITY) + minute &&
            (alert.to ?? Number.POSITIVE_INFINITY) >= truth.from - minute,
        );
        expect(found, `${index} ${days.supervised.protocol} ${JSON.stringify(truth)}`).toBeDefined();
      }
    }
    // Otherwise the test above said nothing.
    expect(labels).toBeGreaterThan(40);
  });

  it('SIM-5 arrive late and marked as stored after an outage of the network', () => {
    const days = simulateWearerDays(21, 8, { from, days: 4, often: 6, terms: { protocol: 'megastek' } });
    const stored = days.flatMap(({ readings }) => readings.filter(({ live }) => live === false));
    expect(stored.length).toBeGreaterThan(20);
    for (const { readings } of days) {
      for (const [index, reading] of readings.entries()) {
        expect(reading.receivedAt).toBeGreaterThanOrEqual(readings[index - 1]?.receivedAt ?? 0);
        expect(reading.receivedAt).toBeGreaterThan(reading.time ?? 0);
      }
    }
  });
});
