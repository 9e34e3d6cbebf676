import { type Finding, has, noFindings, openFinding, type Rule, withReading } from './rule.ts';

/** The press that consecutive readings still repeat. */
type State = { readonly press: Finding | null };
const nothing: State = { press: null };

/** MON-14: every press counts. Devices repeat a press until it is reset: repeats in consecutive readings stand in the same alert. */
export const sos: Rule<State> = {
  id: 'sos',
  version: 1,
  parameters: ['sosRepeat'],
  start: () => nothing,
  open: ({ press }) => (press === null ? noFindings : [press]),
  evaluate(state, input) {
    const { observation, values } = input;
    if (observation.level === 'none' || !has(observation, 'sos')) {
      return { state: state.press === null ? state : nothing, findings: noFindings };
    }
    const { press } = state;
    const repeated = press !== null && observation.at - press.extent <= values.sosRepeat * 1000;
    const next = repeated
      ? withReading(press, observation.at, values)
      : openFinding('sos', input, [{ code: 'sos-event' }], { to: observation.at });
    return { state: { press: next }, findings: [next] };
  },
};
