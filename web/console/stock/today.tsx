import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Failed } from '../../ui/State.tsx';
import classes from './page.module.css';
import { belowQuery } from './queries.ts';

/** STK-4: which offices have fewer than they need. Nothing where none has. */
export function StockToday() {
  const list = useQuery(belowQuery);
  if (list.data?.below.length === 0) return null;
  if (!list.data && !list.error) return null;
  return (
    <div className={classes.today}>
      <Card
        title={t`Stock below its level`}
        flush
        aside={
          <Link to="/stock">
            <Trans>Stock</Trans>
          </Link>
        }
      >
        {list.data ? (
          <DataTable
            label={t`Stock below its level`}
            rows={list.data.below}
            rowId={({ office, model }) => `${office.id} ${model.id}`}
            columns={[
              {
                id: 'office',
                name: t`Office`,
                cell: ({ office }) => <bdi>{office.name}</bdi>,
                by: ({ office }) => office.name,
              },
              {
                id: 'model',
                name: t`Model`,
                cell: ({ model }) => <bdi>{model.name}</bdi>,
                by: ({ model }) => model.name,
              },
              {
                id: 'usable',
                name: t`On the shelf`,
                cell: ({ usable }) => usable,
                by: ({ usable }) => usable,
              },
              { id: 'level', name: t`Level`, cell: ({ level }) => level, by: ({ level }) => level },
              { id: 'coming', name: t`Coming`, cell: ({ coming }) => coming, by: ({ coming }) => coming },
            ]}
          />
        ) : (
          list.error && <Failed error={list.error} retry={list.refetch} />
        )}
      </Card>
    </div>
  );
}
