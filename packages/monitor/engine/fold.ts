import type { Observation } from '../observation/observation.ts';
import { authorityEnd, locationEnd, type Plan, policyFor } from '../plan.ts';
import { rules } from '../rules/order.ts';
import { type Finding, type Input, noFindings } from '../rules/rule.ts';

/** The states of all rules, in their order, after some observations. Never changed in place. */
export type Fold = readonly unknown[];

export const startFold = (): Fold => rules.map((rule) => rule.start());

/** Takes one more observation, which must not come before those already taken. */
export function foldOne(
  plan: Plan,
  fold: Fold,
  observation: Observation,
): { readonly fold: Fold; readonly findings: readonly Finding[] } {
  const { at } = observation;
  const limit = authorityEnd(plan, at);
  const locationLimit = locationEnd(plan, at);
  const { values } = policyFor(plan, at);
  let input: Input = { observation, plan, values, limit, locationLimit, doubted: false };
  let next: unknown[] | null = null;
  let found: Finding[] | null = null;
  for (let index = 0; index < rules.length; index += 1) {
    const rule = rules[index];
    if (rule === undefined) continue;
    const { state, findings, doubts } = rule.evaluate(fold[index], input);
    if (state !== fold[index]) {
      next ??= [...fold];
      next[index] = state;
    }
    if (findings.length > 0) found = found === null ? [...findings] : [...found, ...findings];
    if (doubts === true) input = { ...input, doubted: true };
  }
  return { fold: next ?? fold, findings: found ?? noFindings };
}

/** What the rules hold unfinished. */
export const openFindings = (fold: Fold): Finding[] => rules.flatMap((rule, index) => rule.open(fold[index]));

/** Goes on with findings whose own readings are no longer held. */
export const resumeFold = (plan: Plan, fold: Fold, findings: readonly Finding[]): Fold =>
  rules.map((rule, index) =>
    findings.reduce((state, finding) => rule.resume(state, finding, plan), fold[index]),
  );

/** Both say the same: whatever comes after is then judged the same. States of rules are plain data. */
export const isSameFold = (one: Fold, other: Fold): boolean =>
  one === other || one.every((state, index) => isSameData(state, other[index]));

function isSameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => isSameData(Reflect.get(one, name), Reflect.get(other, name)))
  );
}
