import type { AlertFacts } from '@attend/kernel';
import { compilePlan, gate } from '@attend/monitor';
import { alertsOf, replayReading, replayTick, startReplay } from '@attend/monitor/replay';
import { simulateWearerDays, type WearerDays } from '@attend/simulator';
import { naiveAlerts } from './naive.ts';

export type ReplayFigures = {
  readonly name: 'replay';
  readonly wearerDays: number;
  readonly readings: number;
  /** Readings a second through gate and engine, and through the gate alone. */
  readonly product: number;
  readonly bare: number;
  readonly ratio: number;
  readonly alertsPerWearerDay: number;
  readonly naiveAlertsPerWearerDay: number;
  readonly trueEvents: number;
  readonly missed: number;
  /** By kind: what was missed, and what was raised with no true event of its kind near it. */
  readonly missedByKind: Readonly<Record<string, number>>;
  readonly alertsByKind: Readonly<Record<string, number>>;
};

const seed = 11;
const days = 7;
/** A true event counts as found where an alert of its kind overlaps it, give or take what confirming and uploading may take. */
const near = 20 * 60_000;

export function benchReplay({
  devices,
  tell,
}: {
  readonly devices: number;
  readonly tell: (line: string) => void;
}): ReplayFigures {
  const from = Date.UTC(2026, 2, 2, 7);
  tell(`simulating ${devices} people for ${days} days`);
  const people = simulateWearerDays(seed, devices, { from, days });
  const readings = people.reduce((sum, { readings: some }) => sum + some.length, 0);
  const found: AlertFacts[][] = [];
  const began = performance.now();
  for (const person of people) found.push(alertsOfPerson(person, from));
  const seconds = (performance.now() - began) / 1000;
  const bareBegan = performance.now();
  for (const person of people) {
    const plan = compilePlan(person.case);
    for (const reading of person.readings) gate(plan, reading, reading.receivedAt ?? 0);
  }
  const bareSeconds = (performance.now() - bareBegan) / 1000;
  const missedByKind: Record<string, number> = {};
  let trueEvents = 0;
  for (const [index, { truths }] of people.entries()) {
    for (const truth of truths) {
      trueEvents += 1;
      const seen = (found[index] ?? []).some(
        ({ kind, from: begins, to }) =>
          kind === truth.kind &&
          begins <= (truth.to ?? Number.POSITIVE_INFINITY) + near &&
          (to ?? Number.POSITIVE_INFINITY) >= truth.from - near,
      );
      if (!seen) missedByKind[truth.kind] = (missedByKind[truth.kind] ?? 0) + 1;
    }
  }
  const alertsByKind: Record<string, number> = {};
  for (const { kind } of found.flat()) alertsByKind[kind] = (alertsByKind[kind] ?? 0) + 1;
  const naive = people.reduce(
    (sum, { case: asked, readings: some }) => sum + naiveAlerts(asked, some).length,
    0,
  );
  const wearerDays = devices * days;
  return {
    name: 'replay',
    wearerDays,
    readings,
    product: readings / seconds,
    bare: readings / bareSeconds,
    ratio: bareSeconds / seconds,
    alertsPerWearerDay: found.flat().length / wearerDays,
    naiveAlertsPerWearerDay: naive / wearerDays,
    trueEvents,
    missed: Object.values(missedByKind).reduce((sum, count) => sum + count, 0),
    missedByKind,
    alertsByKind,
  };
}

function alertsOfPerson(person: WearerDays, from: number): AlertFacts[] {
  const replay = startReplay(compilePlan(person.case));
  for (const reading of person.readings) replayReading(replay, reading, reading.receivedAt ?? 0);
  replayTick(replay, from + (days + 1) * 86_400_000);
  return alertsOf(replay).filter(({ withdrawnAt }) => withdrawnAt === null);
}
