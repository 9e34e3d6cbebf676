export { gate } from './authority/gate.ts';
export { decodeState, encodeState } from './engine/encode.ts';
export { nextDue, type Observed, observe, standingViolations, tick } from './engine/engine.ts';
export type { AlertChange } from './engine/ledger.ts';
export { inOrder, type OnRecord, rebuild } from './engine/rebuild.ts';
export { noteDowns } from './engine/silence.ts';
export { type State, startState } from './engine/state.ts';
export type { Observation, Place, Sides, ZoneSide } from './observation/observation.ts';
export { isSameReading } from './observation/order.ts';
export { packObservations, unpackObservations } from './observation/pack.ts';
export { compilePlan, type Level, levelAt, type Plan } from './plan.ts';
export {
  closesByItself,
  type Parameter,
  type ParameterName,
  type Policy,
  type PolicyValues,
  parameterNames,
  severityOf,
  standardParameters,
  standardPolicy,
  valuesWith,
} from './policy.ts';
