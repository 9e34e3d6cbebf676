import type { CheckInView } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Moment } from '../../ui/When.tsx';
import type { Stands } from '../shell/stands.tsx';
import { statusWords } from './view.ts';

const factsOf = ({ status, at, office, inError, attempts }: CheckInView) => ({
  ...{ status, at, office: office.name, inError: inError === null ? '' : t`yes` },
  attempts: String(attempts.length),
});

const factWords = (field: string): string =>
  ({ status: t`Standing`, at: t`Time`, office: t`Office`, inError: t`Entered in error` })[field] ??
  t`Attempts of contact`;

function factText(field: string, value: unknown): ReactNode {
  if (value === null || value === '') return '—';
  if (field === 'at') return <Moment at={String(value)} />;
  return field === 'status' ? statusWords(value as CheckInView['status']) : String(value);
}

/** What of a check-in somebody else may change while a dialog about it is open. */
export const checkInStands = (of: CheckInView): Stands => ({
  ...{ version: of.version, facts: factsOf(of), name: factWords, text: factText },
});
