import type { AuditEntryDetail } from '@attend/contracts/audit';
import { auditProofAnswer } from '@attend/contracts/audit';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isApiFailure } from '../../ui/api/failure.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { auditEntryQuery } from '../queries.ts';
import { downloadJson } from './download.ts';
import classes from './page.module.css';
import { type Difference, differencesOf, stateWords, whoOf } from './view.ts';

/** One entry: what it changed, and its place in the chain. */
export function EntryPart({ id }: { readonly id: string }) {
  const entry = useQuery(auditEntryQuery(id));
  const say = useSay();
  if (!entry.data) return entry.error ? <Failed error={entry.error} retry={entry.refetch} /> : <Waiting />;
  const { data } = entry;
  const save = async () => {
    try {
      const name = `audit-proof-${data.position}.json`;
      await downloadJson(`/api/audit/entries/${id}/proof`, auditProofAnswer, name, ({ proof }) => proof);
    } catch (thrown) {
      if (isApiFailure(thrown)) say(failureWords(thrown).detail, 'trouble');
    }
  };
  return (
    <Card
      title={t`Entry ${data.id}: ${data.action}`}
      aside={
        data.state === 'rooted' && (
          <Button variant="default" size="compact-sm" onClick={() => void save()}>
            <Trans>Download its proof</Trans>
          </Button>
        )
      }
    >
      <Facts
        of={[
          [t`When`, <Moment key="at" at={data.at} seconds />],
          [t`Who`, whoOf(data)],
          [t`Of`, `${data.entity} ${data.entityId}`],
          [t`Person`, data.person ? `${data.person.name} (${data.person.reference})` : '—'],
          [t`Proof`, <Standing key="proof" entry={data} />],
        ]}
      />
      <Differences entry={data} />
    </Card>
  );
}

function Standing({ entry: { chain, state } }: { readonly entry: AuditEntryDetail }) {
  if (chain === null) return stateWords(state);
  const { position, day, link } = chain;
  return (
    <>
      {chain.holds ? (
        <Tag tone="good">{t`As it was written`}</Tag>
      ) : (
        <Tag tone="critical">{t`Not as it was written`}</Tag>
      )}{' '}
      <Trans>
        {stateWords(state)}, position {position}, day {day}
      </Trans>
      <div className={classes.hash}>
        <bdi>{link}</bdi>
      </div>
    </>
  );
}

function Differences({ entry }: { readonly entry: AuditEntryDetail }) {
  if (!entry.readable)
    return (
      <p
        className={classes.note}
      >{t`The person’s key was destroyed: nobody can read the values any more.`}</p>
    );
  const rows = differencesOf(entry.before, entry.after);
  if (rows.length === 0) return <p className={classes.note}>{t`This entry carries no values.`}</p>;
  const columns: Column<Difference>[] = [
    { id: 'path', name: t`Value`, cell: (row) => <bdi>{row.path}</bdi> },
    { id: 'before', name: t`Before`, cell: (row) => <Value of={row.before} was /> },
    { id: 'after', name: t`After`, cell: (row) => <Value of={row.after} /> },
  ];
  return <DataTable label={t`What it changed`} rows={rows} columns={columns} rowId={(row) => row.path} />;
}

function Value({ of, was = false }: { readonly of: string | null; readonly was?: boolean }) {
  if (of === null) return '—';
  return <span className={`${classes.value} ${was ? classes.was : ''}`}>{of}</span>;
}
