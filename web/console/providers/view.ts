import type { AuditKind, AuditLine, Finding } from '@attend/contracts/provider-audits';
import type {
  CaseState,
  MeasureKind,
  ServiceFigure,
  ServiceItemView,
  TargetResult,
} from '@attend/contracts/providers';
import { measures } from '@attend/contracts/providers';
import { plural, t } from '@lingui/core/macro';
import { currentLocale } from '../../ui/language.tsx';

export function measureWords(measure: MeasureKind): string {
  switch (measure) {
    case 'fit-time':
      return t`Time to fit`;
    case 'alert-look':
      return t`Alerts first looked at`;
    case 'check-ins-completed':
      return t`Check-ins completed`;
    case 'calls-answered':
      return t`Calls answered`;
    case 'complaints':
      return t`Complaints found right`;
  }
}

/** How it is measured, beside each figure. */
export function methodWords(measure: MeasureKind): string {
  switch (measure) {
    case 'fit-time':
      return t`From the decision that somebody has a device, and not before the person is with the provider, to the beginning of its assignment. Imported decisions, suspensions and orders that ended before are not known.`;
    case 'alert-look':
      return t`From an alert to the first thing that somebody of the provider did about it. What the agency did first in time, and what was taken back before, is not known.`;
    case 'check-ins-completed':
      return t`Check-ins whose window ended in the month and that were kept, of those kept, missed or left without an outcome. Excused ones are not known.`;
    case 'calls-answered':
      return t`Calls that the provider’s staff put on record and that were answered. Wrong numbers are not known. Calls that nobody put on record are in no figure.`;
    case 'complaints':
      return t`Complaints about the provider that were answered in the month and found right, wholly or in part, for each hundred people with it. What waits for an answer is in no figure.`;
  }
}

/** As the reader's language writes it: with a space before the sign, or without. */
const percentOf = (share: number, least: number): string =>
  new Intl.NumberFormat(currentLocale(), {
    ...{ style: 'percent', minimumFractionDigits: least, maximumFractionDigits: 1 },
  }).format(share);
const tenths = (value: number): string =>
  new Intl.NumberFormat(currentLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    value / 10,
  );
const rateWords = (measure: MeasureKind, value: number): string => {
  if (measures[measure].target === 'share') return percentOf(value / 1_000, 1);
  const figure = tenths(value);
  return t`${figure} for each 100 people`;
};
export const figureWords = ({ measure, tenths: value }: Pick<ServiceFigure, 'measure' | 'tenths'>): string =>
  value === null ? '—' : rateWords(measure, value);

export function targetWords({ measure, limit, targetTenths }: ServiceItemView): string {
  const rate = rateWords(measure, targetTenths);
  if (measures[measure].target === 'per-hundred') return t`at most ${rate}`;
  if (limit === null) return t`at least ${rate}`;
  const within =
    measures[measure].limit?.unit === 'hours'
      ? plural(limit, { one: 'within # hour', other: 'within # hours' })
      : plural(limit, { one: 'within # minute', other: 'within # minutes' });
  return t`at least ${rate} ${within}`;
}

export function resultWords(result: TargetResult): string {
  switch (result) {
    case 'met':
      return t`met`;
    case 'missed':
      return t`missed`;
    case 'not-measurable':
      return t`not measurable`;
  }
}
export const resultTone = (result: TargetResult): 'good' | 'high' | 'plain' =>
  result === 'met' ? 'good' : result === 'missed' ? 'high' : 'plain';

export function stateWords(state: CaseState): string {
  switch (state) {
    case 'kept':
      return t`kept`;
    case 'not-kept':
      return t`not kept`;
    case 'not-known':
      return t`not known`;
  }
}

/** What the record says of one case. */
export function saidWords(said: string): string {
  const words: Readonly<Record<string, string>> = {
    fitted: t`fitted in time`,
    'not-fitted': t`not fitted in time`,
    imported: t`decided before the import`,
    suspended: t`suspended`,
    ended: t`ended before its time was up`,
    looked: t`looked at in time`,
    late: t`nobody looked in time`,
    'looked-by-others': t`the agency looked first`,
    'taken-back': t`taken back before`,
    waiting: t`its time is not up`,
    kept: t`kept`,
    missed: t`missed`,
    'left-open': t`left without an outcome`,
    excused: t`excused`,
    'not-known': t`not known`,
    reached: t`answered`,
    'no-answer': t`no answer`,
    'contact-wrong': t`wrong number`,
    upheld: t`found right`,
    'partly-upheld': t`found right in part`,
    'not-upheld': t`not found right`,
    withdrawn: t`withdrawn`,
  };
  return words[said] ?? said;
}

export function kindWords(kind: AuditKind): string {
  switch (kind) {
    case 'check-ins':
      return t`Check-ins`;
    case 'alerts':
      return t`Alerts first looked at`;
    case 'fittings':
      return t`Fittings`;
  }
}
export function findingWords(finding: Finding): string {
  switch (finding) {
    case 'in-order':
      return t`in order`;
    case 'not-in-order':
      return t`not in order`;
    case 'not-known':
      return t`not known`;
  }
}
export const findingTone = (finding: Finding): 'good' | 'high' | 'plain' =>
  finding === 'in-order' ? 'good' : finding === 'not-in-order' ? 'high' : 'plain';

const percent = (share: number): string => percentOf(share, 0);
/** The rate with the interval that holds the true share 95 times of 100. */
export function foundRateWords({ rate }: AuditLine['found']): string {
  if (rate === null) return t`nothing is known yet`;
  const [share, low, high] = [percent(rate.share), percent(rate.low), percent(rate.high)];
  return t`${share} in order (${low} to ${high})`;
}

/** Where an item stands in the contract. */
export const clauseWords = (clause: string): string => t`clause ${clause}`;
