import type { HelpSheet } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { formatAppointment } from '../../ui/time.ts';
import { dayWords } from '../check-ins/view.ts';
import type { DayAsked } from './form.ts';
import classes from './part.module.css';
import { helpSheetQuery } from './queries.ts';
import { kindWords, modeWords } from './view.ts';

type Line = HelpSheet['lines'][number];

/** What is printed for one supplier. The server leaves out what they need not know, and every place that is protected. */
export function Sheet({ asked, supplier }: { readonly asked: DayAsked; readonly supplier: string }) {
  const { day, office, kind } = asked;
  const sheet = useQuery(helpSheetQuery({ day, office, kind }, supplier));
  const on = dayWords(day, currentLocale());
  return (
    <Card
      title={t`${supplier}, ${on}`}
      flush
      aside={
        <Button
          className="no-print"
          variant="default"
          size="compact-md"
          leftSection={<IconPrinter size={16} aria-hidden />}
          disabled={!sheet.data}
          onClick={() => print()}
        >
          <Trans>Print the sheet</Trans>
        </Button>
      }
    >
      {!sheet.data && (sheet.error ? <Failed error={sheet.error} retry={sheet.refetch} /> : <Waiting />)}
      {sheet.data && (
        <>
          <DataTable
            label={t`Sheet for ${supplier}`}
            rows={sheet.data.lines}
            rowId={({ id }) => id}
            empty={t`Nothing is arranged with them on this day.`}
            columns={columns()}
          />
          <p className={classes.sheet}>
            {t`For the people named here and nobody else. Destroy it when the day is over.`}
          </p>
        </>
      )}
    </Card>
  );
}

const clock = (at: string | null, { timezone }: Line): string =>
  at === null ? '–' : formatAppointment(Date.parse(at), timezone, currentLocale());

const columns = (): Column<Line>[] => [
  { id: 'which', name: t`Which help`, cell: ({ kind }) => kindWords(kind) },
  { id: 'name', name: t`Name`, cell: ({ name }) => <bdi>{name}</bdi> },
  { id: 'from', name: t`Pick-up, or from`, cell: (line) => clock(line.from, line) },
  { id: 'to', name: t`Back, or until`, cell: (line) => clock(line.to, line) },
  {
    id: 'place',
    name: t`Where`,
    cell: ({ place, placeWithheld }) =>
      placeWithheld ? t`The agency tells you by telephone.` : (place ?? '–'),
  },
  {
    id: 'language',
    name: t`Language`,
    cell: ({ language, mode }) =>
      [language === null ? null : languageWords(language), mode === null ? null : modeWords(mode)]
        .filter((word) => word !== null)
        .join(', ') || '–',
  },
  {
    id: 'what',
    name: t`To`,
    cell: (line) => (
      <>
        {line.where}
        <span className={classes.second}>{clock(line.at, line)}</span>
      </>
    ),
  },
];
