import type { Observation } from '../observation/observation.ts';
import { authorityEnd, type Plan, policyFor } from '../plan.ts';
import { isDoubted } from '../rules/doubtful.ts';
import { doubtfulIndex, rules } from '../rules/order.ts';
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
  const limit = authorityEnd(plan, observation.at);
  const { values } = policyFor(plan, observation.at);
  let input: Input = { observation, plan, values, limit, doubted: false };
  let next: unknown[] | null = null;
  let found: Finding[] | null = null;
  for (let index = 0; index < rules.length; index += 1) {
    const rule = rules[index];
    if (rule === undefined) continue;
    const { state, findings } = rule.evaluate(fold[index], input);
    if (state !== fold[index]) {
      next ??= [...fold];
      next[index] = state;
    }
    if (findings.length > 0) found = found === null ? [...findings] : [...found, ...findings];
    if (
      index === doubtfulIndex &&
      findings.length > 0 &&
      isDoubted(state as Parameters<typeof isDoubted>[0], observation)
    ) {
      input = { ...input, doubted: true };
    }
  }
  return { fold: next ?? fold, findings: found ?? noFindings };
}

/** What the rules hold unfinished. */
export const openFindings = (fold: Fold): Finding[] => rules.flatMap((rule, index) => rule.open(fold[index]));
