import { type AlertKind, type Because, type Millis, marginIn } from '@attend/kernel';
import type { PlannedCondition } from '../plan.ts';
import { accuracyOf, type PolicyValues } from '../policy.ts';
import { isOfNow } from './evidence.ts';
import {
  closeAtLimit,
  type Finding,
  type Input,
  noFindings,
  openFinding,
  type Rule,
  reachedLimit,
  withReading,
} from './rule.ts';

/** Towards one condition: fixes that speak for a violation, one that stands, and fixes that speak for its end. */
type Presence = {
  /** Which span (curfew window, time free of exceptions) this belongs to, by its beginning. */
  readonly span: Millis;
  readonly against: number;
  readonly firstAgainst: Millis;
  readonly lastAgainst: Millis;
  /** Least metres beyond the edge, and the accuracy then, of the fixes that speak against. */
  readonly margin: number;
  readonly accuracy: number;
  readonly readings: readonly Millis[];
  readonly finding: Finding | null;
  readonly kept: number;
  readonly firstKept: Millis | null;
  readonly lastKept: Millis | null;
};

type State = Readonly<Record<string, Presence>>;

const alertOf: Readonly<Record<PlannedCondition['kind'], AlertKind>> = {
  'exclusion-zone': 'exclusion-zone-entered',
  'inclusion-zone': 'inclusion-zone-left',
  curfew: 'curfew-absence',
};

const fresh = (span: Millis): Presence => ({
  span,
  against: 0,
  firstAgainst: 0,
  lastAgainst: 0,
  margin: 0,
  accuracy: 0,
  readings: [],
  finding: null,
  kept: 0,
  firstKept: null,
  lastKept: null,
});

/** How one fix stands towards a condition. `beyond`: metres past the edge on the side that is not kept. */
type Stand = {
  readonly side: 'kept' | 'against' | 'unsure';
  readonly beyond: number;
  readonly accuracy: number;
};

/** MON-20: null where the observation is no evidence: no place, an old one, a doubted one, a stored one of unknown time. */
function standOf(condition: PlannedCondition, input: Input): Stand | null {
  const { observation, values, doubted } = input;
  const { place } = observation;
  if (place === null || doubted || !isOfNow(observation, values)) return null;
  const wrongSide = condition.kind === 'exclusion-zone' ? 'inside' : 'outside';
  if (place.kind === 'sides') {
    const found = place.sides.find((side) => side.condition === condition.id);
    if (found === undefined) return null;
    const side = found.side === 'unsure' ? 'unsure' : found.side === wrongSide ? 'against' : 'kept';
    return { side, beyond: Math.abs(found.margin), accuracy: place.accuracy };
  }
  const accuracy = accuracyOf(values, place.source, place.accuracy);
  const margin = marginIn(condition.zone, place.lat, place.lon);
  const beyond = wrongSide === 'inside' ? margin : -margin;
  return { side: beyond > accuracy ? 'against' : beyond < -accuracy ? 'kept' : 'unsure', beyond, accuracy };
}

const reasonOf = (kind: PlannedCondition['kind']): string =>
  kind === 'exclusion-zone' ? 'inside-by-more-than-accuracy' : 'outside-by-more-than-accuracy';

function becauseOf(kind: PlannedCondition['kind'], presence: Presence): Because {
  return {
    code: reasonOf(kind),
    fixes: presence.against,
    metres: Math.round(presence.margin),
    accuracy: Math.round(presence.accuracy),
    seconds: Math.round((presence.lastAgainst - presence.firstAgainst) / 1000),
  };
}

/** One more fix that lies surely on the wrong side. */
function countAgainst(
  condition: PlannedCondition,
  was: Presence,
  stand: Stand,
  input: Input,
  spanEnd: Millis | null,
): Presence {
  const { observation, values, plan } = input;
  const { at } = observation;
  if (was.finding !== null) {
    return {
      ...was,
      finding: { ...withReading(was.finding, at, values), endsAs: null },
      kept: 0,
      firstKept: null,
      lastKept: null,
    };
  }
  const gap = Math.max(values.confirmGap, 3 * plan.device.fixEvery) * 1000;
  const goesOn = was.against > 0 && at - was.lastAgainst <= gap;
  // Fixes of one instant are one measurement told again: they do not confirm one another.
  if (goesOn && at === was.lastAgainst) return was;
  const readings = goesOn ? was.readings : [];
  const next: Presence = {
    ...was,
    against: goesOn ? was.against + 1 : 1,
    firstAgainst: goesOn ? was.firstAgainst : at,
    lastAgainst: at,
    margin: goesOn ? Math.min(was.margin, stand.beyond) : stand.beyond,
    accuracy: goesOn ? Math.max(was.accuracy, stand.accuracy) : stand.accuracy,
    readings: readings.length < values.evidenceReadings ? [...readings, at] : readings,
  };
  if (!isConfirmed(next, plan.device.fixEvery, values)) return next;
  const finding = openFinding(alertOf[condition.kind], input, [becauseOf(condition.kind, next)], {
    condition: condition.id,
    from: next.firstAgainst,
    limit: spanEnd,
    certainty: observation.clock === 'stamp' ? 'confirmed' : 'doubtful',
    readings: next.readings,
  });
  return { ...next, finding };
}

/** MON-21 */
function isConfirmed(presence: Presence, fixEvery: number, values: PolicyValues): boolean {
  const needed = fixEvery >= values.sparseFrom ? values.confirmFixesSparse : values.confirmFixes;
  return (
    presence.against >= needed && presence.lastAgainst - presence.firstAgainst >= values.confirmDwell * 1000
  );
}

/** One more fix that lies surely on the kept side. MON-22: two of them end a violation, at the first. */
function countKept(was: Presence, at: Millis, values: PolicyValues): Presence {
  if (was.finding === null) return was.against === 0 ? was : fresh(was.span);
  // The same instant told again counts once, here too.
  if (was.lastKept === at) return was;
  const firstKept = was.firstKept ?? at;
  if (was.kept + 1 >= values.leaveFixes) {
    return { ...fresh(was.span), finding: { ...was.finding, to: firstKept } };
  }
  return {
    ...was,
    kept: was.kept + 1,
    firstKept,
    lastKept: at,
    finding: { ...was.finding, endsAs: firstKept },
  };
}

/** One condition and one observation: the next presence (undefined: nothing to remember) and what was found. */
function judge(
  condition: PlannedCondition,
  was: Presence | undefined,
  input: Input,
  found: Finding[],
): Presence | undefined {
  const { at } = input.observation;
  let presence = was;
  if (presence?.finding != null && reachedLimit(presence.finding, at)) {
    found.push(closeAtLimit(presence.finding));
    presence = undefined;
  }
  const span = condition.spanAt(at);
  if (span === null) return undefined;
  if (presence !== undefined && presence.span !== span.from) presence = undefined;
  const stand = standOf(condition, input);
  if (stand === null || stand.side === 'unsure') return presence;
  const before = presence ?? fresh(span.from);
  const next =
    stand.side === 'against'
      ? countAgainst(condition, before, stand, input, span.to)
      : countKept(before, at, input.values);
  if (next.finding !== null && next.finding !== before.finding) found.push(next.finding);
  if (next.finding !== null && next.finding.to !== null) return undefined;
  return next.against === 0 && next.finding === null ? undefined : next;
}

/** Exclusion zones, inclusion zones and curfews: one machine, the kept side differs. Every span is judged by itself. */
export const zones: Rule<State> = {
  id: 'zones',
  version: 1,
  parameters: [
    'confirmFixes',
    'confirmFixesSparse',
    'sparseFrom',
    'confirmDwell',
    'confirmGap',
    'leaveFixes',
    'accuracyFloor',
    'staleFix',
  ],
  start: () => ({}),
  open: (state) => Object.values(state).flatMap(({ finding }) => (finding === null ? [] : [finding])),
  resume(state, finding, plan) {
    const { condition: id, from } = finding;
    const span = plan.conditions.find((condition) => condition.id === id)?.spanAt(from);
    if (id === null || span == null) return state;
    const presence = { ...fresh(span.from), against: 1, firstAgainst: from, lastAgainst: from, finding };
    return { ...state, [id]: presence };
  },
  evaluate(state, input) {
    const found: Finding[] = [];
    let next: Record<string, Presence> | null = null;
    for (const condition of input.plan.conditions) {
      const was = state[condition.id];
      const presence = judge(condition, was, input, found);
      if (presence === was) continue;
      next ??= { ...state };
      if (presence === undefined) delete next[condition.id];
      else next[condition.id] = presence;
    }
    return { state: next ?? state, findings: found.length === 0 ? noFindings : found };
  },
};
