import type { Millis, Technology } from '@attend/kernel';
import type { Worn } from './accrue.ts';

export type AssignmentTime = {
  readonly assignment: string;
  readonly technology: Technology;
  readonly from: Millis;
  readonly to: Millis | null;
};
export type ProviderTime = { readonly provider: string; readonly from: Millis; readonly to: Millis | null };

/**
 * CST-5: whose device it was, and when. The provider that works with the person; of several the one that began first and still does;
 * none: the agency's own.
 */
export function splitByProvider(
  assignments: readonly AssignmentTime[],
  providers: readonly ProviderTime[],
): Worn[] {
  if (providers.length === 0) return assignments.map((one) => ({ ...one, provider: null }));
  const order = [...providers].sort((a, b) => a.from - b.from || (a.provider < b.provider ? -1 : 1));
  return assignments.flatMap((one) => {
    const end = one.to ?? Number.POSITIVE_INFINITY;
    const cuts = order
      .flatMap(({ from, to }) => (to === null ? [from] : [from, to]))
      .filter((at) => at > one.from && at < end);
    const edges = [...new Set([one.from, ...cuts])].sort((a, b) => a - b);
    const pieces: Worn[] = [];
    for (const [at, from] of edges.entries()) {
      const next = edges[at + 1];
      const provider =
        order.find((span) => span.from <= from && (span.to === null || span.to > from))?.provider ?? null;
      const before = pieces.at(-1);
      const to = next ?? one.to;
      if (before !== undefined && before.provider === provider) pieces[pieces.length - 1] = { ...before, to };
      else pieces.push({ ...one, provider, from, to });
    }
    return pieces;
  });
}
