import type { AlertFacts, Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { compareObservations, isSameReading } from '../observation/order.ts';
import { authorityEnd, locationEnd, type Plan, policyFor } from '../plan.ts';
import { severityOf } from '../policy.ts';
import { rules } from '../rules/order.ts';
import type { Finding } from '../rules/rule.ts';

/**
 * What the engine has to come to, in the plainest way there is: everything sorted, doubles left out, each rule once over all
 * of it, the last word on each finding. No snapshots, no going back, no record.
 */
export function findFromScratch(plan: Plan, observations: readonly Observation[]): Finding[] {
  const once: Observation[] = [];
  for (const one of [...observations].sort((a, b) => a.receivedAt - b.receivedAt)) {
    if (!once.some((other) => isSameReading(other, one))) once.push(one);
  }
  once.sort(compareObservations);
  const states = rules.map((rule) => rule.start());
  const found = new Map<string, Finding>();
  for (const observation of once) {
    const { at } = observation;
    const { values } = policyFor(plan, at);
    let doubted = false;
    for (const [index, rule] of rules.entries()) {
      const limit = authorityEnd(plan, at);
      const input = { observation, plan, values, limit, locationLimit: locationEnd(plan, at), doubted };
      const { state, findings, doubts } = rule.evaluate(states[index], input);
      states[index] = state;
      doubted ||= doubts === true;
      for (const one of findings) found.set(`${one.kind} ${one.condition} ${one.from}`, one);
    }
  }
  return [...found.values()];
}

/** What of an alert must not depend on arrival, as text. */
export const essence = (facts: Omit<AlertFacts, 'raisedAt' | 'clearedAt' | 'withdrawnAt'>): string => {
  const { kind, condition, from, to, severity, certainty, because, readings, policy } = facts;
  return JSON.stringify([kind, condition, from, to, severity, certainty, because, readings, policy]);
};

/** The essence of what evaluating from scratch finds, as it stands when the clock is at `clock`; sorted. */
export const essenceFromScratch = (
  plan: Plan,
  observations: readonly Observation[],
  clock: Millis,
): string[] =>
  findFromScratch(plan, observations)
    .map((finding) => {
      const { name, revision } = policyFor(plan, finding.openedBy);
      const isPast = finding.limit !== null && finding.limit <= clock;
      const to = finding.to ?? (isPast ? (finding.endsAs ?? finding.limit) : null);
      return essence({ ...finding, to, severity: severityOf[finding.kind], policy: { name, revision } });
    })
    .sort();

export const isOfContact = ({ kind }: Pick<AlertFacts, 'kind'>): boolean =>
  kind === 'silent' || kind === 'no-position';

/** The essence of what stands on record, sorted; what is about contact itself, or was withdrawn, apart. */
export const essenceOf = (alerts: Iterable<AlertFacts>): string[] =>
  [...alerts]
    .filter((facts) => facts.withdrawnAt === null && !isOfContact(facts))
    .map(essence)
    .sort();
