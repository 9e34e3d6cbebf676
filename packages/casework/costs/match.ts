import type { Currency, Minor } from '@attend/kernel';
import { amountOf } from './accrue.ts';
import type { DayNumber } from './day-table.ts';
import { wholeDay } from './part-day.ts';
import type { CostState, LineReason, LineResult } from './words.ts';

/** Days of one serial number as they were accrued; of any provider, so that it can be said that it was another. */
export type AccruedDays = {
  readonly provider: string | null;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly parts: number;
  readonly state: CostState;
  readonly currency: Currency;
  readonly rate: Minor;
  readonly minor: Minor;
};

/** A line of an invoice about one serial number. */
export type BilledLine = {
  readonly line: number;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Hundredths of a day: invoices write 30 or 12.5. */
  readonly days: number;
  readonly rate: Minor;
  readonly minor: Minor;
  /** It stands on an invoice that was taken in before: its days are billed. Nothing else is said of it here. */
  readonly isEarlier: boolean;
};

export type Finding = {
  readonly line: number;
  readonly result: LineResult;
  readonly expected: Minor;
  /** Twenty-fourths of a day. */
  readonly expectedParts: number;
  readonly reasons: readonly LineReason[];
};

export type MatchSpan = {
  readonly provider: string | null;
  readonly currency: Currency;
  /** The invoice's period; what was worn in it and is not billed is said as a sum. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** The last day of the last month that is closed: after it nothing is accrued yet. */
  readonly accruedTo: DayNumber;
};

type Weighed = {
  expected: Minor;
  parts: number;
  rates: Set<Minor>;
  worn: boolean;
  other: boolean;
  credited: boolean;
  unpriced: boolean;
  foreign: boolean;
  again: boolean;
};

/**
 * CST-9: each line of one serial number beside the days that were worn and not billed before. `known`: there is such a device. Both sides
 * in any order; a day is billed once, by the line that begins first.
 */
export function matchSerial(
  known: boolean,
  accrued: readonly AccruedDays[],
  billed: readonly BilledLine[],
  span: MatchSpan,
): { readonly findings: Finding[]; readonly unbilled: Minor } {
  const findings: Finding[] = [];
  const taken: { from: DayNumber; to: DayNumber }[] = [];
  const inOrder =
    billed.length < 2
      ? billed
      : [...billed].sort(
          (a, b) => Number(b.isEarlier) - Number(a.isEarlier) || a.from - b.from || a.line - b.line,
        );
  for (const one of inOrder) {
    if (!one.isEarlier) {
      const finding = judge(one, known, weigh(one, accrued, taken, span), span);
      if (finding !== null) findings.push(finding);
    }
    taken.push({ from: one.from, to: one.to });
  }
  let unbilled = 0;
  for (const days of accrued) {
    if (days.provider !== span.provider || days.minor === 0 || days.currency !== span.currency) continue;
    const from = Math.max(days.from, span.from);
    const to = Math.min(days.to, span.to);
    const free = freeDays(from, to, taken);
    if (free > 0) unbilled += partOf(days, free);
  }
  return { findings, unbilled };
}

/** How many days from one to another are in none of the spans that are taken; these follow each other by their beginnings. */
function freeDays(
  from: DayNumber,
  to: DayNumber,
  taken: readonly { readonly from: DayNumber; readonly to: DayNumber }[],
): number {
  let at = from;
  let free = 0;
  const inWay = taken.filter((span) => span.from <= to && span.to >= from).sort((a, b) => a.from - b.from);
  for (const span of inWay) {
    if (span.from > at) free += span.from - at;
    at = Math.max(at, span.to + 1);
  }
  return free + Math.max(0, to - at + 1);
}

/** All of a line keeps the amount it was accrued with; a part of it is worked out by the same rule. */
const partOf = (days: AccruedDays, count: number): Minor =>
  count === days.to - days.from + 1 ? days.minor : amountOf(days.rate, days.parts, count);

function weigh(
  line: BilledLine,
  accrued: readonly AccruedDays[],
  taken: readonly { readonly from: DayNumber; readonly to: DayNumber }[],
  { provider, currency }: MatchSpan,
): Weighed {
  const sum: Weighed = {
    ...{ expected: 0, parts: 0, rates: new Set(), worn: false, other: false, credited: false },
    ...{ unpriced: false, foreign: false, again: false },
  };
  for (const days of accrued) {
    const from = Math.max(days.from, line.from);
    const to = Math.min(days.to, line.to);
    if (to < from) continue;
    if (days.provider !== provider) {
      sum.other = true;
      continue;
    }
    sum.worn = true;
    const free = taken.length === 0 ? to - from + 1 : freeDays(from, to, taken);
    if (free < to - from + 1) sum.again = true;
    if (free === 0) continue;
    if (days.state === 'credited') sum.credited = true;
    else if (days.state === 'no-rate') sum.unpriced = true;
    else if (days.currency !== currency) sum.foreign ||= days.state !== 'not-counted';
    else if (days.state !== 'not-counted') {
      sum.expected += partOf(days, free);
      sum.parts += days.parts * free;
      sum.rates.add(days.rate);
    }
  }
  return sum;
}

/** Null: it is what the record gives. Money decides: a line whose amount is right is matched. */
function judge(line: BilledLine, known: boolean, sum: Weighed, span: MatchSpan): Finding | null {
  const { expected, parts } = sum;
  const told = (result: LineResult, ...reasons: LineReason[]): Finding => ({
    ...{ line: line.line, result, expected, expectedParts: parts, reasons },
  });
  if (!known) return told('unknown', 'serial-unknown');
  if (line.to > span.accruedTo) return told('unknown', 'month-open');
  // A price that is missing is the agency's doing: nothing is held against the line before there is one.
  if (sum.unpriced) return told('unknown', 'no-rate');
  // At which rate of exchange would amounts of two currencies be compared?
  if (sum.foreign) return told('unknown', 'currency');
  if (line.minor === expected) return null;
  const result = line.minor > expected ? 'over' : 'under';
  const reasons: LineReason[] = [];
  if (!sum.worn) reasons.push(sum.other ? 'other-provider' : 'not-worn');
  if (sum.again) reasons.push('billed-before');
  const more = line.days * wholeDay - parts * 100;
  if (sum.credited && more > 0) reasons.push('at-fault');
  // A hundredth of a day is how finely an invoice writes; a twenty-fourth is none of its fractions.
  if (sum.worn && Math.abs(more) > wholeDay) reasons.push('days');
  if (sum.rates.size > 0 && !sum.rates.has(line.rate)) reasons.push('rate');
  if (Math.abs(line.minor * 100 - line.rate * line.days) > 50) reasons.push('sum');
  return told(result, ...(reasons.length > 0 ? reasons : (['days'] as const)));
}
