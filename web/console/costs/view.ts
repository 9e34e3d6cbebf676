import type { CostGroup, CostOutcome, CostSums, FaultCredit, PartDayRule } from '@attend/contracts/costs';
import { costOutcomes } from '@attend/contracts/costs';
import type { DisputeState, InvoiceState, LineReason, LineResult } from '@attend/contracts/invoices';
import { plural, t } from '@lingui/core/macro';
import { currentLocale } from '../../ui/language.tsx';
import { levelOf } from '../reviews/view.ts';

export const moneyWords = (minor: number, currency: string): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'currency', currency }).format(minor / 100);
export const countWords = (count: number): string =>
  new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 2 }).format(count);

/** What a person's day cost: null where there was none. */
export const perPersonDay = ({ minor, personDays }: Pick<CostSums, 'minor' | 'personDays'>): number | null =>
  personDays <= 0 ? null : Math.round(minor / personDays);

/** What the same people's days would have cost in custody, and the difference. */
export const besideCustody = (
  { minor, personDays }: Pick<CostSums, 'minor' | 'personDays'>,
  custodyMinor: number,
): { readonly custody: number; readonly less: number } => ({
  custody: personDays * custodyMinor,
  less: personDays * custodyMinor - minor,
});

export const groupWords = (by: CostGroup): string =>
  ({
    provider: () => t`By provider`,
    tier: () => t`By level`,
    office: () => t`By office`,
    outcome: () => t`By outcome`,
  })[by]();

export const outcomeWords = (outcome: CostOutcome): string =>
  ({
    'in-force': () => t`An order in force`,
    completed: () => t`Order completed`,
    expired: () => t`Order expired`,
    revoked: () => t`Order revoked`,
    'no-order': () => t`No order`,
  })[outcome]();

export function lineName(by: CostGroup, { key, name }: { key: string | null; name: string | null }): string {
  switch (by) {
    case 'provider':
      return key === null ? t`The agency’s own` : (name ?? key);
    case 'office':
      return key === null ? t`no office` : (name ?? key);
    case 'tier':
      return levelOf(key ?? '');
    case 'outcome': {
      const outcome = costOutcomes.find((one) => one === key);
      return outcome === undefined ? (key ?? '') : outcomeWords(outcome);
    }
  }
}

export const partDayWords = (rule: PartDayRule): string =>
  ({
    'any-part': () => t`Any part of a day counts as a day`,
    midnight: () => t`A day counts where the device was worn at the midnight that ends it`,
    'whole-day': () => t`A day counts where the device was worn all of it`,
    'begun-hours': () => t`Each begun hour counts a twenty-fourth of a day`,
  })[rule]();
export const faultCreditWords = (rule: FaultCredit): string =>
  ({
    none: () => t`Days at fault are charged`,
    'any-part': () => t`Not charged where the device was at fault at all that day`,
    'half-day': () => t`Not charged where it was at fault for half of the time worn`,
    'whole-day': () => t`Not charged where it was at fault all of the time worn`,
  })[rule]();

export const stateWords = (state: InvoiceState): string =>
  ({
    staging: () => t`On its way in`,
    staged: () => t`Checked, not taken in`,
    comparing: () => t`Waits to be compared`,
    compared: () => t`Compared`,
    'release-asked': () => t`Release asked for`,
    released: () => t`Released`,
    'given-up': () => t`Given up`,
  })[state]();
export const resultWords = (result: LineResult | 'all'): string =>
  ({
    all: () => t`All lines`,
    matched: () => t`Matched`,
    over: () => t`Billed over`,
    under: () => t`Billed under`,
    unknown: () => t`Not known`,
  })[result]();
export const reasonWords = (reason: LineReason): string =>
  ({
    'serial-unknown': () => t`no such device on record`,
    'month-open': () => t`the month is not closed`,
    'no-rate': () => t`no rate card holds for these days`,
    currency: () => t`its price is in another currency`,
    'not-worn': () => t`nobody wore it`,
    'other-provider': () => t`another provider’s, or the agency’s own`,
    'billed-before': () => t`days that are billed already`,
    'at-fault': () => t`days on which the device was at fault`,
    days: () => t`another count of days`,
    rate: () => t`another rate`,
    sum: () => t`its own days and rate give another amount`,
  })[reason]();
export const disputeWords = (state: DisputeState): string =>
  ({
    open: () => t`Open`,
    answered: () => t`Answered`,
    'end-asked': () => t`Waits for a second person`,
    settled: () => t`Settled`,
    withdrawn: () => t`Withdrawn`,
  })[state]();

export const linesDiffer = (lines: number): string =>
  plural(lines, { one: '# line differs', other: '# lines differ' });
export const disputesOpen = (disputes: number): string =>
  plural(disputes, { one: '# dispute is open', other: '# disputes are open' });
