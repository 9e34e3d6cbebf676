import type { SystemStatus } from '@attend/contracts/status';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { statusQuery } from '../queries.ts';
import { sizeWords } from '../retention/view.ts';
import { useTitle } from '../shell/title.ts';
import classes from './page.module.css';
import { healthOf, knocks } from './view.ts';

type Listener = NonNullable<SystemStatus['gateway']>['listeners'][number];
type Knock = SystemStatus['unknownDevices'][number];

/** Whether the machine does its work. No personal data stands here. */
export function StatusPage() {
  useTitle(t`Status`);
  const status = useQuery(statusQuery);
  if (!status.data)
    return status.error ? <Failed error={status.error} retry={status.refetch} page /> : <Waiting />;
  const health = healthOf(status.data);
  return (
    <Page title={t`Status`} lead={t`Read again every five seconds.`}>
      <p className={`${classes.health} ${classes[health.tone]}`} role="status">
        {health.words}
      </p>
      <div className={classes.columns}>
        <Machine status={status.data} />
        <Gateway gateway={status.data.gateway} />
        <Chain audit={status.data.audit} />
      </div>
      <Listeners listeners={status.data.gateway?.listeners ?? []} />
      <Knocks of={knocks(status.data)} />
    </Page>
  );
}

const databaseWords = (kind: string): string =>
  kind === 'embedded' ? t`Embedded` : kind === 'external' ? t`A server of yours` : kind;

function Machine({ status }: { readonly status: SystemStatus }) {
  const states = { up: t`Answers`, down: t`Does not answer`, 'read-only': t`Takes no writes` };
  return (
    <Card title={t`Machine`}>
      <Facts
        of={[
          [t`Version`, status.version],
          [t`Started`, <Moment key="started" at={status.startedAt} />],
          [t`Database`, states[status.database.state]],
          [t`Room on its disk`, status.disk ? sizeWords(status.disk.freeBytes) : t`Not known`],
          [t`Kind`, databaseWords(status.database.kind)],
          [t`Detail`, status.database.detail],
        ]}
      />
    </Card>
  );
}

function Gateway({ gateway }: { readonly gateway: SystemStatus['gateway'] }) {
  const count = new Intl.NumberFormat(currentLocale());
  return (
    <Card title={t`Gateway`}>
      {gateway ? (
        <Facts
          of={[
            [t`Readings a second`, count.format(gateway.readingsPerSecond)],
            [t`Kept since it started`, count.format(gateway.committed)],
            [t`Sent again, kept once`, count.format(gateway.resent)],
            [t`Older than retention, dropped`, count.format(gateway.pastRetention)],
            [t`Rejected as wrong`, count.format(gateway.rejected)],
            [t`From unknown devices`, count.format(gateway.unknown)],
            [t`Reading its sockets`, gateway.stalled ? t`Paused until the database keeps up` : t`Yes`],
          ]}
        />
      ) : (
        <p className={classes.nothing}>{t`None runs in this program.`}</p>
      )}
    </Card>
  );
}

function Chain({ audit }: { readonly audit: SystemStatus['audit'] }) {
  const count = new Intl.NumberFormat(currentLocale());
  return (
    <Card title={t`Audit`}>
      {audit ? (
        <Facts
          of={[
            [t`Position in the chain`, audit.position],
            [t`Waiting for it`, count.format(audit.waiting)],
            [
              t`The oldest since`,
              audit.waitingSince ? <Ago key="since" at={audit.waitingSince} /> : t`Nothing waits`,
            ],
            [t`Signed`, audit.fault ?? t`Yes`],
          ]}
        />
      ) : (
        <p className={classes.nothing}>{t`Not known while the database does not answer.`}</p>
      )}
    </Card>
  );
}

function Listeners({ listeners }: { readonly listeners: readonly Listener[] }) {
  if (listeners.length === 0) return null;
  const columns: Column<Listener>[] = [
    { id: 'protocol', name: t`Protocol`, cell: (row) => row.protocol, by: (row) => row.protocol },
    { id: 'port', name: t`Port`, cell: (row) => row.port, by: (row) => row.port },
    { id: 'connections', name: t`Connections`, cell: (row) => row.connections, by: (row) => row.connections },
    { id: 'refused', name: t`Refused`, cell: (row) => row.refused, by: (row) => row.refused },
  ];
  return (
    <Card title={t`Listeners`} flush>
      <DataTable
        label={t`Listeners`}
        rows={listeners}
        columns={columns}
        rowId={(row) => `${row.protocol} ${row.port}`}
      />
    </Card>
  );
}

function Knocks({ of }: { readonly of: readonly Knock[] }) {
  const columns: Column<Knock>[] = [
    {
      id: 'identifier',
      name: t`Device`,
      cell: (row) => <bdi>{row.identifier}</bdi>,
      by: (row) => row.identifier,
    },
    { id: 'protocol', name: t`Protocol`, cell: (row) => row.protocol, by: (row) => row.protocol },
    { id: 'last', name: t`Last`, cell: (row) => <Ago at={row.last} />, by: (row) => row.last },
    { id: 'first', name: t`First`, cell: (row) => <Moment at={row.first} />, by: (row) => row.first },
    { id: 'frames', name: t`Messages`, cell: (row) => row.frames, by: (row) => row.frames },
  ];
  return (
    <Card title={t`Unknown devices that knock`} flush>
      {of.length === 0 ? (
        <p className={classes.none}>{t`None. A device that is not in stock shows here when it calls.`}</p>
      ) : (
        <DataTable
          label={t`Unknown devices`}
          rows={of}
          columns={columns}
          rowId={(row) => `${row.protocol} ${row.identifier}`}
        />
      )}
    </Card>
  );
}
