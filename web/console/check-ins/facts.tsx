import type { CheckInView } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Moment } from '../../ui/When.tsx';
import { statusWords } from './view.ts';

/** What of a check-in somebody else may change while a dialog about it is open. */
export const factsOf = ({ status, at, office, inError, attempts }: CheckInView) => ({
  ...{ status, at, office: office.name, inError: inError === null ? '' : t`yes` },
  attempts: String(attempts.length),
});

export const factWords = (field: string): string =>
  ({ status: t`Standing`, at: t`Time`, office: t`Office`, inError: t`Entered in error` })[field] ??
  t`Attempts of contact`;

export function factText(field: string, value: unknown): ReactNode {
  if (value === null || value === '') return '—';
  if (field === 'at') return <Moment at={String(value)} />;
  return field === 'status' ? statusWords(value as CheckInView['status']) : String(value);
}
