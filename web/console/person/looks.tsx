import type { LookCopyPrint } from '@attend/contracts/look-copies';
import type { look } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { More } from '../../ui/More.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { LookCopies } from '../look-copies/part.tsx';
import { LookCopySheet } from '../look-copies/sheet.tsx';
import { looksQuery } from '../queries.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';

type Look = z.infer<typeof look>;

/** Every look at this person's data; and the copies on paper of what they themselves may read of it. */
export function LooksPart({ id }: { readonly id: string }) {
  const staff = useStaff();
  const [printed, setPrinted] = useState<LookCopyPrint | null>(null);
  if (printed) return <LookCopySheet of={printed} close={() => setPrinted(null)} />;
  return (
    <div className={classes.stack}>
      {may(staff, 'requests.write') && <LookCopies id={id} print={setPrinted} />}
      <Looks id={id} />
    </div>
  );
}

function Looks({ id }: { readonly id: string }) {
  const looks = useInfiniteQuery(looksQuery(id));
  const rows =
    looks.data?.pages.flatMap((page) => page.looks).map((each, index) => ({ ...each, index })) ?? [];
  const actions: Record<Look['action'], string> = {
    list: t`In a list`,
    open: t`Opened`,
    export: t`Exported`,
  };
  const columns: Column<Look & { index: number }>[] = [
    { id: 'at', name: t`When`, cell: (row) => <Moment at={row.at} seconds />, by: (row) => row.at },
    { id: 'who', name: t`Who`, cell: (row) => row.who, by: (row) => row.who },
    { id: 'what', name: t`What`, cell: (row) => row.what, by: (row) => row.what },
    {
      id: 'action',
      name: t`How`,
      cell: (row) => {
        const times = row.count;
        return times > 1 ? t`${actions[row.action]}, ${times} times` : actions[row.action];
      },
    },
    { id: 'purpose', name: t`Why`, cell: (row) => row.purpose },
  ];
  return (
    <Card title={t`Who looked at this person’s data`} flush>
      {!looks.data && (looks.error ? <Failed error={looks.error} retry={looks.refetch} /> : <Waiting />)}
      {looks.data && (
        <DataTable label={t`Looks`} rows={rows} columns={columns} rowId={(row) => String(row.index)} />
      )}
      <More of={looks} className={classes.more}>
        <Trans>Show earlier</Trans>
      </More>
    </Card>
  );
}
