import type { Millis, Span } from '@attend/kernel';

export type { Span };

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
