import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { asCell, asGroup, asHead, asRow, asTable } from '../../ui/table-roles.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';
import { checkInDaysQuery, hearingDaysQuery } from './queries.ts';
import { type Cell, cellOf, firstDayOf, fullDay, monthWords, weekdayWords, weeksOf } from './view.ts';

type Props = {
  readonly office: { readonly id: string };
  /** As 2026-03. */
  readonly month: string;
  /** The office's own day. */
  readonly today: string;
};

/** Its weeks as a table; on a phone its days under each other. Each number leads to that day's list. */
export function Month({ office, month, today }: Props) {
  const staff = useStaff();
  const locale = currentLocale();
  const weeks = weeksOf(month, firstDayOf(locale));
  const span = { office: office.id, from: weeks[0]?.[0] ?? `${month}-01`, days: weeks.length * 7 };
  const hearings = useQuery({ ...hearingDaysQuery(span), enabled: may(staff, 'hearings.read') });
  const checkIns = useQuery({ ...checkInDaysQuery(span), enabled: may(staff, 'check-ins.read') });
  const title = monthWords(month, locale);
  const failed = [hearings, checkIns].find(({ error, data }) => error !== null && data === undefined);
  if (failed?.error) return <Failed error={failed.error} retry={failed.refetch} />;
  if (hearings.isLoading || checkIns.isLoading) return <Waiting />;
  const rows = weeks.map((week) =>
    week.map((on) => cellOf(on, month, hearings.data ?? null, checkIns.data ?? null)),
  );
  const isHidden = (of: Cell) => !of.own || (of.quiet && of.on !== today);
  return (
    <Card title={title} flush>
      {rows.flat().every(({ quiet }) => quiet) && (
        <p className={classes.none}>{t`Nothing stands in this month.`}</p>
      )}
      <table {...asTable} className={classes.month} aria-label={title}>
        <thead {...asGroup}>
          <tr {...asRow}>
            {weeks[0]?.map((on) => (
              <th {...asHead} key={on}>
                {weekdayWords(on, locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...asGroup}>
          {rows.map((row) => (
            <tr {...asRow} key={row[0]?.on} className={row.every(isHidden) ? classes.bare : undefined}>
              {row.map((of) => (
                <Day key={of.on} of={of} office={office.id} today={of.on === today} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

type DayProps = { readonly of: Cell; readonly office: string; readonly today: boolean };

function Day({ of, office, today }: DayProps) {
  const day = fullDay(of.on, currentLocale());
  const shape = [classes.day, of.own ? '' : classes.other, of.quiet ? classes.quiet : ''].join(' ');
  return (
    <td {...asCell} className={shape} {...(today ? { 'aria-current': 'date' as const } : {})}>
      <time dateTime={of.on} className={classes.number}>
        <span className={classes.short} aria-hidden>
          {Number(of.on.slice(8))}
        </span>
        <span className={classes.long}>{day}</span>
      </time>
      {of.hearings !== null && (
        <Link to="/hearings" search={{ day: of.on, days: 1, office }} aria-label={t`${of.hearings}, ${day}`}>
          <bdi>{of.hearings}</bdi>
        </Link>
      )}
      {of.checkIns !== null && (
        <Link to="/check-ins" search={{ on: of.on, office }} aria-label={t`${of.checkIns}, ${day}`}>
          <bdi>{of.checkIns}</bdi>
        </Link>
      )}
      {of.places !== null && <span className={classes.dim}>{of.places}</span>}
      {of.full && <Tag>{t`full`}</Tag>}
      {of.closed !== null && <span className={classes.dim}>{of.closed}</span>}
    </td>
  );
}
