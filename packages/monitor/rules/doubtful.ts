import { type Because, distanceBetween, type Millis } from '@attend/kernel';
import type { Observation, Place, Sides } from '../observation/observation.ts';
import { accuracyOf, type PolicyValues } from '../policy.ts';
import {
  closeAtLimit,
  type Finding,
  has,
  type Input,
  noFindings,
  openFinding,
  type Rule,
  reachedLimit,
  withReading,
} from './rule.ts';

/** A place that later ones are compared with. Under `zones` margins alone: they say how far somebody moved at least. */
type Known =
  | {
      readonly kind: 'position';
      readonly at: Millis;
      readonly lat: number;
      readonly lon: number;
      readonly accuracy: number;
    }
  | {
      readonly kind: 'sides';
      readonly at: Millis;
      readonly accuracy: number;
      readonly margins: Readonly<Record<string, number>>;
    };

type State = {
  readonly anchor: Known | null;
  /** Places that disagree with the anchor and agree with one another: the last of them, and how many. */
  readonly rival: Known | null;
  readonly rivals: number;
  readonly finding: Finding | null;
};

const marginMost = 1_000;

function knownOf(place: Place | Sides, at: Millis, values: PolicyValues): Known {
  if (place.kind === 'position') {
    const { lat, lon } = place;
    return { kind: 'position', at, lat, lon, accuracy: accuracyOf(values, place.source, place.accuracy) };
  }
  const margins: Record<string, number> = {};
  // A capped margin says only «far»: nothing follows from how it changes.
  for (const side of place.sides)
    if (Math.abs(side.margin) < marginMost) margins[side.condition] = side.margin;
  return { kind: 'sides', at, accuracy: place.accuracy, margins };
}

function distanceMoved(a: Known, b: Known): number {
  if (a.kind === 'position' && b.kind === 'position') return distanceBetween(a.lat, a.lon, b.lat, b.lon);
  let moved = 0;
  if (a.kind === 'sides' && b.kind === 'sides') {
    for (const [condition, margin] of Object.entries(a.margins)) {
      const other = b.margins[condition];
      if (other !== undefined) moved = Math.max(moved, Math.abs(other - margin));
    }
  }
  return moved;
}

/** Metres a second that lie between two places beyond both accuracies, or null where it was possible to get there. */
function impossibleSpeed(a: Known, b: Known, values: PolicyValues): number | null {
  const beyond = distanceMoved(a, b) - a.accuracy - b.accuracy;
  if (beyond < values.jumpLeast) return null;
  const seconds = Math.abs(b.at - a.at) / 1000;
  return beyond > seconds * values.jumpSpeed ? beyond / Math.max(1, seconds) : null;
}

type Doubt = {
  readonly because: Because | null;
  readonly anchor: Known | null;
  readonly rival: Known | null;
  readonly rivals: number;
};

function judgePlace(state: State, { observation, values }: Input): Doubt {
  const { place, at } = observation;
  const same: Doubt = { because: null, anchor: state.anchor, rival: state.rival, rivals: state.rivals };
  if (place === null || observation.clock !== 'stamp' || observation.mock === true) return same;
  if (
    place.kind === 'position'
      ? place.time !== null && Math.abs(at - place.time) > values.staleFix * 1000
      : place.stale
  ) {
    return same;
  }
  const here = knownOf(place, at, values);
  const speed = state.anchor === null ? null : impossibleSpeed(state.anchor, here, values);
  if (speed === null) return { because: null, anchor: here, rival: null, rivals: 0 };
  const agrees = state.rival !== null && impossibleSpeed(state.rival, here, values) === null;
  const rivals = agrees ? state.rivals + 1 : 1;
  if (rivals >= values.jumpSettle) return { because: null, anchor: here, rival: null, rivals: 0 };
  return {
    because: { code: 'impossible-jump', speed: Math.round(speed), limit: values.jumpSpeed },
    anchor: state.anchor,
    rival: here,
    rivals,
  };
}

function otherDoubts(observation: Observation): Because | null {
  if (observation.mock === true) return { code: 'mock-provider' };
  if (has(observation, 'jamming')) return { code: 'jamming-event' };
  return null;
}

function clockDoubt({ clock, time, receivedAt }: Observation): Because | null {
  if (clock !== 'default-date' && clock !== 'rollover' && clock !== 'ahead') return null;
  const seconds = time === null ? null : Math.round((time - receivedAt) / 1000);
  return { code: `clock-${clock}`, seconds };
}

/**
 * MON-25: mock provider, impossible jump, jamming, or a clock that is plainly wrong. It lasts until a reading has a place
 * that none of it speaks against (for a clock alone: a good stamp). Such places are no evidence.
 */
export const doubtful: Rule<State> = {
  id: 'location-doubtful',
  version: 1,
  parameters: ['jumpSpeed', 'jumpLeast', 'jumpSettle', 'clockAhead'],
  start: () => ({ anchor: null, rival: null, rivals: 0, finding: null }),
  open: ({ finding }) => (finding === null ? noFindings : [finding]),
  evaluate(state, input) {
    const { observation, values } = input;
    const { at, level } = observation;
    const found: Finding[] = [];
    let { finding } = state;
    if (finding !== null && reachedLimit(finding, at)) {
      found.push(closeAtLimit(finding));
      finding = null;
    }
    // Without authority over locations nothing about them is judged, and nothing is remembered.
    if (level === 'none' || level === 'status') {
      const state0 =
        finding === state.finding && state.anchor === null ? state : { ...doubtful.start(), finding };
      return { state: state0, findings: found.length === 0 ? noFindings : found };
    }
    const judged = judgePlace(state, input);
    const because = otherDoubts(observation) ?? judged.because ?? clockDoubt(observation);
    if (because !== null) {
      finding =
        finding === null
          ? openFinding('location-doubtful', input, [because], { certainty: 'doubtful' })
          : withCause(withReading(finding, at, values), because);
      found.push(finding);
    } else if (
      finding !== null &&
      (observation.place !== null || clockAlone(finding)) &&
      observation.clock === 'stamp'
    ) {
      found.push({ ...finding, to: at });
      finding = null;
    }
    const unchanged =
      judged.anchor === state.anchor && judged.rival === state.rival && finding === state.finding;
    return {
      state: unchanged
        ? state
        : { anchor: judged.anchor, rival: judged.rival, rivals: judged.rivals, finding },
      findings: found.length === 0 ? noFindings : found,
    };
  },
};

/** Whether the observation just evaluated is doubted: it stands as the last of the finding's extent. */
export const isDoubted = (state: State, observation: Observation): boolean =>
  state.finding !== null &&
  state.finding.extent === observation.at &&
  state.finding.because.some(({ code }) => !code.startsWith('clock-'));

const clockAlone = (finding: Finding): boolean =>
  finding.because.every(({ code }) => code.startsWith('clock-'));

const withCause = (finding: Finding, because: Because): Finding =>
  finding.because.some(({ code }) => code === because.code)
    ? finding
    : { ...finding, because: [...finding.because, because] };
