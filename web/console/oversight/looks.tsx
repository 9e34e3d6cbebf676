import type { UnusualLook } from '@attend/contracts/oversight';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { unusualQuery } from '../queries.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Decide } from './decide.tsx';
import classes from './page.module.css';
import { outcomeWords, unusualWords } from './view.ts';

/** What a supervisor should ask about, the undecided first. */
export function LooksCard() {
  const looks = useQuery(unusualQuery);
  const me = useStaff();
  const [deciding, setDeciding] = useState<UnusualLook | null>(null);
  const columns: Column<UnusualLook>[] = [
    {
      id: 'day',
      name: t`Day`,
      cell: (row) => <time dateTime={row.day}>{row.day}</time>,
      by: (row) => row.day,
    },
    {
      id: 'who',
      name: t`Who looked`,
      cell: (row) => <strong>{row.staff.name}</strong>,
      by: (row) => row.staff.name,
    },
    { id: 'what', name: t`What is unusual`, cell: unusualWords, by: (row) => row.kind },
    {
      id: 'whom',
      name: t`At whom`,
      cell: ({ participant }) =>
        participant === null ? (
          '–'
        ) : (
          <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'looks' }}>
            {participant.name} · <bdi>{participant.reference}</bdi>
          </Link>
        ),
    },
    {
      id: 'answer',
      name: t`Answer`,
      cell: (row) => {
        if (row.outcome !== null) {
          return (
            <span title={row.note ?? ''}>
              <Tag tone={row.outcome === 'explained' ? 'good' : 'plain'}>{outcomeWords(row.outcome)}</Tag>{' '}
              {row.decidedBy?.name}
            </span>
          );
        }
        if (!may(me, 'oversight.decide')) return <Tag>{t`Not asked yet`}</Tag>;
        if (row.staff.id === me.id) return <Tag>{t`Somebody else decides`}</Tag>;
        const name = row.staff.name;
        return (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Decide about the look of ${name}`}
            onClick={() => setDeciding(row)}
          >
            <Trans>Decide…</Trans>
          </Button>
        );
      },
    },
  ];
  return (
    <Card title={t`Unusual looks`} flush>
      {!looks.data && (looks.error ? <Failed error={looks.error} retry={looks.refetch} /> : <Waiting />)}
      {looks.data?.looks.length === 0 && (
        <p className={classes.none}>{t`Nothing unusual in the last seven days.`}</p>
      )}
      {looks.data && looks.data.looks.length > 0 && (
        <DataTable
          label={t`Unusual looks`}
          rows={looks.data.looks}
          columns={columns}
          rowId={(row) => row.id}
          over={(row) => row.outcome !== null}
        />
      )}
      {deciding && <Decide look={deciding} close={() => setDeciding(null)} />}
    </Card>
  );
}
