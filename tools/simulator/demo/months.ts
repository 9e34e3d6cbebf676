import { costs } from '@attend/contracts/costs';
import { timezone } from '../city/denver.ts';
import type { Wearer } from '../wearer/device.ts';
import type { ApiClient } from './api-client.ts';
import { get } from './sessions.ts';

/** The last month of which costs are closed: what was billed, measured and published is of it. Null: none is closed. */
export async function closedMonth(client: ApiClient): Promise<Temporal.PlainYearMonth | null> {
  const { months } = await get(client, '/api/costs', costs);
  const [last] = months
    .map(({ month }) => month)
    .sort()
    .reverse();
  return last === undefined ? null : Temporal.PlainYearMonth.from(last);
}

export const thisMonth = (): Temporal.PlainYearMonth =>
  Temporal.Now.plainDateISO(timezone).toPlainYearMonth();
export const monthsAgo = (months: number): Temporal.PlainYearMonth => thisMonth().subtract({ months });
export const firstOf = (month: Temporal.PlainYearMonth): Temporal.PlainDate => month.toPlainDate({ day: 1 });
export const lastOf = (month: Temporal.PlainYearMonth): Temporal.PlainDate =>
  month.toPlainDate({ day: month.daysInMonth });

/** The day from which somebody has had their device, where they live. */
export const wornFrom = ({ supervised }: Wearer): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(supervised.case.authority[0]?.from ?? 0)
    .toZonedDateTimeISO(supervised.case.timezone)
    .toPlainDate();
/** The first day of a month on which somebody had their device; null: they had none yet. */
export function wornIn(wearer: Wearer, month: Temporal.PlainYearMonth): Temporal.PlainDate | null {
  const [from, first] = [wornFrom(wearer), firstOf(month)];
  if (Temporal.PlainDate.compare(from, lastOf(month)) > 0) return null;
  return Temporal.PlainDate.compare(from, first) > 0 ? from : first;
}
