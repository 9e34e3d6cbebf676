import { type ObservationKind, type PersonReview, verdicts } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { kindWords as alertWords } from '../../ui/words/alerts.ts';
import { dayWords } from '../check-ins/view.ts';
import classes from './part.module.css';
import { kindWords, partOf, tierWords, timeAtTiers, verdictWords } from './view.ts';

type Standing = NonNullable<PersonReview['standing']>;
const kinds: readonly ObservationKind[] = ['check-in', 'hearing', 'alert'];

/** Every figure that a decision may rest on, and since when. */
export function Figures({ of }: { readonly of: Standing }) {
  const { facts, burdens, tiers } = of;
  const locale = currentLocale();
  const number = (value: number): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const since = dayWords(facts.from, locale);
  const counted = (kind: ObservationKind): string =>
    verdicts
      .flatMap((verdict) => {
        const count = facts.counts[kind]?.[verdict] ?? 0;
        return count === 0 ? [] : [`${number(count)} ${verdictWords(verdict, kind)}`];
      })
      .join(' · ') || t`none`;
  const times = timeAtTiers(tiers).map(({ tier, days }) => {
    const [name, long] = [tierWords(tier), number(days)];
    return t`${name}: ${long} days`;
  });
  const contacts = number(burdens.contacts);
  const power = number(burdens.powerAlerts);
  const curfew = number(burdens.curfewHours);
  const charging = burdens.chargingHours === null ? null : number(burdens.chargingHours);
  return (
    <Card title={t`What is on record`}>
      <p className={classes.dim}>
        <Trans>Since {since}</Trans>
      </p>
      <Facts
        of={[
          ...kinds.map((kind) => [kindWords(kind), counted(kind)] as const),
          [t`Last not kept`, facts.lastNotKept === null ? t`never` : dayWords(facts.lastNotKept, locale)],
          [t`Hearings to come`, number(facts.hearingsToCome)],
          [t`Days on which clocks stood still`, number(facts.suspendedDays)],
          [t`Time at each level`, times.join(' · ')],
          [t`Curfew in the coming week`, t`${curfew} hours`],
          [t`Charging in the last week`, charging === null ? t`Not known` : t`${charging} hours`],
          [t`Check-ins kept in ninety days`, contacts],
          [t`Alerts of the battery in ninety days`, power],
        ]}
      />
    </Card>
  );
}

type Row = Standing['records'][number];

/** Where each figure comes from. */
export function Records({ person, of }: { readonly person: string; readonly of: Standing }) {
  const columns: Column<Row>[] = [
    {
      id: 'on',
      name: t`Day`,
      cell: ({ on }) => dayWords(on, currentLocale()),
      by: ({ on }) => on,
    },
    {
      id: 'what',
      name: t`What`,
      cell: ({ kind, id, what }) =>
        kind === 'alert' ? (
          <Link to="/alerts/$id" params={{ id }} preload={false}>
            {what === null ? kindWords(kind) : alertWords(what)}
          </Link>
        ) : (
          <Link to="/people/$id" params={{ id: person }} search={{ part: partOf(kind) }} preload={false}>
            {kind === 'hearing' ? t`Hearing` : t`Check-in`}
          </Link>
        ),
      by: ({ kind }) => kind,
    },
    {
      id: 'verdict',
      name: t`Counts as`,
      cell: ({ verdict, kind }) => verdictWords(verdict, kind),
      by: ({ verdict }) => verdict,
    },
  ];
  return (
    <Card title={t`Where the figures come from`} flush>
      <DataTable
        label={t`Where the figures come from`}
        rows={of.records}
        rowId={({ kind, id }) => `${kind} ${id}`}
        columns={columns}
        empty={t`Nothing is on record since then.`}
      />
      {of.moreRecords && (
        <p className={classes.more}>
          <Trans>There are more than are shown here.</Trans>
        </p>
      )}
    </Card>
  );
}
