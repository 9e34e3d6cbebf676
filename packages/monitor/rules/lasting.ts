import type { AlertKind, Because, Millis } from '@attend/kernel';
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
  /** It is expected while a removal is planned: nothing is found then that was not before. */
  readonly expectedInRemoval?: true;
};

/**
 * `expected`: it began while a removal was planned, and nothing has said its end; until when that counts (null: without end). What goes on
 * after the removal is found then. Absent in states of before, and where there is none.
 */
type State = { readonly finding: Finding | null; readonly expected?: { readonly limit: Millis | null } };
const nothing: State = { finding: null };
const goesOn: Because = { code: 'open-after-removal' };

/** A rule for something that lasts from the first observation that says it to the first that says its end. */
export function lastingRule({
  kind,
  version,
  parameters,
  says,
  ends,
  expectedInRemoval,
}: Lasting): Rule<State> {
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
      let { finding, expected } = state;
      if (expected !== undefined && expected.limit !== null && observation.at >= expected.limit)
        expected = undefined;
      if (finding !== null && reachedLimit(finding, observation.at)) {
        found.push(closeAtLimit(finding));
        finding = null;
      }
      if (observation.level !== 'none') {
        const ended = ends(observation, values);
        const removed = expectedInRemoval === true && input.plan.removalAt(observation.at) !== null;
        const because = says(observation, values);
        if (finding === null && removed) {
          if (because !== null) expected ??= { limit: input.limit };
        } else if (finding === null) {
          // Open since a removal that is over, where this one says nothing of it: as much an alert as one that says it.
          const since = expected !== undefined && !ended ? goesOn : null;
          const why = because ?? since;
          if (why !== null) {
            finding = openFinding(kind, input, [why]);
            found.push(finding);
          }
          expected = undefined;
        }
        if (ended) expected = undefined;
        if (finding !== null && ended) {
          found.push({ ...finding, to: observation.at });
          finding = null;
        }
      }
      if (found.length === 0 && expected === state.expected) return { state, findings: noFindings };
      if (expected === undefined)
        return {
          state: finding === null ? nothing : { finding },
          findings: found.length === 0 ? noFindings : found,
        };
      return { state: { finding, expected }, findings: found };
    },
  };
}
