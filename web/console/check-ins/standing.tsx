import type { CheckInView } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { clockOf, dayWords, standingOf, statusWords } from './view.ts';

export function Standing({ of }: { readonly of: CheckInView }) {
  const { words, tone } = standingOf(of);
  if (of.inError)
    return (
      <>
        <s>{statusWords(of.status)}</s> <Tag>{words}</Tag>
      </>
    );
  return tone === 'medium' ? <Tag tone="medium">{words}</Tag> : <Tag>{words}</Tag>;
}

/** A day of the office's calendar. */
export const Day = ({ on }: { readonly on: string }) => (
  <time dateTime={on}>{dayWords(on, currentLocale())}</time>
);

/** Time of day at the office, or that there is none. */
export function Clock({ of }: { readonly of: CheckInView }) {
  if (of.at === null) return <>{t`no time`}</>;
  return (
    <time dateTime={of.at} title={of.office.timezone}>
      {clockOf(of.at, of.office.timezone)}
    </time>
  );
}
