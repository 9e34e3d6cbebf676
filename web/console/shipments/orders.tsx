import type { SupplyOrder } from '@attend/contracts/shipments';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { dayWords } from '../check-ins/view.ts';
import { Refusal } from '../shell/entry.tsx';
import { usePressed } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { isOwn, useOwnShelves } from '../stock/own-shelves.ts';
import classes from '../stock/page.module.css';
import { ordersQuery, stale } from '../stock/queries.ts';
import { OrderDialog } from './plan.tsx';

/** STK-9: what was ordered, and what of it came. */
export function Orders() {
  const orders = useQuery(ordersQuery);
  const own = useOwnShelves();
  const [noting, setNoting] = useState(false);
  return (
    <Card
      title={t`Orders to suppliers`}
      flush
      aside={
        own.length > 0 && (
          <Button className="no-print" variant="default" size="compact-md" onClick={() => setNoting(true)}>
            <Trans>Note an order…</Trans>
          </Button>
        )
      }
    >
      {!orders.data && (orders.error ? <Failed error={orders.error} retry={orders.refetch} /> : <Waiting />)}
      {orders.data && (
        <DataTable
          label={t`Orders to suppliers`}
          rows={orders.data.orders}
          rowId={({ id }) => id}
          over={({ status }) => status !== 'open'}
          empty={t`Nothing is ordered.`}
          columns={columns(({ office }) => isOwn(own, office))}
        />
      )}
      {noting && <OrderDialog close={() => setNoting(false)} />}
    </Card>
  );
}

function statusWords(status: SupplyOrder['status']): string {
  const words = { open: t`Waited for`, fulfilled: t`Fulfilled`, cancelled: t`Cancelled` };
  return words[status];
}

const columns = (isTheirs: (order: SupplyOrder) => boolean): Column<SupplyOrder>[] => [
  {
    id: 'number',
    name: t`Number`,
    cell: ({ number, reference }) => (
      <>
        <Trans>No. {number}</Trans>
        {reference !== null && (
          <span className={classes.second}>
            <bdi>{reference}</bdi>
          </span>
        )}
      </>
    ),
    by: ({ number }) => number,
  },
  {
    id: 'supplier',
    name: t`Supplier`,
    cell: ({ supplier }) => <bdi>{supplier}</bdi>,
    by: ({ supplier }) => supplier,
  },
  {
    id: 'office',
    name: t`For the office`,
    cell: ({ office }) => <bdi>{office.name}</bdi>,
    by: ({ office }) => office.name,
  },
  {
    id: 'lines',
    name: t`Received of ordered`,
    cell: ({ lines }) =>
      lines.map(({ model, ordered, received }) => (
        <span key={model.id} className={classes.line}>
          {t`${received} of ${ordered}`} <bdi>{model.name}</bdi>
        </span>
      )),
  },
  {
    id: 'shipments',
    name: t`Shipments`,
    cell: ({ shipments }) =>
      shipments.length === 0
        ? '–'
        : shipments.map(({ id, number }) => (
            <Link key={id} to="/shipments/$id" params={{ id }}>
              <Trans>No. {number}</Trans>{' '}
            </Link>
          )),
  },
  {
    id: 'expected',
    name: t`Expected on`,
    cell: ({ expectedOn }) => (expectedOn === null ? '–' : dayWords(expectedOn, currentLocale())),
    by: ({ expectedOn }) => expectedOn ?? '',
  },
  { id: 'status', name: t`State`, cell: ({ status }) => statusWords(status), by: ({ status }) => status },
  {
    id: 'act',
    name: t`What can be done`,
    acts: true,
    cell: (order) => (isTheirs(order) ? <CancelOrder of={order} /> : null),
  },
];

/** FRM-7: where somebody was faster, what came of it meanwhile stands below the key. */
function CancelOrder({ of }: { readonly of: SupplyOrder }) {
  const { id, number, version, status, lines } = of;
  const { run, sending, failure } = useCommand(stale);
  const names: Readonly<Record<string, string>> = { status: t`State`, received: t`Received of ordered` };
  const { press, told } = usePressed(
    {
      version,
      facts: {
        status: statusWords(status),
        received: lines.map(
          ({ model, ordered, received }) => `${model.name} ${t`${received} of ${ordered}`}`,
        ),
      },
      name: (field) => names[field] ?? field,
    },
    failure,
  );
  return (
    <>
      {status === 'open' && (
        <Button
          variant="default"
          size="compact-sm"
          loading={sending}
          aria-label={t`Cancel order No. ${number}`}
          onClick={() => {
            press();
            void run(`/api/supply-orders/${id}/cancel`, { version }, t`Nothing more is waited for.`);
          }}
        >
          <Trans>Cancel it</Trans>
        </Button>
      )}
      <Refusal failure={failure} />
      {told}
    </>
  );
}
