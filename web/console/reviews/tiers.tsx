import type { TierTimes } from '@attend/contracts/tier-counts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { CountedAt } from '../shell/counted-at.tsx';
import classes from './part.module.css';
import { tierTimesQuery } from './queries.ts';
import { tierWords } from './view.ts';

type Line = TierTimes['lines'][number];

/** Time at each level, by technology and office: of the whole programme, and of nobody. */
export function TierTimesCard() {
  const times = useQuery(tierTimesQuery);
  const number = (value: number): string =>
    new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 0 }).format(value);
  const columns: Column<Line>[] = [
    {
      id: 'office',
      name: t`Office`,
      cell: ({ office }) => office ?? t`no office`,
      by: ({ office }) => office ?? '',
    },
    { id: 'tier', name: t`Level`, cell: ({ tier }) => tierWords(tier), by: ({ tier }) => tier },
    { id: 'people', name: t`People`, cell: ({ people }) => number(people), by: ({ people }) => people },
    {
      id: 'average',
      name: t`Days, on average`,
      cell: ({ averageDays }) => number(averageDays),
      by: ({ averageDays }) => averageDays,
    },
    {
      id: 'longest',
      name: t`Days, at most`,
      cell: ({ longestDays }) => number(longestDays),
      by: ({ longestDays }) => longestDays,
    },
    {
      id: 'overdue',
      name: t`Reviews overdue`,
      cell: ({ overdue }) => (overdue > 0 ? <Tag tone="high">{number(overdue)}</Tag> : number(overdue)),
      by: ({ overdue }) => overdue,
    },
  ];
  return (
    <Card title={t`Time at each level`} flush>
      {!times.data && (times.error ? <Failed error={times.error} retry={times.refetch} /> : <Waiting />)}
      {times.data && (
        <DataTable
          label={t`Time at each level`}
          rows={times.data.lines}
          rowId={({ office, tier }) => `${office} ${tier}`}
          columns={columns}
          empty={t`Nobody has a device.`}
        />
      )}
      <p className={classes.note}>
        {t`Numbers of the whole programme, from the devices that people have.`}{' '}
        {times.data && <CountedAt at={times.data.countedAt} />}
      </p>
    </Card>
  );
}
