import type { BreachScope } from '@attend/contracts/oversight';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { type BreachRequest, breachQuery, staffQuery } from '../queries.ts';
import { breachForm } from './form.ts';
import classes from './page.module.css';
import { scopeCsv } from './view.ts';

type Line = BreachScope['lines'][number];
const dayLater = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString();

/** The scope of a breach: whose data was seen in a span, when and by whom. */
export function BreachCard() {
  const staff = useQuery(staffQuery);
  const [request, setRequest] = useState<BreachRequest | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { from: '', to: '', staff: '', purpose: '' },
    validate: formCheck(breachForm),
  });
  const accounts = (staff.data?.staff ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Card title={t`Scope of a breach`}>
      <form
        className={classes.form}
        onSubmit={form.onSubmit(({ from, to, staff: account, purpose }) =>
          setRequest({ from: `${from}T00:00:00Z`, to: dayLater(to), staff: account || undefined, purpose }),
        )}
        noValidate
      >
        <DateField label={t`From (UTC)`} key={form.key('from')} {...form.getInputProps('from')} />
        <DateField label={t`To, inclusive`} key={form.key('to')} {...form.getInputProps('to')} />
        <NativeSelect
          label={t`Account`}
          data={[{ value: '', label: t`Everybody` }, ...accounts]}
          key={form.key('staff')}
          {...form.getInputProps('staff')}
        />
        <TextInput label={t`Why do you ask?`} key={form.key('purpose')} {...form.getInputProps('purpose')} />
        <Button type="submit" variant="default">
          <Trans>Show the scope</Trans>
        </Button>
      </form>
      {request && <Scope request={request} />}
    </Card>
  );
}

function Scope({ request }: { readonly request: BreachRequest }) {
  const scope = useInfiniteQuery(breachQuery(request));
  if (!scope.data) return scope.error ? <Failed error={scope.error} retry={scope.refetch} /> : <Waiting />;
  const lines = scope.data.pages.flatMap((page) => page.lines);
  const { people = 0, looks = 0 } = scope.data.pages[0] ?? {};
  const columns: Column<Line>[] = [
    {
      id: 'whom',
      name: t`Whose data`,
      cell: ({ participant }) => (
        <>
          {participant.name} · <bdi>{participant.reference}</bdi>
        </>
      ),
      by: ({ participant }) => participant.reference,
    },
    { id: 'who', name: t`Who`, cell: (row) => row.who, by: (row) => row.who },
    { id: 'first', name: t`First`, cell: (row) => <Moment at={row.first} />, by: (row) => row.first },
    { id: 'last', name: t`Last`, cell: (row) => <Moment at={row.last} />, by: (row) => row.last },
    { id: 'looks', name: t`Times`, cell: (row) => row.looks, by: (row) => row.looks },
    { id: 'what', name: t`What`, cell: (row) => row.what.join(', ') },
  ];
  const csv = `data:text/csv;charset=utf-8,${encodeURIComponent(scopeCsv(lines))}`;
  return (
    <>
      <p role="status" className={classes.total}>
        <Trans>
          {people} people, {looks} looks.
        </Trans>
      </p>
      <DataTable
        label={t`Scope of the breach`}
        rows={lines}
        columns={columns}
        rowId={(row) => `${row.participant.id} ${row.who}`}
      />
      <div className={classes.more}>
        {scope.hasNextPage && (
          <Button
            variant="default"
            loading={scope.isFetchingNextPage}
            onClick={() => void scope.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        )}
        {!scope.hasNextPage && lines.length > 0 && (
          <a href={csv} download="scope.csv">
            <Trans>Download as CSV</Trans>
          </a>
        )}
      </div>
    </>
  );
}
