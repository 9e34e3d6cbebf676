import { type Because, distanceBetween, type Millis } from '@attend/kernel';
import { leastMoved } from '../observation/margin.ts';
import type { Observation, Place, Sides } from '../observation/observation.ts';
import { accuracyOf, type PolicyValues } from '../policy.ts';
import { isOfNow } from './evidence.ts';
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

const nothing: State = { anchor: null, rival: null, rivals: 0, finding: null };

function knownOf(place: Place | Sides, at: Millis, values: PolicyValues): Known {
  if (place.kind === 'position') {
    const { lat, lon } = place;
    return { kind: 'position', at, lat, lon, accuracy: accuracyOf(values, place.source, place.accuracy) };
  }
  const margins: Record<string, number> = {};
  for (const side of place.sides) margins[side.condition] = side.margin;
  return { kind: 'sides', at, accuracy: place.accuracy, margins };
}

function distanceMoved(a: Known, b: Known): number {
  if (a.kind === 'position' && b.kind === 'position') return distanceBetween(a.lat, a.lon, b.lat, b.lon);
  let moved = 0;
  if (a.kind === 'sides' && b.kind === 'sides') {
    for (const [condition, margin] of Object.entries(a.margins)) {
      const other = b.margins[condition];
      if (other !== undefined) moved = Math.max(moved, leastMoved(margin, other));
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

/** The places as one more is known. `fresh`: this observation has a place of now, that can be judged. */
type Judged = {
  readonly because: Because | null;
  readonly fresh: boolean;
  readonly anchor: Known | null;
  readonly rival: Known | null;
  readonly rivals: number;
};

function judgePlace(state: State, { observation, values }: Input): Judged {
  const { place, at } = observation;
  const { anchor, rival, rivals: known } = state;
  const unchanged = { anchor, rival, rivals: known };
  if (place === null || !isOfNow(observation, values)) return { because: null, fresh: false, ...unchanged };
  // Of a place whose time is not known no speed follows, and of one that a mock provider made nothing at all.
  if (observation.clock !== 'stamp' || observation.mock === true) {
    return { because: null, fresh: true, ...unchanged };
  }
  const here = knownOf(place, at, values);
  const speed = anchor === null ? null : impossibleSpeed(anchor, here, values);
  // A jammed place may be anywhere: no other is measured against it.
  if (has(observation, 'jamming')) {
    return { because: speed === null ? null : jumpOf(speed, values), fresh: true, ...unchanged };
  }
  if (speed === null) return { because: null, fresh: true, anchor: here, rival: null, rivals: 0 };
  const agrees = rival !== null && impossibleSpeed(rival, here, values) === null;
  const rivals = agrees ? known + 1 : 1;
  if (rivals >= values.jumpSettle)
    return { because: null, fresh: true, anchor: here, rival: null, rivals: 0 };
  return { because: jumpOf(speed, values), fresh: true, anchor, rival: here, rivals };
}

const jumpOf = (speed: number, values: PolicyValues): Because => ({
  code: 'impossible-jump',
  speed: Math.round(speed),
  limit: values.jumpSpeed,
});

/** Everything that speaks against the place itself: none hides another. Null: nothing does. */
function doubtsOf(observation: Observation, jump: Because | null): Because[] | null {
  const isJammed = has(observation, 'jamming');
  if (observation.mock !== true && !isJammed && jump === null) return null;
  const doubts: Because[] = [];
  if (observation.mock === true) doubts.push({ code: 'mock-provider' });
  if (isJammed) doubts.push({ code: 'jamming-event' });
  if (jump !== null) doubts.push(jump);
  return doubts;
}

function clockDoubt({ clock, time, receivedAt }: Observation): Because | null {
  if (clock !== 'default-date' && clock !== 'rollover' && clock !== 'ahead' && clock !== 'frozen')
    return null;
  const seconds = time === null ? null : Math.round((time - receivedAt) / 1000);
  return { code: `clock-${clock}`, seconds };
}

const isOfClock = ({ code }: Because): boolean => code.startsWith('clock-');

/** Nothing speaks for it any more: a place of now that nothing speaks against; and for a clock a stamp that can be believed. */
function isOver(finding: Finding, { clock }: Observation, fresh: boolean): boolean {
  const clockIsGood = clock === 'stamp' || !finding.because.some(isOfClock);
  return clockIsGood && (fresh || finding.because.every(isOfClock));
}

/**
 * MON-25: mock provider, impossible jump, jamming, or a clock that is plainly wrong. Places that are mocked, jammed or jumped
 * to are no evidence; a wrong clock alone says nothing against a place that has just arrived.
 */
export const doubtful: Rule<State> = {
  id: 'location-doubtful',
  version: 1,
  parameters: ['jumpSpeed', 'jumpLeast', 'jumpSettle', 'clockAhead'],
  start: () => nothing,
  open: ({ finding }) => (finding === null ? noFindings : [finding]),
  resume: (state, finding) => (finding.kind === 'location-doubtful' ? { ...state, finding } : state),
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
      const unchanged = finding === state.finding && state.anchor === null && state.rival === null;
      return { state: unchanged ? state : { ...nothing, finding }, findings: found };
    }
    const { because: jump, fresh, anchor, rival, rivals } = judgePlace(state, input);
    const doubts = doubtsOf(observation, jump);
    const clock = clockDoubt(observation);
    if (doubts !== null || clock !== null) {
      const because = [...(doubts ?? []), ...(clock === null ? [] : [clock])];
      finding =
        finding === null
          ? openFinding('location-doubtful', input, because, {
              certainty: 'doubtful',
              limit: input.locationLimit,
            })
          : withCauses(withReading(finding, at, values), because);
      found.push(finding);
    } else if (finding !== null && isOver(finding, observation, fresh)) {
      found.push({ ...finding, to: at });
      finding = null;
    }
    const unchanged = anchor === state.anchor && rival === state.rival && finding === state.finding;
    return {
      state: unchanged ? state : { anchor, rival, rivals, finding },
      findings: found.length === 0 ? noFindings : found,
      doubts: doubts !== null,
    };
  },
};

function withCauses(finding: Finding, because: readonly Because[]): Finding {
  const more = because.filter(({ code }) => !finding.because.some((known) => known.code === code));
  return more.length === 0 ? finding : { ...finding, because: [...finding.because, ...more] };
}
