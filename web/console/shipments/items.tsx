import { type ShipmentDetail, settlementsOf } from '@attend/contracts/shipments';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { useCommand } from '../shell/use-command.ts';
import { Ask, reasonField } from '../stock/ask.tsx';
import classes from '../stock/page.module.css';
import { stale } from '../stock/queries.ts';
import { settlementWords, standingWords } from '../stock/view.ts';

type Item = ShipmentDetail['items'][number];
type Props = { readonly of: ShipmentDetail; readonly sends: boolean; readonly receives: boolean };

/** Every serial number of the parcel; what differs is settled one by one. */
export function Items({ of, sends, receives }: Props) {
  const [settling, setSettling] = useState<Item | null>(null);
  const { run, sending } = useCommand(stale);
  const unpack = ({ identifier }: Item) =>
    void run(`/api/shipments/${of.id}/unpack`, { identifier }, t`It is out again.`);
  return (
    <Card title={t`Devices in it`} flush>
      <DataTable
        label={t`Devices in it`}
        rows={of.items}
        rowId={({ id }) => id}
        empty={t`Nothing is in it yet.`}
        over={({ standing }) => standing === 'settled'}
        columns={[
          ...columns(),
          ...(sends || receives
            ? [
                actColumn(
                  sends && of.status === 'planned' ? unpack : null,
                  of.status === 'received' ? setSettling : null,
                  sending,
                ),
              ]
            : []),
        ]}
      />
      {settling && <Settle shipment={of.id} item={settling} close={() => setSettling(null)} />}
    </Card>
  );
}

const columns = (): Column<Item>[] => [
  {
    id: 'serial',
    name: t`Serial number`,
    cell: ({ identifier, device }) =>
      device === null ? (
        <bdi>{identifier}</bdi>
      ) : (
        <Link to="/devices/$id" params={{ id: device }} preload={false}>
          <bdi>{identifier}</bdi>
        </Link>
      ),
    by: ({ identifier }) => identifier,
  },
  {
    id: 'model',
    name: t`Model`,
    cell: ({ model }) => <bdi>{model ?? t`Not known`}</bdi>,
    by: ({ model }) => model ?? '',
  },
  {
    id: 'standing',
    name: t`State`,
    cell: ({ standing, settledAs, settledBy, reason }) =>
      settledAs === null ? (
        <Tag tone={standing === 'packed' || standing === 'received' ? 'low' : 'high'}>
          {standingWords(standing)}
        </Tag>
      ) : (
        <>
          {settlementWords(settledAs)}
          <span className={classes.second}>
            {settledBy}: {reason}
          </span>
        </>
      ),
    by: ({ standing }) => standing,
  },
  {
    id: 'packed',
    name: t`Packed`,
    cell: ({ packedAt, packedBy }) =>
      packedAt === null ? (
        '–'
      ) : (
        <>
          <Moment at={packedAt} /> <span className={classes.second}>{packedBy}</span>
        </>
      ),
    by: ({ packedAt }) => packedAt ?? '',
  },
  {
    id: 'received',
    name: t`Received`,
    cell: ({ receivedAt, receivedBy }) =>
      receivedAt === null ? (
        '–'
      ) : (
        <>
          <Moment at={receivedAt} /> <span className={classes.second}>{receivedBy}</span>
        </>
      ),
    by: ({ receivedAt }) => receivedAt ?? '',
  },
];

type Act = ((item: Item) => void) | null;
const actColumn = (unpack: Act, settle: Act, sending: boolean): Column<Item> => ({
  id: 'act',
  name: t`What can be done`,
  acts: true,
  cell: (item) => {
    const { identifier } = item;
    if (unpack !== null)
      return (
        <Button
          variant="default"
          size="compact-sm"
          loading={sending}
          aria-label={t`Take ${identifier} out again`}
          onClick={() => unpack(item)}
        >
          <Trans>Take it out</Trans>
        </Button>
      );
    if (settle === null || settlementsOf(item.standing).length === 0) return null;
    return (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t`Settle ${identifier}…`}
        onClick={() => settle(item)}
      >
        <Trans>Settle…</Trans>
      </Button>
    );
  },
});

type SettleProps = { readonly shipment: string; readonly item: Item; readonly close: () => void };
/** STK-8: what became of it, with who and why. */
function Settle({ shipment, item: { id, identifier, standing }, close }: SettleProps) {
  const choices = settlementsOf(standing);
  return (
    <Ask
      keep={`shipment.${shipment}.settle.${id}`}
      title={t`Settle ${identifier}`}
      action={t`Put it on record`}
      done={t`It is on record.`}
      path={`/api/shipments/${shipment}/items/${id}/settle`}
      initial={{ as: '', reason: '' }}
      fields={() => [
        {
          ...{ kind: 'choice', name: 'as', label: t`What became of it` },
          needed: chooseFirst(),
          options: toChoose(choices.map((value) => ({ value, label: settlementWords(value) }))),
        },
        reasonField(),
      ]}
      bodyOf={({ as, reason }) => ({ as, reason })}
      close={close}
    />
  );
}
