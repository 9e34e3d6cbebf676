import type { ComplaintDetail } from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import type { Stands } from '../shell/stands.tsx';
import { outcomeWords, statusWords, stepWords } from './view.ts';

const factWords = (field: string): string =>
  ({
    ...{ status: t`State`, handler: t`In hand`, concerned: t`Whom it concerns` },
    ...{ outcome: t`Outcome`, appealOutcome: t`Outcome of the appeal` },
  })[field] ?? t`What was done last`;

/** What of a complaint somebody else may change while a step of it is written. */
export function complaintStands(of: ComplaintDetail): Stands {
  const { concernedStaff, concernedProvider, outcome, appealOutcome } = of;
  const concerned = [...concernedStaff, ...(concernedProvider ? [concernedProvider] : [])];
  const last = of.steps.at(-1);
  return {
    version: of.version,
    facts: {
      ...{ status: statusWords(of.status), handler: of.handler?.name },
      concerned: concerned.map(({ name }) => name),
      outcome: outcome === null ? '' : outcomeWords(outcome),
      appealOutcome: appealOutcome === null ? '' : outcomeWords(appealOutcome),
      last: last === undefined ? '' : [stepWords(last.kind), last.by, last.text],
    },
    name: factWords,
  };
}
