import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { StockDifferenceKind, StockExplanation } from './words.ts';

export type Counted = { readonly identifier: string; readonly deviceId: string | null };
export type StockDifference = Counted & { readonly kind: StockDifferenceKind };

/** STK-11: how what was scanned differs from what the record has on the shelf, serial number by serial number. */
export function compareCount(
  shelf: readonly { readonly identifier: string; readonly deviceId: string }[],
  scanned: readonly Counted[],
): StockDifference[] {
  const recorded = new Set(shelf.map(({ deviceId }) => deviceId));
  const seen = new Set(scanned.map(({ deviceId }) => deviceId));
  return [
    ...shelf
      .filter(({ deviceId }) => !seen.has(deviceId))
      .map((one) => ({ ...one, kind: 'missing' as const })),
    ...scanned.flatMap((one): StockDifference[] => {
      if (one.deviceId === null) return [{ ...one, kind: 'unknown' }];
      return recorded.has(one.deviceId) ? [] : [{ ...one, kind: 'surplus' }];
    }),
  ];
}

const explanations: Readonly<Record<StockDifferenceKind, readonly StockExplanation[]>> = {
  missing: ['on-the-shelf', 'lost', 'repair', 'retired'],
  surplus: ['into-stock', 'set-aside'],
  unknown: ['set-aside'],
};
export const explanationsOf = (kind: StockDifferenceKind): readonly StockExplanation[] => explanations[kind];

const explained: Failure = { code: 'already-explained', message: 'Somebody has explained this already.' };

export function permitExplain(
  difference: { readonly kind: StockDifferenceKind; readonly explainedAs: StockExplanation | null },
  as: StockExplanation,
): Result<Record<never, never>> {
  if (difference.explainedAs !== null) return fail(explained);
  return explanations[difference.kind].includes(as)
    ? succeed({})
    : fail({ code: 'wrong-explanation', message: 'This does not explain that difference.', path: ['as'] });
}
