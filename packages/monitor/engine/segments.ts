import type { Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { compareObservations } from '../observation/order.ts';
import { packObservations, unpackObservations } from '../observation/pack.ts';
import { type Fold, isSameFold } from './fold.ts';

/**
 * Observations in their order, in segments, each with the rules' states before it: a late one is put into its segment, and
 * what follows is evaluated again only until the rules come to the states that the next segment already begins with. Readings
 * of one instant always stand in one segment, so that a boundary between segments is one between instants.
 */
export type Segment = {
  /** The rules before the first of it; null: not worked out yet. */
  before: Fold | null;
  firstAt: Millis;
  count: number;
  /** As objects while it is worked on, else packed: what is held for each of many thousand wearers is small. */
  list: Observation[] | null;
  packed: Uint8Array | null;
  /** Something was put into it that is not evaluated yet. */
  changed: boolean;
};

export const startSegment = (before: Fold | null, one: Observation): Segment => ({
  before,
  firstAt: one.at,
  count: 1,
  list: [one],
  packed: null,
  changed: before === null,
});

/** Its observations. May be changed only by `insertInto`. */
export function listOf(segment: Segment): readonly Observation[] {
  segment.list ??= segment.packed === null ? [] : unpackObservations(segment.packed);
  return segment.list;
}

/** Packs it, and lets the objects go. */
export function packSegment(segment: Segment): Uint8Array {
  segment.packed ??= packObservations(segment.list ?? []);
  segment.list = null;
  return segment.packed;
}

/** Where one belongs: in which segment, before which of its observations. `end`: after all; `duplicate`: it is there already. */
export type Place = 'end' | 'duplicate' | { readonly segment: number; readonly index: number };

export function placeIn(segments: readonly Segment[], one: Observation): Place {
  const segment = segmentOf(segments, one.at);
  const target = segments[segment];
  if (target === undefined) return segments.length === 0 ? 'end' : { segment: 0, index: 0 };
  const list = listOf(target);
  let index = list.length;
  while (index > 0) {
    const other = list[index - 1];
    const order = other === undefined ? -1 : compareObservations(other, one);
    if (order === 0) return 'duplicate';
    if (order < 0) break;
    index -= 1;
  }
  return segment === segments.length - 1 && index === list.length ? 'end' : { segment, index };
}

/** The last segment that begins at or before `at`; -1: none does. */
function segmentOf(segments: readonly Segment[], at: Millis): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.firstAt ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether so many observations of one instant are held. Segments are short, but for one that is of hardly anything else. */
export function holdsAt(segments: readonly Segment[], at: Millis, many: number): boolean {
  const segment = segments[segmentOf(segments, at)];
  if (segment === undefined || segment.count < many) return false;
  return listOf(segment).reduce((count, one) => (one.at === at ? count + 1 : count), 0) >= many;
}

/** Puts one in its place; a segment that has become long is parted between two instants. */
export function insertInto(
  segments: Segment[],
  { segment, index }: Exclude<Place, string>,
  one: Observation,
  size: number,
): void {
  const target = segments[segment];
  if (target === undefined) return;
  const list = [...listOf(target)];
  list.splice(index, 0, one);
  fill(target, list);
  if (list.length < 2 * size) return;
  const cut = cutNear(list, size);
  const next = list[cut];
  if (next === undefined) return;
  fill(target, list.slice(0, cut));
  const rest = startSegment(null, next);
  fill(rest, list.slice(cut));
  segments.splice(segment + 1, 0, rest);
}

function fill(segment: Segment, list: Observation[]): void {
  segment.list = list;
  segment.packed = null;
  segment.count = list.length;
  segment.firstAt = list[0]?.at ?? segment.firstAt;
  segment.changed = true;
}

/** Where two instants part, at `near` or after; the length where none do. */
function cutNear(list: readonly Observation[], near: number): number {
  let cut = near;
  while (cut < list.length && list[cut]?.at === list[cut - 1]?.at) cut += 1;
  return cut;
}

/** Adds one after all others. `fold`: the rules as they stand before it; null: not worked out yet. */
export function appendTo(segments: Segment[], one: Observation, fold: Fold | null, size: number): void {
  const last = segments.at(-1);
  if (last === undefined || (last.count >= size && one.at > (listOf(last).at(-1)?.at ?? 0))) {
    segments.push(startSegment(fold, one));
    return;
  }
  listOf(last);
  last.list?.push(one);
  last.packed = null;
  last.count += 1;
  if (fold === null) last.changed = true;
}

/** A stretch that was evaluated again: from the first changed segment to where nothing differs any more. */
export type Refolded = {
  /** The rules before and after it. */
  readonly before: Fold;
  readonly after: Fold;
  /** Its instants: `[since, until)`. Null: to the end of all. */
  readonly since: Millis;
  readonly until: Millis | null;
};

/**
 * Evaluates again what has changed, and what follows from it. `evaluate` is handed each observation of the stretch with the
 * rules before it, and gives the rules after it. Null: nothing had changed.
 */
export function refold(
  segments: readonly Segment[],
  evaluate: (fold: Fold, one: Observation) => Fold,
): Refolded | null {
  const first = segments.findIndex(({ changed }) => changed);
  const start = segments[first];
  if (start === undefined || start.before === null) return null;
  const last = segments.findLastIndex(({ changed }) => changed);
  let fold = start.before;
  for (let at = first; at < segments.length; at += 1) {
    const segment = segments[at];
    if (segment === undefined) break;
    if (at > last && segment.before !== null && isSameFold(segment.before, fold)) {
      return { before: start.before, after: segment.before, since: start.firstAt, until: segment.firstAt };
    }
    segment.before = fold;
    segment.changed = false;
    for (const one of listOf(segment)) fold = evaluate(fold, one);
  }
  return { before: start.before, after: fold, since: start.firstAt, until: null };
}
