import type { AccountRequest } from '@attend/contracts/account-requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { askedWords, obstacleWords, standingWords } from './view.ts';

type Props = {
  readonly label: string;
  readonly requests: readonly AccountRequest[];
  readonly empty: string;
  /** Absent: it is only shown. */
  readonly decide?: (one: AccountRequest) => void;
};

/** Who asked what about whose account, and who gave the second word. */
export function RequestTable({ label, requests, empty, decide }: Props) {
  return (
    <DataTable
      label={label}
      rows={requests}
      columns={decide === undefined ? columns() : [...columns(), decision(decide)]}
      rowId={(row) => row.id}
      empty={empty}
      over={(row) => row.standing !== 'waits'}
    />
  );
}

const columns = (): Column<AccountRequest>[] => [
  {
    id: 'who',
    name: t`Account`,
    cell: (row) => <strong>{row.staff.name}</strong>,
    by: (row) => row.staff.name,
  },
  { id: 'what', name: t`What`, cell: askedWords, by: askedWords },
  {
    id: 'asked',
    name: t`Asked by`,
    cell: (row) => (
      <>
        {row.askedBy?.name ?? t`The machine’s operator`}, <Moment at={row.askedAt} />
      </>
    ),
    by: (row) => row.askedAt,
  },
  {
    id: 'standing',
    name: t`Standing`,
    cell: (row) => (
      <>
        <Tag>{standingWords(row.standing)}</Tag>{' '}
        {row.standing === 'waits' ? (
          <Trans>
            until <Moment at={row.lapsesAt} />
          </Trans>
        ) : (
          <>
            {row.standing === 'approved' && (row.decidedBy?.name ?? t`The machine’s operator`)}
            {row.standing === 'refused' && row.decidedBy?.name}
            {row.note !== null && <span>: {row.note}</span>}
          </>
        )}
      </>
    ),
    by: (row) => row.standing,
  },
];

const decision = (decide: (one: AccountRequest) => void): Column<AccountRequest> => ({
  id: 'action',
  name: t`Second word`,
  acts: true,
  cell: (row) => {
    const { name } = row.staff;
    if (!row.mayDecide) return null;
    return (
      <span className={actions}>
        {row.obstacle !== null && <span>{obstacleWords(row.obstacle)}</span>}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Decide about the account of ${name}`}
          onClick={() => decide(row)}
        >
          <Trans>Decide…</Trans>
        </Button>
      </span>
    );
  },
});
