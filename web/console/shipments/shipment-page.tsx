import { type ShipmentDetail, shipmentScanned } from '@attend/contracts/shipments';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { useTitle } from '../shell/title.ts';
import { isOwn, useOwnShelves } from '../stock/own-shelves.ts';
import classes from '../stock/page.module.css';
import { shipmentQuery } from '../stock/queries.ts';
import { Scanner, useScans } from '../stock/scanner.tsx';
import { statusWords } from '../stock/view.ts';
import { Items } from './items.tsx';
import { Label } from './label.tsx';
import { Steps } from './steps.tsx';

/** One parcel: packed, labelled, handed over, received, settled. */
export function ShipmentPage() {
  const { id } = useParams({ from: '/shipments/$id' });
  const shipment = useQuery(shipmentQuery(id));
  const number = shipment.data?.number ?? '';
  useTitle(t`Shipment ${number}`);
  if (!shipment.data)
    return shipment.error ? <Failed error={shipment.error} retry={shipment.refetch} page /> : <Waiting />;
  return (
    <Page
      title={t`Shipment ${number}`}
      lead={
        <span className={`${classes.crumb} no-print`}>
          <Link to="/shipments">
            <Trans>Shipments</Trans>
          </Link>
        </span>
      }
    >
      <One of={shipment.data} />
    </Page>
  );
}

function One({ of }: { readonly of: ShipmentDetail }) {
  const own = useOwnShelves();
  const { status, from, to } = of;
  // STK-14: at the supplier's end nobody of ours stands.
  const sends = isOwn(own, from ?? to);
  const receives = isOwn(own, to ?? from);
  return (
    <>
      <Card title={t`Shipment`}>
        <Facts of={factsOf(of)} />
        <Steps of={of} sends={sends} receives={receives} />
      </Card>
      {sends && status === 'planned' && <Packing key="pack" of={of} />}
      {receives && status === 'handed-over' && of.to !== null && <Receiving key="receive" of={of} />}
      {(status === 'packed' || status === 'labelled') && <Label of={of} />}
      <Items of={of} sends={sends} receives={receives} />
    </>
  );
}

function factsOf(of: ShipmentDetail): (readonly [string, ReactNode])[] {
  const { planned, packed, received, lines, carrier, tracking } = of;
  const moments = [
    [t`Packed`, of.packedAt],
    [t`Labelled`, of.labelledAt],
    [t`Handed over`, of.handedAt],
    [t`Received`, of.receivedAt],
  ] as const;
  return [
    [t`State`, statusWords(of.status)],
    [t`From`, <bdi key="from">{of.from?.name ?? t`Supplier`}</bdi>],
    [t`To`, <bdi key="to">{of.to?.name ?? t`Supplier`}</bdi>],
    ...(of.order === null ? [] : [[t`Order that it fulfils`, t`No. ${of.order.number}`] as const]),
    ...lines.map(({ model, count, packed: there }) => [model.name, t`${there} of ${count}`] as const),
    [
      t`Packed · received`,
      planned > 0 ? t`${packed} · ${received}, planned: ${planned}` : `${packed} · ${received}`,
    ],
    ...(carrier === null
      ? []
      : [[t`Carrier`, <bdi key="carrier">{`${carrier} · ${tracking}`}</bdi>] as const]),
    ...moments.flatMap(([name, at]) => (at === null ? [] : [[name, <Moment key={name} at={at} />] as const])),
  ];
}

type Scanning = { readonly of: ShipmentDetail };

/** The list is read again once the scanner rests: reading it after each of a hundred scans would be slower than scanning. */
const restMillis = 600;
function useReadAgain(id: string): () => void {
  const client = useQueryClient();
  const [timer] = useState<{ at: ReturnType<typeof setTimeout> | undefined }>({ at: undefined });
  return () => {
    clearTimeout(timer.at);
    timer.at = setTimeout(() => {
      void client.invalidateQueries({ queryKey: shipmentQuery(id).queryKey });
    }, restMillis);
  };
}

function Packing({ of: { id } }: Scanning) {
  const again = useReadAgain(id);
  const scans = useScans(`/api/shipments/${id}/pack`, shipmentScanned, {}, again);
  return (
    <Card title={t`Pack`}>
      <Scanner label={t`Serial number of a device that goes in`} scans={scans} />
    </Card>
  );
}

function Receiving({ of: { id } }: Scanning) {
  const again = useReadAgain(id);
  const [damaged, setDamaged] = useState(false);
  const scans = useScans(`/api/shipments/${id}/receive`, shipmentScanned, { damaged }, (answer) => {
    // For one device alone: a tick that is forgotten would mark all that follow.
    setDamaged(false);
    if (answer.result !== 'again') again();
  });
  return (
    <Card title={t`Receive`}>
      <Checkbox
        mb="sm"
        label={t`The next one came damaged`}
        checked={damaged}
        onChange={(event) => setDamaged(event.currentTarget.checked)}
      />
      <Scanner label={t`Serial number of a device that came`} scans={scans} />
    </Card>
  );
}
