import type { CheckInScheduleView, CheckInView } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { currentLocale } from '../../ui/language.tsx';
import { Moment } from '../../ui/When.tsx';
import type { Stands } from '../shell/stands.tsx';
import { dayWords, kindWords, rhythmWords, statusWords } from './view.ts';

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

/** What of a schedule somebody else may change while its end is asked for. */
export function scheduleStands(of: CheckInScheduleView): Stands {
  const names: Readonly<Record<string, string>> = {
    ...{ rhythm: t`Rhythm`, kind: t`How`, office: t`Office`, endsOn: t`Until`, endedAt: t`Ended` },
  };
  return {
    version: of.version,
    facts: {
      ...{ rhythm: rhythmWords(of.rhythm), kind: kindWords(of.kind), office: of.office.name },
      ...{ endsOn: of.endsOn && dayWords(of.endsOn, currentLocale()), endedAt: of.endedAt },
    },
    name: (field) => names[field] ?? field,
    text: (field, value) =>
      field === 'endedAt' && value !== null ? <Moment at={String(value)} /> : factText('', value),
  };
}
