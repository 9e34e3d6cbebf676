import type { ComplaintCounts } from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { complaintCountsQuery } from './queries.ts';
import { topicWords } from './view.ts';

type Row = ComplaintCounts['all'] & { readonly id: string; readonly name: string };
const yearOfDays = 365 * 86_400_000;

function rowsOf({ all, byTopic, byOffice, byProvider }: ComplaintCounts): Row[] {
  return [
    { id: 'all', name: t`All`, ...all },
    ...byTopic.map((row) => ({ ...row, id: row.topic, name: topicWords(row.topic) })),
    ...byOffice.map(({ office, ...row }) => ({
      ...{ ...row, id: office?.id ?? 'none', name: office?.name ?? t`Of no office` },
    })),
    ...byProvider.map(({ provider, ...row }) => ({ ...row, id: provider.id, name: provider.name })),
  ];
}

/** A year's complaints by what they are about, office and provider; without those that concern the viewer. */
export function Counts() {
  const zone = useTimezone();
  const now = serverNow();
  const counts = useQuery(complaintCountsQuery(civilDay(now - yearOfDays, zone), civilDay(now, zone)));
  return (
    <Card title={t`Within a year`} flush>
      {!counts.data && (counts.error ? <Failed error={counts.error} retry={counts.refetch} /> : <Waiting />)}
      {counts.data && (
        <DataTable
          label={t`Within a year`}
          rows={rowsOf(counts.data)}
          rowId={({ id }) => id}
          columns={columns()}
        />
      )}
    </Card>
  );
}

const columns = (): Column<Row>[] => [
  { id: 'name', name: t`About, office, provider`, cell: ({ name }) => name },
  { id: 'received', name: t`Came in`, cell: ({ received }) => received },
  { id: 'answered', name: t`Answered`, cell: ({ answered }) => answered },
  { id: 'inTime', name: t`In time`, cell: ({ inTime }) => inTime },
  { id: 'upheld', name: t`Upheld, whole or in part`, cell: ({ upheld }) => upheld },
  { id: 'appealed', name: t`Appealed`, cell: ({ appealed }) => appealed },
];
