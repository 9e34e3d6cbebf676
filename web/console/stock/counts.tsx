import type { StockCountLine } from '@attend/contracts/stock-counts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { Ask, optionsOf } from './ask.tsx';
import { countsQuery } from './queries.ts';
import { countWords } from './view.ts';

/** `offices`: those at whose shelves the viewer counts. */
type Props = { readonly offices: readonly { readonly id: string; readonly name: string }[] };

/** Counts of shelves: those under way first. */
export function Counts({ offices }: Props) {
  const counts = useQuery(countsQuery);
  const [beginning, setBeginning] = useState(false);
  return (
    <Card
      title={t`Counts`}
      flush
      aside={
        offices.length > 0 && (
          <Button className="no-print" variant="default" size="compact-md" onClick={() => setBeginning(true)}>
            <Trans>Count an office…</Trans>
          </Button>
        )
      }
    >
      {!counts.data && (counts.error ? <Failed error={counts.error} retry={counts.refetch} /> : <Waiting />)}
      {counts.data && (
        <DataTable
          label={t`Counts`}
          rows={counts.data.counts}
          rowId={({ id }) => id}
          over={({ status }) => status === 'closed'}
          empty={t`No office has been counted yet.`}
          columns={columns()}
        />
      )}
      {beginning && (
        <Ask
          keep="stock.count"
          title={t`Count an office`}
          action={t`Begin`}
          done={t`The count has begun. Open it in the list.`}
          path="/api/stock-counts"
          initial={{ office: offices[0]?.id ?? '' }}
          fields={() => [
            {
              ...{ kind: 'choice', name: 'office', label: t`Office`, needed: t`Choose which` },
              options: optionsOf(offices),
            },
          ]}
          bodyOf={({ office }) => ({ office })}
          close={() => setBeginning(false)}
        />
      )}
    </Card>
  );
}

const columns = (): Column<StockCountLine>[] => [
  {
    id: 'office',
    name: t`Office`,
    cell: ({ id, office }) => (
      <Link to="/stock/counts/$id" params={{ id }}>
        <bdi>{office.name}</bdi>
      </Link>
    ),
    by: ({ office }) => office.name,
  },
  { id: 'status', name: t`State`, cell: ({ status }) => countWords(status), by: ({ status }) => status },
  {
    id: 'begun',
    name: t`Begun`,
    cell: ({ begunAt }) => <Moment at={begunAt} />,
    by: ({ begunAt }) => begunAt,
  },
  { id: 'by', name: t`By`, cell: ({ begunBy }) => begunBy, by: ({ begunBy }) => begunBy },
  { id: 'scanned', name: t`Scanned`, cell: ({ scanned }) => scanned, by: ({ scanned }) => scanned },
  { id: 'open', name: t`To explain`, cell: ({ open }) => open, by: ({ open }) => open },
];
