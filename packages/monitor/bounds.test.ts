import type { AlertFacts, Case, Millis } from '@attend/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePlan, type Plan } from './plan.ts';
import { alertsOf, replayReading, replayTick, startReplay } from './replay.ts';
import { randomFrom, scrambled } from './test/delivery.ts';
import { doubled } from './test/server.ts';
import { stories } from './test/story.ts';

const numRuns = Number(process.env.ATTEND_RUNS ?? 150);
const limit = 120_000 + numRuns * 200;
const seed = Number(process.env.ATTEND_SEED ?? 20_261_124);

/** Scrambled readings arrive up to three seconds before their own stamp. */
const ahead = 3_000;

const ofLocation = new Set<AlertFacts['kind']>([
  'exclusion-zone-entered',
  'inclusion-zone-left',
  'curfew-absence',
  'location-doubtful',
  'no-position',
]);

/** Where an alert that began at an instant ends at the latest; undefined: it must not have begun then. */
function latestEnd(plan: Plan, { kind, condition }: AlertFacts, from: Millis): Millis | null | undefined {
  if (condition !== null) return plan.conditions.find(({ id }) => id === condition)?.spanAt(from)?.to;
  return (ofLocation.has(kind) ? plan.locatedAt(from) : plan.monitoredAt(from))?.to;
}

/** What no alert may ever be, in words; empty: nothing. */
function faultsOf(plan: Plan, alerts: readonly AlertFacts[], clocks: ReadonlySet<Millis>): string[] {
  return alerts.flatMap((alert) => {
    const { kind, from, to, raisedAt, clearedAt, withdrawnAt, readings } = alert;
    // What arrived before a withdrawal counts, also where its stamp is a little later: for that instant.
    const isOfThatInstant = to === from && latestEnd(plan, alert, from - ahead) !== undefined;
    const end = latestEnd(plan, alert, from);
    const faults: [string, boolean][] = [
      ['begins where nothing permits it', end === undefined && !isOfThatInstant],
      ['ends before it begins', to !== null && to < from],
      ['lasts longer than what permits it', end != null && to !== null && to > end],
      ['has an end that nobody knows of, or the other way round', (to === null) !== (clearedAt === null)],
      ['is known to have ended before it was raised', clearedAt !== null && clearedAt < raisedAt],
      ['is taken back before it was raised', withdrawnAt !== null && withdrawnAt < raisedAt],
      ['is raised when no clock stood', kind !== 'silent' && !clocks.has(raisedAt)],
      ['is over before anybody heard of it', to !== null && clearedAt !== null && clearedAt + ahead < to],
      ['rests on nothing', readings.length === 0 || (readings[0] ?? 0) < from],
    ];
    return faults.flatMap(([fault, holds]) => (holds ? [`${kind} ${fault}: ${JSON.stringify(alert)}`] : []));
  });
}

/** One of the authorities withdrawn somewhere in the story. */
function withWithdrawal(subject: Case, times: readonly (Millis | null)[], order: number): Case {
  const random = randomFrom(order);
  const withdrawnAt = random() < 0.5 ? null : (times[Math.floor(random() * times.length)] ?? null);
  const chosen = Math.floor(random() * subject.authority.length);
  return {
    ...subject,
    authority: subject.authority.map((one, index) => (index === chosen ? { ...one, withdrawnAt } : one)),
  };
}

test(
  'MON-7 whatever arrives: no alert outlives what permits it, and none is one that says what cannot be',
  () => {
    fc.assert(
      fc.property(stories, fc.nat(), ({ subject, policies, readings }, order) => {
        const plan = compilePlan(
          withWithdrawal(
            subject,
            readings.map(({ time }) => time),
            order,
          ),
          policies,
        );
        const replay = startReplay(plan);
        const clocks = new Set<Millis>();
        let clock = 0;
        for (const { reading, receivedAt } of scrambled(readings, order)) {
          clock = Math.max(clock, receivedAt);
          clocks.add(clock);
          replayReading(replay, reading, receivedAt);
        }
        clock += 48 * 3_600_000;
        clocks.add(clock);
        replayTick(replay, clock);
        const alerts = alertsOf(replay);
        expect(faultsOf(plan, alerts, clocks)).toEqual([]);
        expect(doubled(alerts)).toEqual([]);
      }),
      { numRuns, seed },
    );
  },
  limit,
);
