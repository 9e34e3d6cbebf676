import { type AuditRoot, auditRootsFile } from '@attend/contracts/audit';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { isApiFailure } from '../../ui/api/failure.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { More } from '../../ui/More.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { auditRootsQuery } from '../queries.ts';
import { downloadJson } from './download.ts';
import classes from './page.module.css';

/** The running day's root and the signed ones: what is deposited elsewhere. */
export function RootsPart() {
  const roots = useInfiniteQuery(auditRootsQuery);
  const say = useSay();
  const save = async () => {
    try {
      await downloadJson('/api/audit/roots/file', auditRootsFile, 'audit-roots.json');
    } catch (thrown) {
      if (isApiFailure(thrown)) say(failureWords(thrown).detail, 'trouble');
    }
  };
  const [first] = roots.data?.pages ?? [];
  const rows = roots.data?.pages.flatMap((page) => page.roots) ?? [];
  const columns: Column<AuditRoot>[] = [
    { id: 'day', name: t`Day (UTC)`, cell: (row) => row.day, by: (row) => row.day },
    { id: 'entries', name: t`Entries`, cell: (row) => row.entries, by: (row) => Number(row.entries) },
    { id: 'root', name: t`Root`, cell: (row) => <bdi className={classes.hash}>{row.root}</bdi> },
    { id: 'key', name: t`Signed by the key`, cell: (row) => <bdi className={classes.hash}>{row.key}</bdi> },
  ];
  return (
    <Card
      title={t`Daily roots`}
      aside={
        <Button variant="default" size="compact-sm" onClick={() => void save()}>
          <Trans>Download all of them</Trans>
        </Button>
      }
    >
      {!first && (roots.error ? <Failed error={roots.error} retry={roots.refetch} /> : <Waiting />)}
      {first && (
        <Facts
          of={[
            [
              t`Today so far (UTC)`,
              t`${first.today.entries} entries, up to position ${first.today.position}`,
            ],
            [
              t`Its root now`,
              <bdi key="root" className={classes.hash}>
                {first.today.root}
              </bdi>,
            ],
            [
              t`The key that signs`,
              <bdi key="key" className={classes.hash}>
                {first.key.name}
              </bdi>,
            ],
          ]}
        />
      )}
      {first && rows.length === 0 && (
        <p className={classes.note}>{t`The first root is signed when the first day is over.`}</p>
      )}
      {rows.length > 0 && (
        <DataTable label={t`Daily roots`} rows={rows} columns={columns} rowId={(row) => row.day} />
      )}
      <More of={roots} className={classes.more}>
        <Trans>Show earlier</Trans>
      </More>
    </Card>
  );
}
