import type { ConditionView, Movement, PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import type { MapContent, MapFix, MapZone } from '../../ui/map/content.ts';
import { formatSpan } from '../../ui/time.ts';

/** One line of the movement's table: a fix, or a time in which none is known. */
export type MovementRow =
  | {
      readonly kind: 'fix';
      readonly at: string;
      readonly index: number;
      readonly point: Movement['points'][number];
    }
  | { readonly kind: 'gap'; readonly at: string; readonly gap: Movement['gaps'][number] };

/** Points in order of their own time; what came late stands where it belongs. */
export const pointsOf = (movement: Movement): Movement['points'] =>
  [...movement.points].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));

export function movementRows(movement: Movement): readonly MovementRow[] {
  const fixes = pointsOf(movement).map(
    (point, index): MovementRow => ({ kind: 'fix', at: point.time, index, point }),
  );
  const gaps = movement.gaps.map((gap): MovementRow => ({ kind: 'gap', at: gap.from, gap }));
  return [...fixes, ...gaps].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.kind === 'fix' ? -1 : 1),
  );
}

export function gapWords(why: Movement['gaps'][number]['why']): string {
  const words: Record<typeof why, string> = {
    'no-authority': t`No order permitted positions`,
    'no-fix': t`Contact, but no position`,
    'no-contact': t`No contact`,
  };
  return words[why];
}

const overlaps = (condition: ConditionView, from: number, to: number): boolean =>
  Date.parse(condition.from) < to && (condition.to === null || Date.parse(condition.to) > from);

export function zonesOf(conditions: readonly ConditionView[], from: number, to: number): readonly MapZone[] {
  return conditions
    .filter((condition) => overlaps(condition, from, to))
    .map((condition) => ({
      id: condition.reference,
      name: condition.name ?? condition.reference,
      kind: condition.kind,
      area: condition.area,
    }));
}

/** Where each gap between two fixes begins, by the fix's place in `points`, with its length in milliseconds. */
export function gapStarts(points: Movement['points'], gaps: Movement['gaps']): ReadonlyMap<number, number> {
  const times = points.map((point) => Date.parse(point.time));
  const starts = new Map<number, number>();
  for (const gap of gaps) {
    const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)];
    const before = times.findLastIndex((time) => time <= from);
    const after = times.findIndex((time) => time >= to);
    if (before !== -1 && after !== -1) starts.set(before, (starts.get(before) ?? 0) + to - from);
  }
  return starts;
}

export function movementMap(movement: Movement, zones: readonly MapZone[], locale: string): MapContent {
  const points = pointsOf(movement);
  const starts = gapStarts(points, movement.gaps);
  const fixes = points.map((point, index): MapFix => {
    const missing = starts.get(index);
    const span = missing === undefined ? '' : formatSpan(missing, locale);
    return {
      time: point.time,
      lat: point.lat,
      lon: point.lon,
      accuracy: point.accuracy,
      tone: point.doubtful ? 'doubtful' : 'plain',
      ...(missing === undefined ? {} : { label: t`then ${span} not known` }),
    };
  });
  return { zones, fixes, gaps: movement.gaps, focus: null };
}

/** Milliseconds of the asked time in which nothing is known, overlapping spans counted once. */
export function gapTotal(gaps: Movement['gaps']): number {
  const spans = gaps
    .map((gap) => [Date.parse(gap.from), Date.parse(gap.to)] as const)
    .sort((a, b) => a[0] - b[0]);
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}

export type Standing = 'now' | 'later' | 'over';
/** Whether a dated thing holds at an instant. */
export function standingOf(
  dated: { readonly from: string; readonly to: string | null },
  now: number,
): Standing {
  if (Date.parse(dated.from) > now) return 'later';
  return dated.to !== null && Date.parse(dated.to) <= now ? 'over' : 'now';
}

/** What may be known of the person's place now, in one plain sentence. */
export function authorityWords(authority: PersonDetail['authority']): string {
  if (authority === null)
    return t`No order and signed agreement together permit location now. Nothing about the person’s place is kept.`;
  const words: Record<NonNullable<PersonDetail['authority']>['location'], string> = {
    trail: t`Positions may be kept.`,
    zones: t`Only whether the person stands inside or outside each zone may be kept, not positions.`,
    status: t`Only the device’s state may be kept, no location.`,
  };
  return words[authority.location];
}
