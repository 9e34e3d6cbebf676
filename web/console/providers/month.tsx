import { t } from '@lingui/core/macro';
import { NativeSelect } from '@mantine/core';
import { serverNow } from '../../ui/clock.ts';
import { monthsBefore, monthWords } from '../shell/months.ts';

/** The last month that is over, where none is chosen. */
export const monthOr = (chosen: string | undefined): string => chosen ?? monthsBefore(serverNow())[0] ?? '';

export function MonthChoice({
  of,
  choose,
}: {
  readonly of: string;
  readonly choose: (month: string) => void;
}) {
  const months = monthsBefore(serverNow());
  return (
    <NativeSelect
      aria-label={t`Month`}
      value={of}
      data={(months.includes(of) ? months : [of, ...months]).map((value) => ({
        value,
        label: monthWords(value),
      }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
