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
  windowsOf,
  type Zone,
} from '@attend/kernel';
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
  /** Stamps before it are judged at first arrival. Infinity: no authority ever. */
  readonly firstAuthority: Millis;
};

/** What the authority's levels permit: `none` outside every interval. */
export type Level = LocationLevel | 'none';

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
  return {
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

/** Where the least of overlapping authorities lets a location be judged at all (`zones` or `trail`). */
function locatedSpans(authority: Case['authority']): Span[] {
  const judged = mergeSpans(authority.filter(({ location }) => location !== 'status').map(endOfAuthority));
  return subtractSpans(
    judged,
    mergeSpans(authority.filter(({ location }) => location === 'status').map(endOfAuthority)),
  );
}

/** The least level of the authorities that hold at `at` for something received at `receivedAt`. */
export function levelAt(plan: Plan, at: Millis, receivedAt: Millis): Level {
  let least = 3;
  for (const span of plan.authority) {
    if (at < span.from || (span.to !== null && at >= span.to)) continue;
    if (span.withdrawnAt !== null && receivedAt >= span.withdrawnAt) continue;
    least = Math.min(least, locationLevels.indexOf(span.location));
  }
  return locationLevels[least] ?? 'none';
}

/** When the span of unbroken authority that holds at `at` ends: nothing that lasts outlives it. Null: without end. */
export function authorityEnd(plan: Plan, at: Millis): Millis | null {
  const span = spanAt(plan.monitored, at);
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
  const windows = new Windows(timezone, condition.timetable);
  const find = (at: Millis): Span | null => {
    const within = spanAt(permitted, at);
    if (within === null) return null;
    const window = windows.at(at, within);
    return window === null ? null : spanAt(intersectSpans([window], [within]), at);
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

const chunk = 8 * 86_400_000;

/** A curfew's windows, worked out some days at a time and kept: Temporal is too slow for every reading. */
class Windows {
  private spans: readonly Span[] = [];
  private from = 0;
  private to = 0;
  private readonly timezone: string;
  private readonly timetable: CaseCondition['timetable'];

  constructor(timezone: string, timetable: CaseCondition['timetable']) {
    this.timezone = timezone;
    this.timetable = timetable;
  }

  /** The window at an instant, joined with those that touch it, worked out as far as `within` reaches. */
  at(at: Millis, within: Span): Span | null {
    if (at < this.from || at >= this.to) this.cover(at - chunk / 8, at + chunk);
    for (;;) {
      const window = spanAt(this.spans, at);
      if (window === null) return null;
      // A window that reaches the edge of what was worked out (a curfew around the clock) may go on behind it.
      const earlier = window.from < this.from && window.from > within.from;
      const later = (window.to ?? 0) > this.to && (within.to === null || (window.to ?? 0) < within.to);
      if (!earlier && !later) return window;
      // Without an end there is no limit to join up to: a year ahead is as good as for ever, and is looked at again then.
      const farthest = Math.min(within.to ?? at + 366 * 86_400_000, at + 366 * 86_400_000);
      if (!earlier && this.to >= farthest) return window;
      this.cover(
        earlier ? Math.max(within.from, this.from - 4 * chunk) : this.from,
        later ? this.to + 4 * chunk : this.to,
      );
    }
  }

  private cover(from: Millis, to: Millis): void {
    this.from = from;
    this.to = to;
    this.spans = mergeSpans(windowsOf(this.timezone, this.timetable, from, to));
  }
}
