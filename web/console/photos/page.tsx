import type { WaitingPhoto } from '@attend/contracts/photos';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { dayWords } from '../check-ins/view.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Compare } from './compare.tsx';
import classes from './page.module.css';
import { photoQueueQuery } from './queries.ts';

/** Photos of check-ins by video that wait for somebody's eyes, the longest waiting first. */
export function PhotosPage() {
  useTitle(t`Photos to compare`);
  const queue = useQuery(photoQueueQuery);
  const writes = may(useStaff(), 'check-ins.write');
  const [comparing, compare] = useState<WaitingPhoto | null>(null);
  return (
    <Page
      title={t`Photos to compare`}
      lead={t`Of check-ins by video. A person compares each with the reference photo, by eye; no program does. Images end after 28 days.`}
    >
      {!queue.data ? (
        queue.error ? (
          <Failed error={queue.error} retry={queue.refetch} />
        ) : (
          <Waiting />
        )
      ) : (
        <Card
          title={t`The longest waiting first`}
          flush
          aside={
            <Button variant="default" size="compact-md" onClick={() => void queue.refetch()}>
              <Trans>Read it again</Trans>
            </Button>
          }
        >
          <DataTable
            label={t`Photos to compare`}
            rows={queue.data.photos}
            rowId={({ id }) => id}
            empty={t`No photo waits for a look.`}
            columns={[...columns(), ...(writes ? [acts(compare)] : [])]}
          />
          {queue.data.more && <p className={classes.none}>{t`There are more than are shown here.`}</p>}
        </Card>
      )}
      {comparing && <Compare of={comparing} close={() => compare(null)} />}
    </Page>
  );
}

const columns = (): Column<WaitingPhoto>[] => [
  { id: 'added', name: t`Waits since`, cell: ({ added }) => <Moment at={added} />, by: ({ added }) => added },
  {
    id: 'who',
    name: t`Who`,
    cell: ({ participant }) => (
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'photos' }}>
        <strong>{participant.name}</strong> <span className={classes.dim}>{participant.reference}</span>
      </Link>
    ),
    by: ({ participant }) => participant.name,
  },
  {
    id: 'due',
    name: t`Check-in due`,
    cell: ({ dueOn }) => dayWords(dueOn, currentLocale()),
    by: ({ dueOn }) => dueOn,
  },
  { id: 'office', name: t`Office`, cell: ({ office }) => office.name, by: ({ office }) => office.name },
  {
    id: 'by',
    name: t`Uploaded by`,
    cell: ({ by, own }) => (own ? <Tag>{t`by yourself`}</Tag> : by.name),
    by: ({ by }) => by.name,
  },
];

const acts = (compare: (photo: WaitingPhoto) => void): Column<WaitingPhoto> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: (photo) => {
    const { name } = photo.participant;
    return (
      <Button size="compact-sm" aria-label={t`Compare… ${name}`} onClick={() => compare(photo)}>
        <Trans>Compare…</Trans>
      </Button>
    );
  },
});
