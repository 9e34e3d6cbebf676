import type { AlertKind, Because } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import type { ParameterName, PolicyValues } from '../policy.ts';
import { closeAtLimit, type Finding, noFindings, openFinding, type Rule, reachedLimit } from './rule.ts';

/** What a lasting state of the device is known by. */
export type Lasting = {
  readonly kind: AlertKind;
  readonly version: number;
  readonly parameters: readonly ParameterName[];
  /** Why this observation says that it is so; null where it does not say it. */
  readonly says: (observation: Observation, values: PolicyValues) => Because | null;
  /** This observation says that it is so no longer. Asked also of the one that says it: then it was for that instant. */
  readonly ends: (observation: Observation, values: PolicyValues) => boolean;
};

type State = { readonly finding: Finding | null };
const nothing: State = { finding: null };

/** A rule for something that lasts from the first observation that says it to the first that says its end. */
export function lastingRule({ kind, version, parameters, says, ends }: Lasting): Rule<State> {
  return {
    id: kind,
    version,
    parameters,
    start: () => nothing,
    open: ({ finding }) => (finding === null ? noFindings : [finding]),
    resume: (state, finding) => (finding.kind === kind ? { finding } : state),
    evaluate(state, input) {
      const { observation, values } = input;
      const found: Finding[] = [];
      let { finding } = state;
      if (finding !== null && reachedLimit(finding, observation.at)) {
        found.push(closeAtLimit(finding));
        finding = null;
      }
      if (observation.level !== 'none') {
        const because = says(observation, values);
        if (because !== null && finding === null) {
          finding = openFinding(kind, input, [because]);
          found.push(finding);
        }
        if (finding !== null && ends(observation, values)) {
          found.push({ ...finding, to: observation.at });
          finding = null;
        }
      }
      if (found.length === 0) return { state, findings: noFindings };
      return { state: finding === null ? nothing : { finding }, findings: found };
    },
  };
}
