import type { StockView } from '@attend/contracts/stock';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Consumables } from '../fittings/consumables.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Counts } from './counts.tsx';
import { LevelDialog, RegisterDialog } from './dialogs.tsx';
import { useOwnShelves } from './own-shelves.ts';
import classes from './page.module.css';
import { stockQuery } from './queries.ts';
import { kindWords } from './view.ts';

type Row = StockView['rows'][number];

/** What lies where, how long it lasts, and where more is needed. */
export function StockPage() {
  useTitle(t`Stock`);
  const stock = useQuery(stockQuery);
  const own = useOwnShelves();
  const [registering, setRegistering] = useState(false);
  return (
    <Page
      title={t`Stock`}
      lead={
        <span className={`${classes.crumb} no-print`}>
          <Link to="/stock/models">
            <Trans>Models of devices</Trans>
          </Link>{' '}
          ·{' '}
          <Link to="/shipments">
            <Trans>Shipments</Trans>
          </Link>{' '}
          ·{' '}
          <Link to="/devices" search={{ show: 'shelf' }}>
            <Trans>Choose devices for labels</Trans>
          </Link>
        </span>
      }
      action={
        own.length > 0 && (
          <Button disabled={!stock.data} onClick={() => setRegistering(true)}>
            <Trans>Enter devices…</Trans>
          </Button>
        )
      }
    >
      {!stock.data && (stock.error ? <Failed error={stock.error} retry={stock.refetch} /> : <Waiting />)}
      {stock.data && <Figures of={stock.data} />}
      {stock.data && <Consumables />}
      {stock.data && <Counts offices={own} />}
      {registering && stock.data && <RegisterDialog own={own} close={() => setRegistering(false)} />}
    </Page>
  );
}

function Figures({ of }: { readonly of: StockView }) {
  const own = useOwnShelves();
  const configures = may(useStaff(), 'stock.configure') && own.length > 0;
  const [setting, setSetting] = useState(false);
  return (
    <>
      <Card
        title={t`By office and model`}
        flush
        aside={
          configures && (
            <Button className="no-print" variant="default" size="compact-md" onClick={() => setSetting(true)}>
              <Trans>Set a level…</Trans>
            </Button>
          )
        }
      >
        <DataTable
          label={t`Stock`}
          rows={of.rows}
          rowId={({ office, model }) => `${office.id} ${model?.id}`}
          empty={t`Nothing is on a shelf yet. Enter devices, or receive a shipment.`}
          columns={columns()}
        />
        <p className={classes.foot}>
          {t`Use per week: what was fitted from this shelf in the last 12 weeks, divided by them; where the record is younger, by its weeks. Days left: what can be used, at that use.`}
        </p>
      </Card>
      <Card title={t`Elsewhere`} flush>
        <DataTable
          label={t`Elsewhere`}
          rows={of.away}
          rowId={({ kind, model }) => `${kind} ${model?.id}`}
          empty={t`Every device is on a shelf, with somebody, or not on record.`}
          columns={[
            { id: 'kind', name: t`Where`, cell: ({ kind }) => kindWords(kind), by: ({ kind }) => kind },
            {
              id: 'model',
              name: t`Model`,
              cell: ({ model }) => model?.name ?? t`Not known`,
              by: ({ model }) => model?.name ?? '',
            },
            { id: 'devices', name: t`Devices`, cell: ({ devices }) => devices, by: ({ devices }) => devices },
          ]}
        />
      </Card>
      {setting && <LevelDialog of={of} own={own} close={() => setSetting(false)} />}
    </>
  );
}

const columns = (): Column<Row>[] => [
  {
    id: 'office',
    name: t`Office`,
    cell: ({ office }) => <bdi>{office.name}</bdi>,
    by: ({ office }) => office.name,
  },
  {
    id: 'model',
    name: t`Model`,
    cell: ({ model }) => (model === null ? t`Not known` : <bdi>{model.name}</bdi>),
    by: ({ model }) => model?.name ?? '',
  },
  {
    id: 'usable',
    name: t`On the shelf`,
    cell: ({ usable, below }) => (
      <>
        {usable} {below && <Tag tone="high">{t`below its level`}</Tag>}
      </>
    ),
    by: ({ usable }) => usable,
  },
  { id: 'level', name: t`Level`, cell: ({ level }) => level ?? '–', by: ({ level }) => level ?? -1 },
  { id: 'coming', name: t`Coming`, cell: ({ coming }) => coming, by: ({ coming }) => coming },
  {
    id: 'apart',
    name: t`Damaged · in quarantine`,
    cell: ({ damaged, quarantined }) => `${damaged} · ${quarantined}`,
    by: ({ damaged }) => damaged,
  },
  {
    id: 'use',
    name: t`Use per week`,
    cell: ({ perWeek }) => perWeek ?? '–',
    by: ({ perWeek }) => perWeek ?? -1,
  },
  {
    id: 'left',
    name: t`Days left`,
    cell: ({ daysLeft }) => daysLeft ?? t`Not known`,
    by: ({ daysLeft }) => daysLeft ?? Number.MAX_SAFE_INTEGER,
  },
];
