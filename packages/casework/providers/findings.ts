import type { Finding } from './words.ts';

export type FoundRate = {
  readonly inOrder: number;
  readonly notInOrder: number;
  readonly notKnown: number;
  /** Of the sample, nobody has looked into it yet. */
  readonly open: number;
  /** Share in order of what is known, with the interval that holds the provider's true share 95 times of 100; null: nothing is known. */
  readonly rate: { readonly share: number; readonly low: number; readonly high: number } | null;
};

/** 97.5th percentile of the normal distribution. */
const z = 1.959964;

/**
 * Wilson, E. B. (1927), Probable inference, J. Am. Stat. Assoc. 22: of few cases the usual interval leaves the range of 0 to 1 and says of
 * five in five that nothing can be wrong. Without correction for a finite population, so that it is never too narrow.
 */
export function wilson(found: number, of: number): { readonly low: number; readonly high: number } {
  const share = found / of;
  const middle = share + (z * z) / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const whole = 1 + (z * z) / of;
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}

/** PRV-13 */
export function rateOf(found: readonly (Finding | null)[]): FoundRate {
  const count = (finding: Finding | null): number => found.filter((one) => one === finding).length;
  const inOrder = count('in-order');
  const notInOrder = count('not-in-order');
  const known = inOrder + notInOrder;
  return {
    ...{ inOrder, notInOrder, notKnown: count('not-known'), open: count(null) },
    rate: known === 0 ? null : { share: inOrder / known, ...wilson(inOrder, known) },
  };
}
