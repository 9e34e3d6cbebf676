import type { Millis } from '@attend/kernel';
import { spanOfDay } from '../checkins/calendar.ts';
import type { ContractPeriod } from './contract.ts';

/** A month of a zone's calendar as instants, as far as a contract held in it. */
export function spanHeldIn(
  month: string,
  timezone: string,
  period: ContractPeriod,
): { readonly from: Millis; readonly to: Millis } {
  const whole = Temporal.PlainYearMonth.from(month);
  const first = whole.toPlainDate({ day: 1 }).toString();
  const last = whole.toPlainDate({ day: whole.daysInMonth }).toString();
  const begunBefore = period.from <= first;
  const endsWithin = period.to !== null && period.to < last;
  return {
    from: spanOfDay(begunBefore ? first : period.from, timezone).from,
    to: spanOfDay(endsWithin ? period.to : last, timezone).to,
  };
}
