import type { OrdersToDecide } from '@attend/contracts/order-decisions';
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
import { Moment } from '../../ui/When.tsx';
import { conditionKindWords } from '../../ui/words/devices.ts';
import classes from '../orders/page.module.css';
import { ordersToDecideQuery } from '../orders/queries.ts';
import { promptKindWords } from '../orders/words.ts';
import { DecideOf } from '../requests/decide-dialog.tsx';
import { useTitle } from '../shell/title.ts';
import { DecidePrompt } from './decide-prompt.tsx';
import { ImportedOrdersCard } from './imported-orders.tsx';

/** What waits for somebody's decision on orders, in order of need. */
export function OrdersToDecidePage() {
  useTitle(t`Orders to decide`);
  const list = useQuery(ordersToDecideQuery);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <Page
      title={t`Orders to decide`}
      lead={t`Evidence of harm first, then what is due first. What nobody decides by its date is marked, and lapses.`}
    >
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && <Lists of={list.data} act={setDoing} />}
      <ImportedOrdersCard />
      {doing?.what === 'prompt' && <DecidePrompt {...doing} close={close} />}
      {doing?.what === 'exception' && <DecideOf {...doing} close={close} />}
    </Page>
  );
}

type Doing = {
  readonly what: 'prompt' | 'exception';
  readonly person: string;
  readonly id: string;
};
type Props = { readonly of: OrdersToDecide; readonly act: (doing: Doing) => void };
type Whose = {
  readonly participant: { readonly id: string; readonly reference: string; readonly name: string };
};

const whose = <Row extends Whose>(): Column<Row> => ({
  id: 'whose',
  name: t`Participant`,
  cell: ({ participant }) => (
    <>
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'order' }}>
        <bdi>{participant.name}</bdi>
      </Link>{' '}
      <span className={classes.dim}>{participant.reference}</span>
    </>
  ),
  by: ({ participant }) => participant.name,
});
const inOrder = <Row extends { readonly order: { readonly reference: string } }>(): Column<Row> => ({
  id: 'order',
  name: t`Order`,
  cell: ({ order }) => <bdi>{order.reference}</bdi>,
});

function Lists({ of, act }: Props) {
  const more = (is: boolean) =>
    is && (
      <p className={classes.note}>
        <Trans>There are more than are shown here.</Trans>
      </p>
    );
  const decide = (label: string, press: () => void) => (
    <Button variant="default" size="compact-sm" aria-label={label} onClick={press}>
      <Trans>Decide…</Trans>
    </Button>
  );
  return (
    <>
      <Card title={t`Is it still needed?`} flush>
        <DataTable
          label={t`Is it still needed?`}
          rows={of.prompts}
          rowId={({ id }) => id}
          empty={t`Nothing is due within ninety days.`}
          columns={[
            { id: 'kind', name: t`What`, cell: ({ kind }) => <strong>{promptKindWords(kind)}</strong> },
            whose(),
            inOrder(),
            { id: 'due', name: t`By`, cell: ({ dueAt }) => <Moment at={dueAt} />, by: ({ dueAt }) => dueAt },
            {
              id: 'risk',
              name: t`Standing`,
              cell: ({ atRiskFrom, evidence }) => (
                <>
                  {atRiskFrom && <Tag tone="high">{t`at risk`}</Tag>}
                  {atRiskFrom && evidence && ' '}
                  {evidence && <bdi>{evidence}</bdi>}
                </>
              ),
            },
            {
              id: 'act',
              name: t`Action`,
              acts: true,
              cell: (row) =>
                decide(t`Decide about ${row.participant.name}`, () =>
                  act({ what: 'prompt', person: row.participant.id, id: row.id }),
                ),
            },
          ]}
        />
        {more(of.more.prompts)}
      </Card>
      <Card title={t`Exceptions asked for`} flush>
        <DataTable
          label={t`Exceptions asked for`}
          rows={of.exceptions}
          rowId={({ id }) => id}
          empty={t`None waits.`}
          columns={[
            whose(),
            {
              id: 'condition',
              name: t`Condition`,
              cell: ({ condition }) => `${conditionKindWords(condition.kind)} ${condition.reference}`,
            },
            {
              id: 'from',
              name: t`From`,
              cell: ({ from, late }) => (
                <>
                  <Moment at={from} /> {late && <Tag tone="high">{t`late`}</Tag>}
                </>
              ),
              by: ({ from }) => from,
            },
            { id: 'to', name: t`To`, cell: ({ to }) => <Moment at={to} /> },
            { id: 'reason', name: t`What for`, cell: ({ reason }) => <bdi>{reason}</bdi> },
            {
              id: 'act',
              name: t`Action`,
              acts: true,
              cell: (row) =>
                decide(t`Decide the exception of ${row.participant.name}`, () =>
                  act({ what: 'exception', person: row.participant.id, id: row.id }),
                ),
            },
          ]}
        />
        {more(of.more.exceptions)}
      </Card>
      <Card title={t`Drafts`} flush>
        <DataTable
          label={t`Drafts`}
          rows={of.drafts}
          rowId={({ order }) => order.id}
          empty={t`No draft waits.`}
          columns={[
            whose(),
            inOrder(),
            { id: 'version', name: t`Version`, cell: ({ version }) => version },
            {
              id: 'since',
              name: t`Since`,
              cell: ({ since }) => <Moment at={since} />,
              by: ({ since }) => since,
            },
            {
              id: 'mine',
              name: t`Standing`,
              cell: ({ mine }) => (mine ? t`you wrote in it` : t`you may approve it`),
            },
          ]}
        />
        {more(of.more.drafts)}
      </Card>
    </>
  );
}
