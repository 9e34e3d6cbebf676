import { type ConsumableView, consumables } from '@attend/contracts/consumables';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ask, numberOf, optionsOf, reasonField } from '../stock/ask.tsx';
import { useOwnShelves } from '../stock/own-shelves.ts';
import { consumablesQuery } from './queries.ts';
import { consumableWords } from './view.ts';

/** FIT-10: straps and chargers by office: what came less what was used. Numbers, and nobody. */
export function Consumables() {
  const read = useQuery(consumablesQuery);
  const own = useOwnShelves();
  const [changing, setChanging] = useState(false);
  if (!read.data) return read.error ? <Failed error={read.error} retry={read.refetch} /> : <Waiting />;
  return (
    <Card
      title={t`Straps and chargers`}
      flush
      aside={
        own.length > 0 && (
          <Button
            className="no-print"
            variant="default"
            size="compact-md"
            disabled={read.data.models.length === 0}
            onClick={() => setChanging(true)}
          >
            <Trans>They came, or were counted…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Straps and chargers`}
        rows={read.data.rows}
        rowId={({ office, item, model }) => `${office.id} ${item} ${model.id}`}
        empty={t`None is on record yet.`}
        columns={columns()}
      />
      {changing && <ChangeDialog of={{ ...read.data, offices: [...own] }} close={() => setChanging(false)} />}
    </Card>
  );
}

const columns = (): Column<ConsumableView['rows'][number]>[] => [
  {
    id: 'office',
    name: t`Office`,
    cell: ({ office }) => <bdi>{office.name}</bdi>,
    by: ({ office }) => office.name,
  },
  { id: 'item', name: t`What`, cell: ({ item }) => consumableWords(item), by: ({ item }) => item },
  {
    id: 'model',
    name: t`Model`,
    cell: ({ model }) => <bdi>{model.name}</bdi>,
    by: ({ model }) => model.name,
  },
  {
    id: 'count',
    name: t`By the record`,
    cell: ({ count }) =>
      count < 0 ? (
        <>
          {count} <Tag tone="medium">{t`to be counted`}</Tag>
        </>
      ) : (
        count
      ),
    by: ({ count }) => count,
  },
  { id: 'used', name: t`Used in 12 weeks`, cell: ({ used }) => used, by: ({ used }) => used },
];

type DialogProps = { readonly of: ConsumableView; readonly close: () => void };
const ChangeDialog = ({ of, close }: DialogProps) => (
  <Ask
    keep="consumables"
    title={t`Straps and chargers`}
    action={t`Put it on record`}
    done={t`It is on record.`}
    path="/api/consumables"
    initial={{
      ...{ office: of.offices[0]?.id ?? '', model: of.models[0]?.id ?? '', item: 'strap' },
      ...{ why: 'received', count: '', reason: '' },
    }}
    fields={() => [
      { kind: 'choice', name: 'office', label: t`Office`, options: optionsOf(of.offices) },
      { kind: 'choice', name: 'model', label: t`Model`, options: optionsOf(of.models) },
      {
        ...{ kind: 'choice', name: 'item', label: t`What` },
        options: consumables.map((value) => ({ value, label: consumableWords(value) })),
      },
      {
        ...{ kind: 'choice', name: 'why', label: t`What happened` },
        options: [
          { value: 'received', label: t`So many came` },
          { value: 'counted', label: t`So many lie there, as counted` },
          { value: 'discarded', label: t`So many were thrown away` },
        ],
      },
      { kind: 'number', name: 'count', label: t`How many`, needed: t`Say how many` },
      reasonField(),
    ]}
    bodyOf={({ office, model, item, why, count, reason }) => ({
      ...{ office, model, item, why, count: numberOf(count), note: (reason ?? '').trim() },
    })}
    close={close}
  />
);
