import type { DeviceKnocks } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { knocksQuery } from '../queries.ts';
import classes from './page.module.css';

type Knock = DeviceKnocks['knocks'][number];

/** Who calls and is in nobody's stock: a typing error in a number shows here. */
export function Knocks() {
  const knocks = useQuery(knocksQuery);
  const columns: Column<Knock>[] = [
    {
      id: 'identifier',
      name: t`Number`,
      cell: ({ identifier }) => <bdi>{identifier}</bdi>,
      by: ({ identifier }) => identifier,
    },
    { id: 'protocol', name: t`Protocol`, cell: ({ protocol }) => protocol, by: ({ protocol }) => protocol },
    { id: 'last', name: t`Last`, cell: ({ last }) => <Ago at={last} />, by: ({ last }) => last },
    { id: 'first', name: t`First`, cell: ({ first }) => <Moment at={first} />, by: ({ first }) => first },
    { id: 'messages', name: t`Messages`, cell: ({ messages }) => messages, by: ({ messages }) => messages },
  ];
  return (
    <Card title={t`Unknown devices that knock`} flush>
      {!knocks.data && (knocks.error ? <Failed error={knocks.error} retry={knocks.refetch} /> : <Waiting />)}
      {knocks.data?.knocks.length === 0 && (
        <p className={classes.none}>{t`None. A device that is not in stock shows here when it calls.`}</p>
      )}
      {knocks.data && knocks.data.knocks.length > 0 && (
        <DataTable
          label={t`Unknown devices`}
          rows={knocks.data.knocks}
          columns={columns}
          rowId={({ protocol, identifier }) => `${protocol} ${identifier}`}
        />
      )}
    </Card>
  );
}
