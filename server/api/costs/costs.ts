import { daysOfMonth, forecast, monthAfter } from '@attend/casework/costs/forecast';
import { wholeDay } from '@attend/casework/costs/part-day';
import type {
  CostForecast,
  CostSettings,
  Costs,
  costMonthAsked,
  costQuery,
  costSettingsChange,
  forecastQuery,
} from '@attend/contracts/costs';
import {
  fail,
  formatInstant,
  type Minor,
  type Result,
  succeed,
  sumMinor,
  type Technology,
} from '@attend/kernel';
import type { z } from 'zod';
import { findCostSettings, insertCostSettings } from '../../database/repositories/cost-settings.ts';
import {
  askForCheck,
  type CostOfMonth,
  groupCosts,
  listCostByMonth,
  listCostMonths,
} from '../../database/repositories/cost-totals.ts';
import { listRateCards } from '../../database/repositories/rate-cards.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

/** Two years: what a page compares. */
const shownMonths = 24;

export async function readCosts(
  { client }: StaffContext,
  { month, by }: z.output<typeof costQuery>,
): Promise<Result<Costs>> {
  const months = await listCostMonths(client, shownMonths);
  const chosen = month ?? months[0]?.month ?? null;
  return succeed({
    months: months.map(({ closedAt, checkAskedAt, checkedAt, ...row }) => ({
      ...{ ...row, closedAt: formatInstant(closedAt), checkedAt: instantText(checkedAt) },
      checkAskedAt: instantText(checkAskedAt),
    })),
    ...{ month: chosen, by },
    lines: chosen === null ? [] : await groupCosts(client, chosen, by),
  });
}

/** CST-7: the month is worked out again, some moments later; what differs is told, and nothing changed. */
export async function askCheck(
  { client, audit }: StaffContext,
  month: string,
): Promise<Result<z.output<typeof costMonthAsked>>> {
  if (!(await askForCheck(client, month)))
    return fail({ code: 'not-found', message: 'This month is not closed.' });
  await audit({ action: 'cost-month.check-asked', entity: 'cost_month', entityId: month });
  return succeed({ month });
}

export async function readCostSettings({ client, programme }: StaffContext): Promise<Result<CostSettings>> {
  return succeed(await findCostSettings(client, programme.id));
}

export async function changeCostSettings(
  { client, programme, actor, audit }: StaffContext,
  { reason, revision, ...set }: z.output<typeof costSettingsChange>,
): Promise<Result<CostSettings>> {
  const before = await findCostSettings(client, programme.id);
  const made = { ...set, revision: revision + 1 };
  if (
    before.revision !== revision ||
    !(await insertCostSettings(client, programme.id, { ...made, reason, by: actor.staffId }))
  )
    return fail({ code: 'version-changed', message: 'Somebody changed these figures meanwhile.' });
  await audit({
    ...{ action: 'cost-settings.set', entity: 'cost_setting', entityId: programme.id },
    ...{ before, after: { ...made, reason } },
  });
  return succeed(made);
}

type ByTechnology<T> = Record<Technology, T>;
const each = <T>(of: (technology: Technology) => T): ByTechnology<T> => ({
  ...{ ankle: of('ankle'), wrist: of('wrist'), phone: of('phone') },
});

/**
 * CST-13: what a level costs that nobody had in the last closed month: as the card says that holds when the forecast begins; of several providers'
 * the dearest, since a forecast that is too low is found out too late.
 */
async function priceByCard(client: StaffContext['client'], currency: string, on: string) {
  const cards = (await listRateCards(client)).filter(
    (card) => card.status === 'published' && card.currency === currency && card.from <= on,
  );
  return (technology: Technology): Minor | null => {
    const holding = new Map<string | null, Minor>();
    // The latest of a provider come first.
    for (const card of cards) {
      const provider = card.provider?.id ?? null;
      if (card.technology === technology && !holding.has(provider)) holding.set(provider, card.minor);
    }
    return holding.size === 0 ? null : Math.max(...holding.values());
  };
}

/** CST-13: from the mix and the prices of the last closed month to another mix. */
export async function readForecast(
  { client, programme }: StaffContext,
  query: z.output<typeof forecastQuery>,
): Promise<Result<CostForecast>> {
  const { currency } = await findCostSettings(client, programme.id);
  const last = (await listCostMonths(client, 1))[0]?.month ?? null;
  const rows =
    last === null
      ? []
      : (await listCostByMonth(client, last, last, true)).filter((row) => row.currency === currency);
  const days = last === null ? 1 : Temporal.PlainYearMonth.from(last).daysInMonth;
  const of = (technology: Technology): CostOfMonth[] => rows.filter((row) => row.technology === technology);
  const now = each((technology) =>
    Math.max(0, Math.round(of(technology).reduce((sum, row) => sum + row.deviceDays, 0) / days)),
  );
  const byCard =
    last === null ? () => null : await priceByCard(client, currency, daysOfMonth(monthAfter(last)).from);
  const rates = each((technology): Minor | null => {
    const parts = of(technology).reduce((sum, row) => sum + row.chargedParts, 0);
    const minor = sumMinor(of(technology).map((row) => row.minor));
    return parts <= 0 ? byCard(technology) : Math.round((minor * wholeDay) / parts);
  });
  const all = now.ankle + now.wrist + now.phone;
  const asked = query.ankle !== undefined || query.wrist !== undefined || query.phone !== undefined;
  const later = asked ? each((technology) => query[technology] ?? 0) : now;
  const people = { now: all, later: query.people ?? all };
  const { lines, months } =
    last === null
      ? { lines: [], months: [] }
      : forecast({ first: monthAfter(last), months: query.months, people, now, later, rates });
  const totals = months.map((month) => ({
    ...month,
    minor: sumMinor(lines.flatMap((line) => (line.month === month.month ? [line.minor] : []))),
  }));
  return succeed({
    ...{ from: last, currency, people, now, later, rates, lines, totals },
    minor: sumMinor(totals.map(({ minor }) => minor)),
  });
}
