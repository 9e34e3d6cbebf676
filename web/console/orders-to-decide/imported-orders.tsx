import { type ImportedOrder, importedOrdersMarked } from '@attend/contracts/caseload';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { clauseWords } from '../../ui/words/devices.ts';
import classes from '../orders/page.module.css';
import { importedOrdersQuery } from '../orders/queries.ts';
import { Refusal } from '../shell/entry.tsx';
import { may, useStaff } from '../signed-in.tsx';

/** What a file says of an order, nobody here has read: it stands here until somebody has. */
export function ImportedOrdersCard() {
  const staff = useStaff();
  const say = useSay();
  const client = useQueryClient();
  const list = useInfiniteQuery(importedOrdersQuery);
  const look = useMutation<void, ApiFailure, readonly string[]>({
    mutationFn: async (orders) => {
      const answer = await request('/api/imported-orders/looked-at', importedOrdersMarked, {
        method: 'POST',
        body: { orders },
      });
      if (!answer.ok) throw answer.error;
      const { marked } = answer.value;
      say(
        t`${plural(marked, { one: '# order is marked as looked at.', other: '# orders are marked as looked at.' })}`,
      );
      await client.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <Card title={t`Imported orders to look at`} flush>
      {list.data ? (
        <>
          <DataTable
            label={t`Imported orders to look at`}
            rows={orders}
            rowId={({ id }) => id}
            columns={columns(may(staff, 'orders.approve') ? (id) => look.mutate([id]) : null)}
            empty={t`Somebody has looked at every imported order.`}
          />
          <div className={classes.note}>
            <Refusal failure={look.error} />
            {list.hasNextPage && (
              <Button
                variant="default"
                onClick={() => void list.fetchNextPage()}
                loading={list.isFetchingNextPage}
              >
                <Trans>Show more</Trans>
              </Button>
            )}
          </div>
        </>
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
    </Card>
  );
}

/** A supervisor says so; who may not sees what waits. */
const columns = (look: ((id: string) => void) | null): Column<ImportedOrder>[] => [
  {
    id: 'person',
    name: t`Participant`,
    cell: ({ participant: { id, name, reference } }) => (
      <>
        <Link to="/people/$id" params={{ id }} search={{ part: 'order' }}>
          <bdi>{name}</bdi>
        </Link>{' '}
        <span className={classes.dim}>{reference}</span>
      </>
    ),
    by: ({ participant }) => participant.name,
  },
  {
    id: 'order',
    name: t`Order`,
    cell: ({ order, version, legalBasis }) => (
      <>
        <bdi>{order}</bdi> · {version}
        <br />
        <span className={classes.dim}>{legalBasis}</span>
      </>
    ),
    by: ({ order }) => order,
  },
  { id: 'clauses', name: t`Clauses`, cell: ({ clauses }) => clauses.map(clauseWords).join(', ') },
  {
    id: 'span',
    name: t`From, to`,
    cell: ({ from, to }) => (
      <>
        <Moment at={from} /> – {to === null ? '' : <Moment at={to} />}
      </>
    ),
    by: ({ from }) => from,
  },
  { id: 'office', name: t`Office`, cell: ({ office }) => office ?? '–', by: ({ office }) => office ?? '' },
  ...(look === null ? [] : [lookColumn(look)]),
];

const lookColumn = (look: (id: string) => void): Column<ImportedOrder> => ({
  id: 'act',
  name: t`Look`,
  acts: true,
  cell: ({ id, order, participant }) => (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={t`I have looked at order ${order} of ${participant.reference}`}
      onClick={() => look(id)}
    >
      <Trans>Looked at</Trans>
    </Button>
  ),
});
