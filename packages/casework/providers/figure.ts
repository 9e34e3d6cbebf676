import { type Measure, stateOf } from './measures/measure.ts';
import type { TargetResult } from './words.ts';

/** How many cases the record says the same of. */
export type Said = { readonly said: string; readonly cases: number };

/** A month's figure of one measure, as it stands on record. */
export type MonthFigure = {
  readonly kept: number;
  readonly notKept: number;
  readonly notKnown: number;
  /** People who were with the provider in the month. */
  readonly people: number;
};

/** PRV-5: three heaps. What is not known stands in its own. */
export function figureOf(measure: Measure, said: readonly Said[], people: number): MonthFigure {
  const heap = { kept: 0, 'not-kept': 0, 'not-known': 0 };
  for (const one of said) heap[stateOf(measure, one.said)] += one.cases;
  return { kept: heap.kept, notKept: heap['not-kept'], notKnown: heap['not-known'], people };
}

export type Judged = {
  readonly numerator: number;
  readonly denominator: number;
  /** Tenths of a per cent, or tenths for each hundred people, rounded away from the target; null: there is nothing to divide by. */
  readonly tenths: number | null;
  readonly result: TargetResult;
  /** It would be the same whatever the cases that are not known turned out to be. */
  readonly certain: boolean;
};

/** PRV-6: by what is known alone. Whole numbers, so that no rounding decides. */
export function judgeFigure(measure: Measure, figure: MonthFigure, targetTenths: number): Judged {
  return measure.target === 'share' ? judgeShare(figure, targetTenths) : judgeRate(figure, targetTenths);
}

function judgeShare({ kept, notKept, notKnown }: MonthFigure, target: number): Judged {
  const denominator = kept + notKept;
  if (denominator === 0)
    return { numerator: kept, denominator, tenths: null, result: 'not-measurable', certain: notKnown === 0 };
  const isMet = (of: number, among: number): boolean => of * 1_000 >= target * among;
  const met = isMet(kept, denominator);
  const all = denominator + notKnown;
  return {
    numerator: kept,
    denominator,
    tenths: Math.floor((kept * 1_000) / denominator),
    result: met ? 'met' : 'missed',
    certain: met ? isMet(kept, all) : !isMet(kept + notKnown, all),
  };
}

function judgeRate({ notKept, notKnown, people }: MonthFigure, target: number): Judged {
  if (people === 0)
    return {
      numerator: notKept,
      denominator: 0,
      tenths: null,
      result: 'not-measurable',
      certain: notKnown === 0,
    };
  const isMet = (of: number): boolean => of * 1_000 <= target * people;
  const met = isMet(notKept);
  return {
    numerator: notKept,
    denominator: people,
    tenths: Math.ceil((notKept * 1_000) / people),
    result: met ? 'met' : 'missed',
    certain: met ? isMet(notKept + notKnown) : true,
  };
}
