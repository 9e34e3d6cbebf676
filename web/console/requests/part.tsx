import type { ExceptionRequest } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { conditionKindWords, exceptionWords } from '../../ui/words/devices.ts';
import { Dates } from '../orders/versions.tsx';
import { asItStands } from '../shell/stands.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import classes from './part.module.css';
import { requestsQuery } from './queries.ts';
import { RequestDialog } from './request-dialog.tsx';
import { askedWords } from './view.ts';

/** What was asked for about this person: what waits, and what was decided within a month. */
export function RequestsPart({ id }: { readonly id: string }) {
  const staff = useStaff();
  const list = useQuery(requestsQuery(id));
  const [asking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<ExceptionRequest | null>(null);
  const decides = may(staff, 'orders.write');
  const writes = may(staff, 'requests.write');
  return (
    <Card
      title={t`Exceptions asked for`}
      flush
      aside={
        writes && (
          <Button variant="default" size="compact-md" onClick={() => setAsking(true)}>
            <Trans>Somebody asks…</Trans>
          </Button>
        )
      }
    >
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && (
        <DataTable
          label={t`Exceptions asked for`}
          rows={list.data.requests}
          rowId={(row) => row.id}
          empty={t`Nobody has asked for one within a month.`}
          over={({ status }) => status !== 'asked'}
          columns={[...columns(), ...(decides ? [decideColumn(setDeciding)] : [])]}
        />
      )}
      {asking && <RequestDialog person={id} close={() => setAsking(false)} />}
      {deciding && (
        <DecideDialog
          of={asItStands(list.data?.requests ?? [], deciding).of}
          close={() => setDeciding(null)}
        />
      )}
    </Card>
  );
}

const columns = (): Column<ExceptionRequest>[] => [
  {
    id: 'what',
    name: t`What for`,
    cell: ({ reason, asked }) => (
      <>
        <bdi>{reason}</bdi>
        {asked && <span className={classes.second}>{askedWords(asked, currentLocale())}</span>}
      </>
    ),
  },
  {
    id: 'condition',
    name: t`Condition`,
    cell: ({ condition }) => `${conditionKindWords(condition.kind)} ${condition.reference}`,
  },
  {
    id: 'when',
    name: t`When`,
    cell: ({ from, to, wished }) => (
      <>
        <Dates from={from} to={to} />
        {wished && (
          <span className={classes.second}>
            <Trans>
              asked for: <Dates from={wished.from} to={wished.to} />
            </Trans>
          </span>
        )}
      </>
    ),
    by: ({ from }) => from,
  },
  {
    id: 'state',
    name: t`State`,
    cell: ({ status, late, decisionReason }) => (
      <>
        {late ? <Tag tone="high">{t`late: nobody has answered`}</Tag> : exceptionWords(status)}
        {decisionReason !== null && (
          <span className={classes.second}>
            <bdi>{decisionReason}</bdi>
          </span>
        )}
      </>
    ),
    by: ({ status }) => status,
  },
];

const decideColumn = (decide: (of: ExceptionRequest) => void): Column<ExceptionRequest> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (row) =>
    row.status === 'asked' ? (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t`Decide: ${row.reason}`}
        onClick={() => decide(row)}
      >
        <Trans>Decide…</Trans>
      </Button>
    ) : null,
});
