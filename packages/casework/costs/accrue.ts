import { type Currency, type Millis, type Minor, type Technology, timesRounded } from '@attend/kernel';
import type { Tier } from '../reviews/words.ts';
import { type DayNumber, type DayTable, indexOfDay, startOf } from './day-table.ts';
import { countDay, isCredited, wholeDay } from './part-day.ts';
import type { CostState, FaultCredit, PartDayRule } from './words.ts';

/** A device's time with the person, as far as one provider had it. `provider` null: the agency's own. */
export type Worn = {
  readonly assignment: string;
  readonly technology: Technology;
  readonly provider: string | null;
  readonly from: Millis;
  readonly to: Millis | null;
};

/** A price of a day from a day on, until the next card of the same provider and technology. */
export type RateCard = {
  readonly id: string;
  readonly provider: string | null;
  readonly technology: Technology;
  readonly from: DayNumber;
  readonly minor: Minor;
  readonly currency: Currency;
  readonly partDay: PartDayRule;
  readonly faultCredit: FaultCredit;
};

/** A time in which the device of an assignment was at fault, or in which nobody has decided yet whether it was. */
export type Fault = {
  readonly assignment: string;
  readonly known: boolean;
  readonly from: Millis;
  readonly to: Millis | null;
};

/** Days of one assignment that follow each other and are alike: a line of costs. */
export type CostLine = {
  readonly assignment: string;
  readonly provider: string | null;
  readonly technology: Technology;
  /** The person's level on these days: that of the most restrictive device. */
  readonly tier: Tier;
  readonly card: string | null;
  readonly currency: Currency;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Twenty-fourths of a day that each of its days counts. */
  readonly parts: number;
  readonly state: CostState;
  /** Its days are the person's days: of two devices on a day one alone counts the day. */
  readonly countsPerson: boolean;
  readonly rate: Minor;
  readonly minor: Minor;
};

export type CardsOf = (provider: string | null, technology: Technology) => readonly RateCard[];
/** Cards by what they are of, the latest first. */
export function cardsBy(cards: readonly RateCard[]): CardsOf {
  const lists = new Map<string, RateCard[]>();
  const keyOf = (provider: string | null, technology: Technology) => `${provider ?? ''}/${technology}`;
  for (const card of cards) {
    const key = keyOf(card.provider, card.technology);
    lists.set(key, [...(lists.get(key) ?? []), card]);
  }
  for (const list of lists.values()) list.sort((a, b) => b.from - a.from);
  return (provider, technology) => lists.get(keyOf(provider, technology)) ?? [];
}

const ranks = { phone: 1, wrist: 2, ankle: 3 } as const;
const byRank = (a: Worn, b: Worn): number =>
  ranks[b.technology] - ranks[a.technology] || a.from - b.from || (a.assignment < b.assignment ? -1 : 1);

/** How long the faults of an assignment lasted between two instants; what overlaps counts once. */
function faultyTime(faults: readonly Fault[], of: Worn, from: Millis, to: Millis, known: boolean): Millis {
  let sum = 0;
  let until = from;
  for (const fault of faults) {
    if (fault.assignment !== of.assignment || (known && !fault.known)) continue;
    const begins = Math.max(until, fault.from);
    const ends = Math.min(to, fault.to ?? to);
    if (ends > begins) {
      sum += ends - begins;
      until = ends;
    }
  }
  return sum;
}

type Taken = { parts: number; until: Millis };

/**
 * CST-1 to CST-5: what one person's devices cost on the days of a span, a line for days that follow each other and are alike. `breaks`: the
 * first days of months, at which a line ends. `currency`: of days without a rate. Nothing after `now` counts.
 */
export function accrue(
  worn: readonly Worn[],
  cardsOf: CardsOf,
  faults: readonly Fault[],
  span: { readonly table: DayTable; readonly breaks: ReadonlySet<DayNumber>; readonly currency: Currency },
): CostLine[] {
  const { table, breaks, currency } = span;
  const last = table.days.length - 1;
  const sortedFaults = faults.length < 2 ? faults : [...faults].sort((a, b) => a.from - b.from);
  const ranked = worn.length < 2 ? worn : [...worn].sort(byRank);
  /** Per day: the level, and whose day it is. */
  const level = new Map<number, Worn>();
  const spans = ranked.map((one) => {
    const to = one.to ?? Number.POSITIVE_INFINITY;
    const first = Math.max(0, indexOfDay(table, one.from));
    // What ended at midnight was not worn on the day that began then.
    const end = to > startOf(table, last + 1) ? last : Math.min(last, indexOfDay(table, to - 1));
    if (ranked.length > 1)
      for (let day = first; day <= end; day += 1) if (!level.has(day)) level.set(day, one);
    return { one, first, end };
  });
  if (spans.length > 1)
    spans.sort((a, b) => a.one.from - b.one.from || (a.one.assignment < b.one.assignment ? -1 : 1));
  const taken = new Map<string, Map<number, Taken>>();
  const lines: CostLine[] = [];
  for (const { one, first, end } of spans) {
    if (end < first) continue;
    const cards = cardsOf(one.provider, one.technology);
    const own = sortedFaults.filter(({ assignment }) => assignment === one.assignment);
    const key = `${one.provider ?? ''}/${one.technology}`;
    // Only where somebody has two devices at once is there anything to have been taken.
    const earlier = spans.length > 1 ? (taken.get(key) ?? new Map<number, Taken>()) : undefined;
    if (earlier !== undefined) taken.set(key, earlier);
    let line: Open | null = null;
    for (let day = first; day <= end; day += 1) {
      const made = ofDay(one, table, day, cards, own, earlier);
      const holder = level.get(day) ?? one;
      const next: Open = {
        ...made,
        from: table.first + day,
        to: table.first + day,
        tier: holder.technology,
        countsPerson: holder === one,
      };
      if (line !== null && !breaks.has(next.from) && isAlike(line, next)) line.to = next.to;
      else {
        if (line !== null) lines.push(close(one, line, currency));
        line = next;
      }
    }
    if (line !== null) lines.push(close(one, line, currency));
  }
  return lines;
}

type Open = {
  card: RateCard | null;
  parts: number;
  state: CostState;
  tier: Tier;
  countsPerson: boolean;
  from: DayNumber;
  to: DayNumber;
};

function ofDay(
  one: Worn,
  table: DayTable,
  day: number,
  cards: readonly RateCard[],
  faults: readonly Fault[],
  earlier: Map<number, Taken> | undefined,
): Pick<Open, 'card' | 'parts' | 'state'> {
  const begins = startOf(table, day);
  const ends = startOf(table, day + 1);
  const from = Math.max(begins, one.from);
  const to = one.to === null ? ends : Math.min(ends, one.to);
  const card = cards.find((candidate) => candidate.from <= table.first + day) ?? null;
  if (card === null) return { card, parts: 0, state: 'no-rate' };
  let parts = countDay(card.partDay, { from: begins, to: ends }, { from, to });
  if (earlier !== undefined) parts = withoutTaken(earlier, day, parts, from, to);
  if (parts === 0) return { card, parts, state: 'not-counted' };
  if (faults.length === 0) return { card, parts, state: 'charged' };
  const { faultCredit } = card;
  if (isCredited(faultCredit, faultyTime(faults, one, from, to, true), to - from))
    return { card, parts, state: 'credited' };
  const maybe = isCredited(faultCredit, faultyTime(faults, one, from, to, false), to - from);
  return { card, parts, state: maybe ? 'in-question' : 'charged' };
}

/** CST-3: a device that was swapped for another of its kind on a day does not make two days of one. Worn at once, both count. */
function withoutTaken(
  earlier: Map<number, Taken>,
  day: number,
  parts: number,
  from: Millis,
  to: Millis,
): number {
  const before = earlier.get(day);
  if (before === undefined) {
    earlier.set(day, { parts, until: to });
    return parts;
  }
  if (from < before.until) return parts;
  const left = Math.min(parts, wholeDay - before.parts);
  earlier.set(day, { parts: before.parts + left, until: Math.max(before.until, to) });
  return left;
}

const isAlike = (a: Open, b: Open): boolean =>
  a.card === b.card &&
  a.parts === b.parts &&
  a.state === b.state &&
  a.tier === b.tier &&
  a.countsPerson === b.countsPerson;

/** CST-6: the one place where an amount is rounded. */
export function amountOf(rate: Minor, parts: number, days: number): Minor {
  return timesRounded(rate, parts * days, wholeDay);
}

function close({ assignment, provider, technology }: Worn, line: Open, currency: Currency): CostLine {
  const { card, parts, state, tier, countsPerson, from, to } = line;
  const rate = card?.minor ?? 0;
  const isCharged = state === 'charged' || state === 'in-question';
  return {
    ...{ assignment, provider, technology, tier, card: card?.id ?? null },
    ...{ currency: card?.currency ?? currency, from, to, parts, state, countsPerson, rate },
    minor: isCharged ? amountOf(rate, parts, to - from + 1) : 0,
  };
}
