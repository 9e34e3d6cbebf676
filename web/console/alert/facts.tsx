import type { AlertDetail } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { Moment } from '../../ui/When.tsx';
import { outcomeWords, severityWords, statusWords } from '../../ui/words/alerts.ts';
import { plainText } from '../shell/meanwhile.tsx';
import type { Stands } from '../shell/stands.tsx';
import { transitionsOf } from './view.ts';

/** What of an alert somebody else, or a later reading, may change while an answer to it is written: a note is told with its words. */
export function alertStands(alert: AlertDetail): Stands {
  const noted = transitionsOf(alert).find(({ note }) => note !== null);
  const names: Readonly<Record<string, string>> = {
    ...{ status: t`Standing`, acknowledged: t`Taken up by`, outcome: t`Outcome`, severity: t`Severity` },
    ...{ occurrences: t`Times observed`, to: t`Ended`, withdrawn: t`Taken back`, officer: t`Officer` },
    note: t`Last note`,
  };
  return {
    version: alert.version,
    facts: {
      ...{ status: statusWords(alert.status), acknowledged: alert.acknowledgedBy?.name },
      outcome: alert.outcome === null ? null : outcomeWords(alert.outcome),
      ...{ severity: severityWords(alert.severity), occurrences: alert.occurrences },
      ...{ to: alert.to ?? alert.clearedAt, withdrawn: alert.withdrawnAt, officer: alert.officer?.name },
      note: noted === undefined ? null : [noted.staff?.name, noted.note].filter((one) => one).join(': '),
    },
    name: (field) => names[field] ?? field,
    text: (field, value) =>
      (field === 'to' || field === 'withdrawn') && typeof value === 'string' ? (
        <Moment at={value} seconds />
      ) : (
        plainText(field, value)
      ),
  };
}
