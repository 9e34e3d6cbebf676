import type { Millis, Span, Technology } from '@attend/kernel';
import { type Tier, tiers } from './words.ts';

export const rankOf = (tier: Tier): number => tiers.indexOf(tier);
export const isBelow = (tier: Tier, other: Tier): boolean => rankOf(tier) < rankOf(other);

/** Every step down that there is. A pair that leads up is no member: it cannot be written. */
export type StepDown =
  | { readonly from: 'ankle'; readonly to: 'wrist' | 'phone' | 'none' }
  | { readonly from: 'wrist'; readonly to: 'phone' | 'none' }
  | { readonly from: 'phone'; readonly to: 'none' };
export const stepsDown = [
  { from: 'ankle', to: 'wrist' },
  { from: 'ankle', to: 'phone' },
  { from: 'ankle', to: 'none' },
  { from: 'wrist', to: 'phone' },
  { from: 'wrist', to: 'none' },
  { from: 'phone', to: 'none' },
] as const satisfies readonly StepDown[];

/** Null: it leads not down. */
export const stepDownOf = (from: Tier, to: Tier): StepDown | null =>
  stepsDown.find((step) => step.from === from && step.to === to) ?? null;

export type Worn = Span & { readonly technology: Technology };
export type TierSpan = Span & { readonly tier: Tier };

/** RVW-2: the tier at an instant is that of the most restrictive device of the time; without one, none. */
export function tierAt(worn: readonly Worn[], at: Millis): Tier {
  let tier: Tier = 'none';
  for (const { technology, from, to } of worn) {
    if (from > at || (to !== null && to <= at)) continue;
    if (isBelow(tier, technology)) tier = technology;
  }
  return tier;
}

/** RVW-2: time at each tier from an instant to another, without gap: where no device was, none. */
export function tierSpans(worn: readonly Worn[], from: Millis, until: Millis): TierSpan[] {
  const edges = new Set([from]);
  for (const span of worn)
    for (const edge of [span.from, span.to])
      if (edge !== null && edge > from && edge < until) edges.add(edge);
  const spans: TierSpan[] = [];
  for (const edge of [...edges].sort((a, b) => a - b)) {
    const tier = tierAt(worn, edge);
    const last = spans.at(-1);
    if (last?.tier === tier) continue;
    if (last !== undefined) spans[spans.length - 1] = { ...last, to: edge };
    spans.push({ tier, from: edge, to: null });
  }
  return spans;
}
