import type { AuditEntrySummary } from '@attend/contracts/audit';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { More } from '../../ui/More.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { auditEntriesQuery, staffQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { EntryPart } from './entry.tsx';
import classes from './page.module.css';
import { RootsPart } from './roots.tsx';
import { queryOf, stateWords, whoOf } from './view.ts';

const audit = '/audit' as const;

/** What was changed by whom, and whether it stands as it was written. */
export function AuditPage() {
  useTitle(t`Audit`);
  const search = useSearch({ from: audit });
  return (
    <Page
      title={t`Audit`}
      lead={t`Every change of this programme. Reading an entry about a person is recorded as a look at that person.`}
    >
      <Filters />
      {search.entry !== undefined && <EntryPart id={search.entry} />}
      <Entries />
      <RootsPart />
    </Page>
  );
}

function Filters() {
  const search = useSearch({ from: audit });
  const navigate = useNavigate();
  const staff = useQuery(staffQuery);
  const [fields, setFields] = useState({
    person: search.person ?? '',
    staff: search.staff ?? '',
    action: search.action ?? '',
    from: search.from ?? '',
    to: search.to ?? '',
  });
  const set = (name: keyof typeof fields) => (event: { currentTarget: { value: string } }) =>
    setFields({ ...fields, [name]: event.currentTarget.value });
  const show = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.entries(fields).filter(([, value]) => value.trim() !== '');
    void navigate({ to: audit, search: Object.fromEntries(given) });
  };
  const people = staff.data?.staff ?? [];
  return (
    <search aria-label={t`Entries`}>
      <form onSubmit={show} className={classes.filters}>
        <TextInput label={t`Person’s reference`} value={fields.person} onChange={set('person')} />
        <NativeSelect
          label={t`Who changed it`}
          value={fields.staff}
          onChange={set('staff')}
          data={[
            { value: '', label: t`Anybody` },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextInput
          label={t`Action, or its part`}
          placeholder="alert.closed, staff"
          value={fields.action}
          onChange={set('action')}
        />
        <DateField label={t`From`} value={fields.from} onChange={(from) => setFields({ ...fields, from })} />
        <DateField label={t`Until`} value={fields.to} onChange={(to) => setFields({ ...fields, to })} />
        <Button type="submit">
          <Trans>Show</Trans>
        </Button>
      </form>
    </search>
  );
}

function Entries() {
  const search = useSearch({ from: audit });
  const timezone = useTimezone();
  const list = useInfiniteQuery(auditEntriesQuery(queryOf(search, timezone)));
  const rows = list.data?.pages.flatMap((page) => page.entries) ?? [];
  const columns: Column<AuditEntrySummary>[] = [
    { id: 'at', name: t`When`, cell: (row) => <Moment at={row.at} seconds />, by: (row) => row.at },
    { id: 'who', name: t`Who`, cell: whoOf, by: whoOf },
    {
      id: 'action',
      name: t`Action`,
      cell: (row) => (
        <Link to={audit} search={{ ...search, entry: row.id }} preload={false}>
          {row.action}
        </Link>
      ),
      by: (row) => row.action,
    },
    {
      id: 'person',
      name: t`Person`,
      cell: (row) =>
        row.person ? (
          <Link to="/people/$id" params={{ id: row.person.id }} preload={false}>
            {row.person.name} ({row.person.reference})
          </Link>
        ) : (
          '—'
        ),
      by: (row) => row.person?.reference ?? '',
    },
    {
      id: 'position',
      name: t`Position`,
      cell: (row) => row.position ?? '—',
      by: (row) => Number(row.position ?? 0),
    },
    {
      id: 'state',
      name: t`Proof`,
      cell: (row) => <Tag {...(row.state === 'rooted' ? { tone: 'good' } : {})}>{stateWords(row.state)}</Tag>,
      by: (row) => row.state,
    },
  ];
  return (
    <Card title={t`Entries`} flush>
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && rows.length === 0 && <p className={classes.note}>{t`No entry fits these choices.`}</p>}
      {rows.length > 0 && (
        <DataTable label={t`Entries`} rows={rows} columns={columns} rowId={(row) => row.id} />
      )}
      <More of={list} className={classes.more}>
        <Trans>Show earlier</Trans>
      </More>
    </Card>
  );
}
