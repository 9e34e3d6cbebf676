import {
  type Case,
  type CaseCondition,
  compileArea,
  intersectSpans,
  type LocationLevel,
  locationLevels,
  type Millis,
  mergeSpans,
  type Span,
  spanAt,
  subtractSpans,
  type Zone,
} from '@attend/kernel';
import { curfewWindows } from './curfew.ts';
import { type Policy, policyAt, standardPolicy } from './policy.ts';

/** A condition made ready: its zone compiled, and when it has to be kept. */
export type PlannedCondition = {
  readonly id: string;
  readonly kind: CaseCondition['kind'];
  readonly zone: Zone;
  /** The one span (timetable, less exceptions, within condition and authority) an instant falls in, or null. */
  spanAt(at: Millis): Span | null;
};

/** A case made ready for gate and engine; made once and kept as long as the case stays as it is. */
export type Plan = {
  readonly device: Case['device'];
  readonly authority: Case['authority'];
  readonly conditions: readonly PlannedCondition[];
  readonly policies: readonly Policy[];
  /** Spans with any authority at all, by the reading's own time. */
  readonly monitored: readonly Span[];
  /** Spans in which a location may be judged: authority, and none of it says `status`. */
  readonly located: readonly Span[];
  /** The span of `monitored`, and of `located`, that an instant falls in; null: none. */
  monitoredAt(at: Millis): Span | null;
  locatedAt(at: Millis): Span | null;
  /** The planned removal that an instant falls in: an open strap is expected. */
  removalAt(at: Millis): Span | null;
  /** Stamps before it are judged at first arrival. Infinity: no authority ever. */
  readonly firstAuthority: Millis;
};

/** What the authority's levels permit: `none` outside every interval. */
export type Level = LocationLevel | 'none';
const levels: readonly LocationLevel[] = locationLevels;

const endOfAuthority = (span: Case['authority'][number]): Span => ({
  from: span.from,
  to:
    span.withdrawnAt === null
      ? span.to
      : span.to === null
        ? span.withdrawnAt
        : Math.min(span.to, span.withdrawnAt),
});

/** Makes a case ready. Policies in order of `from`; none: the standard policy. */
export function compilePlan(subject: Case, policies: readonly Policy[] = [standardPolicy]): Plan {
  const monitored = mergeSpans(subject.authority.map(endOfAuthority));
  const located = locatedSpans(subject.authority);
  const removals = mergeSpans(subject.removals ?? []);
  return {
    located,
    removalAt: removals.length === 0 ? never : remembering((at) => spanAt(removals, at)),
    monitoredAt: remembering((at) => spanAt(monitored, at)),
    locatedAt: remembering((at) => spanAt(located, at)),
    device: subject.device,
    authority: subject.authority,
    policies: policies.length === 0 ? [standardPolicy] : [...policies].sort((a, b) => a.from - b.from),
    monitored,
    firstAuthority: subject.authority.reduce(
      (first, { from }) => Math.min(first, from),
      Number.POSITIVE_INFINITY,
    ),
    conditions: subject.conditions.map((condition) => planCondition(condition, subject.timezone, located)),
  };
}

/** Hardly anybody has a removal planned. */
const never = (): null => null;

/** Where the least of overlapping authorities lets a location be judged at all (`zones` or `trail`). */
function locatedSpans(authority: Case['authority']): Span[] {
  const judged = mergeSpans(authority.filter(({ location }) => location !== 'status').map(endOfAuthority));
  return subtractSpans(
    judged,
    mergeSpans(authority.filter(({ location }) => location === 'status').map(endOfAuthority)),
  );
}

/**
 * AUT-2, AUT-3: the least level of the authorities that hold at `at` for something received at `receivedAt`. One that was
 * withdrawn before it came grants nothing any more, yet what it limited at the reading's own time stays limited.
 */
export function levelAt(plan: Plan, at: Millis, receivedAt: Millis): Level {
  let least = levels.length;
  let granted = false;
  for (const span of plan.authority) {
    if (at < span.from || (span.to !== null && at >= span.to)) continue;
    const { withdrawnAt } = span;
    const grants = withdrawnAt === null || receivedAt < withdrawnAt;
    if (!grants && at >= withdrawnAt) continue;
    granted ||= grants;
    least = Math.min(least, levels.indexOf(span.location));
  }
  return granted ? (levels[least] ?? 'none') : 'none';
}

/** When the span of unbroken authority that holds at `at` ends: nothing that lasts outlives it. Null: without end. */
export function authorityEnd(plan: Plan, at: Millis): Millis | null {
  const span = plan.monitoredAt(at);
  return span === null ? at : span.to;
}

/** The same for authority over locations. */
export function locationEnd(plan: Plan, at: Millis): Millis | null {
  const span = plan.locatedAt(at);
  return span === null ? at : span.to;
}

export const policyFor = (plan: Plan, at: Millis): Policy => policyAt(plan.policies, at);

function planCondition(
  condition: CaseCondition,
  timezone: string,
  located: readonly Span[],
): PlannedCondition {
  const { id, kind } = condition;
  const own = intersectSpans([{ from: condition.from, to: condition.to }], located);
  const permitted = subtractSpans(own, mergeSpans(condition.exceptions));
  const zone = compileArea(condition.area);
  if (kind !== 'curfew') return { id, kind, zone, spanAt: remembering((at) => spanAt(permitted, at)) };
  const windowAt = curfewWindows(timezone, condition.timetable);
  const find = (at: Millis): Span | null => {
    const within = spanAt(permitted, at);
    const window = within === null ? null : windowAt(at);
    return within === null || window === null ? null : (intersectSpans([window], [within])[0] ?? null);
  };
  return { id, kind, zone, spanAt: remembering(find) };
}

/** Readings come in order of time: the last answer nearly always holds for the next. */
function remembering(find: (at: Millis) => Span | null): (at: Millis) => Span | null {
  let last: Span | null = null;
  return (at) => {
    if (last !== null && last.from <= at && (last.to === null || at < last.to)) return last;
    const found = find(at);
    if (found !== null) last = found;
    return found;
  };
}
