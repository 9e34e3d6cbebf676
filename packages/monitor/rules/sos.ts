import { type Finding, has, noFindings, openFinding, type Rule, reachedLimit } from './rule.ts';

/** The press that consecutive readings still repeat. */
type State = { readonly press: Finding | null };
const nothing: State = { press: null };

/** So many times of one run stand in one alert; what follows is the next. None is left out. */
const mostPresses = 100;

/** MON-14: every press counts. Devices repeat a press until it is reset: repeats in consecutive readings stand in the same alert. */
export const sos: Rule<State> = {
  id: 'sos',
  version: 1,
  parameters: ['sosRepeat'],
  start: () => nothing,
  open: ({ press }) => (press === null ? noFindings : [press]),
  resume: (state, finding) => (finding.kind === 'sos' ? { press: finding } : state),
  evaluate(state, input) {
    const { observation, values } = input;
    const { at, level } = observation;
    // Without authority an event is not let through: nothing is known of it.
    if (level === 'none') return { state, findings: noFindings };
    const { press } = state;
    if (!has(observation, 'sos')) return { state: press === null ? state : nothing, findings: noFindings };
    const repeats =
      press !== null &&
      at - press.extent <= values.sosRepeat * 1000 &&
      press.readings.length < mostPresses &&
      // MON-7: what is pressed under another authority is another alert.
      !reachedLimit(press, at);
    const next = repeats
      ? { ...press, extent: at, readings: [...press.readings, at] }
      : openFinding('sos', input, [{ code: 'sos-event' }], { to: at });
    return { state: { press: next }, findings: [next] };
  },
};
