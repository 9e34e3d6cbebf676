import { apportion, type Minor, type Technology } from '@attend/kernel';
import type { CivilDay } from '../checkins/calendar.ts';

export const forecastTiers = ['phone', 'wrist', 'ankle'] as const satisfies readonly Technology[];
export type TierMix = Readonly<Record<Technology, number>>;
export type ForecastMonth = {
  readonly month: string;
  /** Everybody. */
  readonly people: number;
  /** Of them those at a level of which no price is known: they are in no line and in no sum. */
  readonly unpriced: number;
};
export type ForecastLine = {
  readonly month: string;
  readonly technology: Technology;
  readonly people: number;
  readonly days: number;
  readonly rate: Minor;
  readonly minor: Minor;
};

/**
 * CST-13: what the next months cost where people move from one mix of levels to another, in equal steps. `people`: how many there are now and
 * at the end; `now` and `later`: shares in any unit. Whole people: what is left over of a share goes to the largest remainder, so that the
 * levels always sum to everybody. `rates`: minor units a day; null: no rate is known, nothing is said of that level's cost, and how many people it
 * is left out of is.
 */
export function forecast(of: {
  readonly first: string;
  readonly months: number;
  readonly people: { readonly now: number; readonly later: number };
  readonly now: TierMix;
  readonly later: TierMix;
  readonly rates: Readonly<Record<Technology, Minor | null>>;
}): { readonly lines: ForecastLine[]; readonly months: ForecastMonth[] } {
  const lines: ForecastLine[] = [];
  const months: ForecastMonth[] = [];
  const from = shares(of.now);
  const to = shares(of.later);
  for (let step = 0; step < of.months; step += 1) {
    const month = Temporal.PlainYearMonth.from(of.first).add({ months: step });
    const done = of.months === 1 ? 1 : step / (of.months - 1);
    const all = Math.round(of.people.now + (of.people.later - of.people.now) * done);
    const people = apportion(
      all,
      forecastTiers.map((tier) => from[tier] + (to[tier] - from[tier]) * done),
    );
    let priced = 0;
    for (const [at, technology] of forecastTiers.entries()) {
      const rate = of.rates[technology];
      if (rate === null) continue;
      const count = people[at] ?? 0;
      priced += count;
      const days = count * month.daysInMonth;
      lines.push({ month: month.toString(), technology, people: count, days, rate, minor: days * rate });
    }
    const shared = people.reduce((sum, count) => sum + count, 0);
    months.push({ month: month.toString(), people: shared, unpriced: shared - priced });
  }
  return { lines, months };
}

function shares(mix: TierMix): Record<Technology, number> {
  const all = mix.phone + mix.wrist + mix.ankle;
  const of = (count: number) => (all === 0 ? 0 : count / all);
  return { phone: of(mix.phone), wrist: of(mix.wrist), ankle: of(mix.ankle) };
}

/** The first and last day of a month. */
export function daysOfMonth(month: string): { readonly from: CivilDay; readonly to: CivilDay } {
  const of = Temporal.PlainYearMonth.from(month);
  return {
    from: of.toPlainDate({ day: 1 }).toString(),
    to: of.toPlainDate({ day: of.daysInMonth }).toString(),
  };
}
export const monthAfter = (month: string, months = 1): string =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString();
export const monthOf = (day: CivilDay): string => day.slice(0, 7);
