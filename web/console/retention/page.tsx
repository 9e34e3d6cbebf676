import type { RetentionOverview } from '@attend/contracts/retention';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { retentionQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Holds } from './holds.tsx';
import { Terms } from './terms.tsx';
import { kindWords, lastRunTrouble, type Receipt, sizeWords } from './view.ts';

/** When data ends, what goes next, whose does not, and what went. */
export function RetentionPage() {
  useTitle(t`Retention`);
  const me = useStaff();
  const overview = useQuery(retentionQuery);
  return (
    <Page
      title={t`Retention`}
      lead={t`Data ends on schedule. Here stands when, what goes at the next run, and the receipt of everything that went.`}
    >
      {overview.data ? (
        <>
          <Runs overview={overview.data} />
          <Terms overview={overview.data} writes={may(me, 'retention.write')} />
          {may(me, 'holds.read') && <Holds writes={may(me, 'holds.write')} />}
          <Revisions overview={overview.data} />
          <Receipts overview={overview.data} />
        </>
      ) : overview.error ? (
        <Failed error={overview.error} retry={overview.refetch} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

type Props = { readonly overview: RetentionOverview };

function Runs({ overview }: Props) {
  const { nextRun, lastRun, peopleOnHold, revision } = overview;
  const trouble = lastRunTrouble(overview);
  return (
    <Card title={t`Runs`}>
      {trouble && <p role="alert">{trouble}</p>}
      <Facts
        of={[
          [t`Next run`, <Moment key="next" at={nextRun} />],
          [t`Last run`, lastRun ? <Moment key="last" at={lastRun.began} /> : t`none yet`],
          [t`People on hold`, peopleOnHold],
          [t`Schedule`, revision === 0 ? t`built in` : t`revision ${revision}`],
        ]}
      />
    </Card>
  );
}

function Revisions({ overview }: Props) {
  type Row = RetentionOverview['revisions'][number];
  if (overview.revisions.length === 0) return null;
  const columns: Column<Row>[] = [
    { id: 'revision', name: t`Revision`, cell: ({ revision }) => revision, by: ({ revision }) => revision },
    { id: 'from', name: t`Holds from`, cell: ({ from }) => <Moment at={from} /> },
    { id: 'by', name: t`Made by`, cell: ({ by }) => by },
    { id: 'reason', name: t`Reason`, cell: ({ reason }) => reason },
  ];
  return (
    <Card title={t`Revisions`} flush>
      <DataTable
        label={t`Revisions`}
        rows={overview.revisions}
        columns={columns}
        rowId={({ revision }) => String(revision)}
      />
    </Card>
  );
}

function Receipts({ overview }: Props) {
  const columns: Column<Receipt>[] = [
    { id: 'at', name: t`Removed`, cell: ({ at }) => <Moment at={at} />, by: ({ at }) => at },
    { id: 'kind', name: t`Kind`, cell: ({ kind }) => kindWords(kind).name, by: ({ kind }) => kind },
    { id: 'from', name: t`Oldest`, cell: ({ from }) => <Moment at={from} /> },
    { id: 'until', name: t`Before`, cell: ({ until }) => <Moment at={until} /> },
    { id: 'rows', name: t`Entries`, cell: ({ rows }) => rows, by: ({ rows }) => rows },
    { id: 'size', name: t`Size`, cell: ({ bytes }) => sizeWords(bytes), by: ({ bytes }) => bytes },
    { id: 'held', name: t`Kept on hold`, cell: ({ held }) => held, by: ({ held }) => held },
  ];
  return (
    <Card title={t`Receipts`} flush>
      <DataTable label={t`Receipts`} rows={overview.receipts} columns={columns} rowId={({ id }) => id} />
    </Card>
  );
}
