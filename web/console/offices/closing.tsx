import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { currentLocale } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { closingQuery } from '../check-ins/queries.ts';
import { dayWords } from '../check-ins/view.ts';
import { entryClasses } from '../shell/entry.tsx';

/** CHK-18: what closing this day would move, before it is closed. */
export function Closing({ office, on }: { readonly office: string; readonly on: string }) {
  const preview = useQuery(closingQuery(office, on));
  if (!preview.data)
    return preview.error ? <Failed error={preview.error} retry={preview.refetch} /> : <Waiting />;
  const { due, booked, next } = preview.data;
  if (due + booked === 0) return <p className={entryClasses.aside}>{t`Nobody is expected on this day.`}</p>;
  const day = next === null ? '' : dayWords(next, currentLocale());
  const who = [
    plural(due, { 0: '', one: '# check-in is due on it.', other: '# check-ins are due on it.' }),
    plural(booked, {
      0: '',
      one: '# person has a time on it, and is told that it is none.',
      other: '# people have a time on it, and are told that it is none.',
    }),
  ].filter((words) => words !== '');
  return (
    <p className={entryClasses.aside} data-testid="closing">
      {who.join(' ')}{' '}
      {next === null
        ? t`The office is open on no day within a year: they stay where they are.`
        : t`They move to the next open day within their window, else to the first one after it; the next is ${day}.`}
    </p>
  );
}
