import type { sessionEntry } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { z } from 'zod';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { clientName } from './view.ts';

export type Session = z.infer<typeof sessionEntry>;
type Props = {
  readonly rows: readonly Session[];
  readonly end: (session: Session) => void;
};

/** Where somebody is signed in. One's own session of this window is ended by signing out. */
export function SessionTable({ rows, end }: Props) {
  const columns: Column<Session>[] = [
    {
      id: 'client',
      name: t`Where`,
      cell: (session) => (
        <>
          {clientName(session.client) ?? t`Unknown`} {session.current && <Tag tone="good">{t`This one`}</Tag>}
        </>
      ),
    },
    { id: 'address', name: t`Address`, cell: (session) => <bdi>{session.address ?? '–'}</bdi> },
    {
      id: 'seen',
      name: t`Last used`,
      cell: (session) => <Ago at={session.lastSeenAt} />,
      by: (session) => session.lastSeenAt,
    },
    {
      id: 'began',
      name: t`Began`,
      cell: (session) => <Moment at={session.createdAt} />,
      by: (session) => session.createdAt,
    },
    { id: 'ends', name: t`Ends`, cell: (session) => <Moment at={session.expiresAt} /> },
    {
      id: 'end',
      name: t`Action`,
      acts: true,
      cell: (session) =>
        !session.current && (
          <Button variant="default" size="compact-sm" onClick={() => end(session)}>
            <Trans>End</Trans>
          </Button>
        ),
    },
  ];
  return <DataTable label={t`Sessions`} rows={rows} columns={columns} rowId={(row) => row.id} />;
}
