import type { CaseList } from '@attend/contracts/providers';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { DayOf, Moment } from '../../ui/When.tsx';
import { monthWords } from '../shell/months.ts';
import { useTitle } from '../shell/title.ts';
import classes from './page.module.css';
import { casesQuery } from './queries.ts';
import { measureWords, methodWords, saidWords, stateWords } from './view.ts';

type Line = CaseList['cases'][number];

/** The cases behind a figure. */
export function CasesPage() {
  const { id } = useParams({ from: '/provider-contracts/$id/cases' });
  const { month, measure, state } = useSearch({ from: '/provider-contracts/$id/cases' });
  const cases = useQuery(casesQuery(id, month, measure, state));
  const name = measureWords(measure);
  useTitle(name);
  if (!cases.data)
    return cases.error ? <Failed error={cases.error} retry={cases.refetch} page /> : <Waiting />;
  const { provider, reference, beyond, more } = cases.data;
  return (
    <Page
      title={name}
      lead={
        <>
          <Link to="/providers/$id" params={{ id: provider.id }} search={{ month }}>
            {provider.name}
          </Link>
          {' · '}
          {[reference, monthWords(month), state === undefined ? '' : stateWords(state)]
            .filter(Boolean)
            .join(' · ')}
        </>
      }
    >
      <Card title={t`Cases`} flush>
        <DataTable
          label={t`Cases`}
          rows={cases.data.cases}
          rowId={({ id }) => id}
          empty={t`None that you may see.`}
          columns={columns(measure)}
        />
        <p className={classes.foot}>
          {methodWords(measure)} {more && <Trans>The first 200 are shown.</Trans>}{' '}
          {beyond > 0 &&
            plural(beyond, {
              one: '# more is of a person whom you may not see.',
              other: '# more are of people whom you may not see.',
            })}
        </p>
      </Card>
    </Page>
  );
}

const columns = (measure: CaseList['measure']): Column<Line>[] => [
  {
    id: 'person',
    name: t`Person`,
    cell: ({ person }) =>
      person === null ? (
        <span className={classes.dim}>{t`nobody in particular`}</span>
      ) : (
        <Link to="/people/$id" params={{ id: person.id }} preload={false}>
          {person.name}
          <span className={classes.second}>{person.reference}</span>
        </Link>
      ),
    by: ({ person }) => person?.name ?? '',
  },
  {
    id: 'at',
    name: t`When`,
    cell: ({ at }) => (measure === 'check-ins-completed' ? <DayOf at={at} /> : <Moment at={at} />),
    by: ({ at }) => at,
  },
  { id: 'said', name: t`The record says`, cell: ({ said }) => saidWords(said), by: ({ said }) => said },
  { id: 'state', name: t`Counts as`, cell: ({ state }) => stateWords(state), by: ({ state }) => state },
  ...(measure === 'alert-look' || measure === 'complaints'
    ? [
        {
          id: 'open',
          name: t`Open`,
          acts: true,
          cell: ({ id }: Line) =>
            measure === 'alert-look' ? (
              <Link to="/alerts/$id" params={{ id }} preload={false}>
                <Trans>Alert</Trans>
              </Link>
            ) : (
              <Link to="/complaints/$id" params={{ id }} preload={false}>
                <Trans>Complaint</Trans>
              </Link>
            ),
        },
      ]
    : []),
];
