import { type ShipmentLine, type ShipmentShow, shipmentShows } from '@attend/contracts/shipments';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { useTitle } from '../shell/title.ts';
import { BackToStock } from '../stock/back-to-stock.tsx';
import { useOwnShelves } from '../stock/own-shelves.ts';
import classes from '../stock/page.module.css';
import { shipmentsQuery } from '../stock/queries.ts';
import { showWords, statusWords } from '../stock/view.ts';
import { Orders } from './orders.tsx';
import { PlanDialog } from './plan.tsx';

/** Parcels between supplier and offices, and between offices: the same thing. */
export function ShipmentsPage() {
  useTitle(t`Shipments`);
  const navigate = useNavigate();
  const own = useOwnShelves();
  const { show = 'open' } = useSearch({ from: '/shipments' });
  const [planning, setPlanning] = useState(false);
  return (
    <Page
      title={t`Shipments`}
      lead={<BackToStock />}
      action={
        own.length > 0 && (
          <Button onClick={() => setPlanning(true)}>
            <Trans>Plan a shipment…</Trans>
          </Button>
        )
      }
    >
      <div className={classes.shows}>
        <SegmentedControl
          aria-label={t`Which shipments`}
          value={show}
          data={shipmentShows.map((value) => ({ value, label: showWords(value) }))}
          onChange={(value) =>
            void navigate({
              to: '/shipments',
              search: { show: shipmentShows.find((one) => one === value) },
              replace: true,
            })
          }
        />
      </div>
      <Shipments show={show} />
      <Orders />
      {planning && <PlanDialog close={() => setPlanning(false)} />}
    </Page>
  );
}

function Shipments({ show }: { readonly show: ShipmentShow }) {
  const list = useQuery(shipmentsQuery(show));
  return (
    <Card title={showWords(show)} flush>
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && (
        <DataTable
          label={showWords(show)}
          rows={list.data.shipments}
          rowId={({ id }) => id}
          empty={t`None.`}
          columns={columns()}
        />
      )}
      {list.data?.more && <p className={classes.foot}>{t`There are more than are shown here.`}</p>}
    </Card>
  );
}

const columns = (): Column<ShipmentLine>[] => [
  {
    id: 'number',
    name: t`Number`,
    cell: ({ id, number }) => (
      <Link to="/shipments/$id" params={{ id }}>
        <Trans>No. {number}</Trans>
      </Link>
    ),
    by: ({ number }) => number,
  },
  {
    id: 'from',
    name: t`From`,
    cell: ({ from }) => <bdi>{from?.name ?? t`Supplier`}</bdi>,
    by: ({ from }) => from?.name ?? '',
  },
  {
    id: 'to',
    name: t`To`,
    cell: ({ to }) => <bdi>{to?.name ?? t`Supplier`}</bdi>,
    by: ({ to }) => to?.name ?? '',
  },
  {
    id: 'status',
    name: t`State`,
    cell: ({ status, differences }) => (
      <>
        {statusWords(status)} {differences > 0 && <Tag tone="high">{differences}</Tag>}
      </>
    ),
    by: ({ status }) => status,
  },
  {
    id: 'counts',
    name: t`Packed · received`,
    cell: ({ planned, packed, received }) => (
      <>
        {packed} · {received}
        {planned > 0 && <span className={classes.second}>{t`planned: ${planned}`}</span>}
      </>
    ),
    by: ({ packed }) => packed,
  },
  {
    id: 'carrier',
    name: t`Carrier`,
    cell: ({ carrier, tracking }) =>
      carrier === null ? (
        '–'
      ) : (
        <>
          <bdi>{carrier}</bdi>
          <span className={classes.second}>
            <bdi>{tracking}</bdi>
          </span>
        </>
      ),
    by: ({ carrier }) => carrier ?? '',
  },
  { id: 'made', name: t`Planned`, cell: ({ madeAt }) => <Moment at={madeAt} />, by: ({ madeAt }) => madeAt },
];
