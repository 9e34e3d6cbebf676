import type { Millis } from './time.ts';

/** `[from, to)`; null: without end. Lists of spans are ordered by `from` and do not overlap. */
export type Span = { readonly from: Millis; readonly to: Millis | null };

const endOf = (span: Span): number => span.to ?? Number.POSITIVE_INFINITY;
const spanOf = (from: number, to: number): Span => ({
  from,
  to: to === Number.POSITIVE_INFINITY ? null : to,
});

/** Joins spans that overlap or touch. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const ordered = [...spans].sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const span of ordered) {
    if (endOf(span) <= span.from) continue;
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, endOf(span));
    else merged.push({ from: span.from, to: endOf(span) });
  }
  return merged.map(({ from, to }) => spanOf(from, to));
}

export function intersectSpans(one: readonly Span[], other: readonly Span[]): Span[] {
  const common: Span[] = [];
  for (const a of one) {
    for (const b of other) {
      const from = Math.max(a.from, b.from);
      const to = Math.min(endOf(a), endOf(b));
      if (from < to) common.push(spanOf(from, to));
    }
  }
  return common.sort((a, b) => a.from - b.from);
}

export function subtractSpans(spans: readonly Span[], without: readonly Span[]): Span[] {
  let left = [...spans];
  for (const hole of without) {
    left = left.flatMap((span) => {
      if (endOf(hole) <= span.from || endOf(span) <= hole.from) return [span];
      const parts: Span[] = [];
      if (span.from < hole.from) parts.push(spanOf(span.from, hole.from));
      if (endOf(hole) < endOf(span)) parts.push(spanOf(endOf(hole), endOf(span)));
      return parts;
    });
  }
  return left;
}

/** The span that an instant falls in, by halving: some people have a year of exceptions. */
export function spanAt(spans: readonly Span[], at: Millis): Span | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span !== undefined && span.from <= at) low = middle + 1;
    else high = middle;
  }
  const span = spans[low - 1];
  return span !== undefined && at < endOf(span) ? span : null;
}
