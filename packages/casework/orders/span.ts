import type { Millis } from '@attend/kernel';

/** `[from, to)`; null: no end yet. */
export type Span = { readonly from: Millis; readonly to: Millis | null };

export const earlier = (a: Millis | null, b: Millis | null): Millis | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

/** What all have in common, or null. */
export function intersect(...spans: readonly Span[]): Span | null {
  let from = Number.NEGATIVE_INFINITY;
  let to: Millis | null = null;
  for (const span of spans) {
    from = Math.max(from, span.from);
    to = earlier(to, span.to);
  }
  return to !== null && to <= from ? null : { from, to };
}

export const contains = (span: Span, at: Millis): boolean =>
  span.from <= at && (span.to === null || at < span.to);

/** Sorted and merged where they touch. */
export function unite(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || (last.to !== null && last.to < span.from)) merged.push(span);
    else if (last.to !== null && (span.to === null || span.to > last.to)) {
      merged[merged.length - 1] = { from: last.from, to: span.to };
    }
  }
  return merged;
}
