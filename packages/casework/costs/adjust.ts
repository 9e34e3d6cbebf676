import type { CostLine } from './accrue.ts';

/** A line as it was booked, with what the booking alone knows. */
export type Booked<Id> = CostLine & { readonly id: Id };
export type Adjustment<Id> =
  | { readonly kind: 'taken-back'; readonly line: Booked<Id> }
  | { readonly kind: 'booked'; readonly line: CostLine };

const keyOf = (line: CostLine): string =>
  [line.assignment, line.provider, line.tier, line.card, line.currency, line.from, line.to].join('/') +
  `/${line.parts}/${line.state}/${line.countsPerson}/${line.minor}`;

/**
 * CST-7: what has to be booked so that the lines that stand are those that the record gives now. A line that is wrong is taken back whole and
 * the right one booked beside it, so that no line is ever edited and the sum of all is the right sum.
 */
export function adjust<Id>(booked: readonly Booked<Id>[], right: readonly CostLine[]): Adjustment<Id>[] {
  const wanted = new Map<string, CostLine[]>();
  for (const line of right) {
    const key = keyOf(line);
    const same = wanted.get(key);
    if (same === undefined) wanted.set(key, [line]);
    else same.push(line);
  }
  const made: Adjustment<Id>[] = [];
  for (const line of booked) {
    if (wanted.get(keyOf(line))?.pop() === undefined) made.push({ kind: 'taken-back', line });
  }
  for (const lines of wanted.values()) for (const line of lines) made.push({ kind: 'booked', line });
  return made;
}
