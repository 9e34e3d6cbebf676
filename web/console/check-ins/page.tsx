import type { DayList } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Empty, Failed, Waiting } from '../../ui/State.tsx';
import { civilDay, dayAfter } from '../../ui/time.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { type Asked, RowActions, useDialog } from './actions.tsx';
import classes from './page.module.css';
import { checkInOfficesQuery, dayListQuery } from './queries.ts';
import { Clock, Standing } from './standing.tsx';
import { useCheckInCommand } from './use-command.ts';
import { dayWords, hasBegun, isOpen, kindWords } from './view.ts';

type Row = DayList['checkIns'][number];
const cameWords = ({ participant: { name } }: Row): string => t`${name} came.`;
type Place = { readonly id: string; readonly name: string; readonly timezone: string };

/** The front desk's day: who comes to an office when, and whose window ended without a word. */
export function CheckInsPage() {
  useTitle(t`Check-ins`);
  const offices = useQuery(checkInOfficesQuery);
  const asked = useSearch({ from: '/check-ins' });
  const list = offices.data?.offices;
  const office = list?.find(({ id }) => id === asked.office) ?? list?.[0];
  const on = asked.on ?? civilDay(serverNow(), office?.timezone ?? 'UTC');
  return (
    <Page
      title={t`Check-ins`}
      lead={t`Who comes to an office on a day. Keys: j and k go from one to the next, c records that somebody came.`}
    >
      {offices.error && !list ? (
        <Failed error={offices.error} retry={offices.refetch} />
      ) : !list ? (
        <Waiting />
      ) : office ? (
        <>
          <Choice offices={list} office={office} on={on} />
          <DayOf key={`${office.id} ${on}`} office={office} on={on} />
        </>
      ) : (
        <Empty title={t`There is no office yet`}>
          <p>{t`An administrator opens offices on the page Offices.`}</p>
        </Empty>
      )}
    </Page>
  );
}

function Choice({
  offices,
  office,
  on,
}: {
  readonly offices: readonly Place[];
  readonly office: Place;
  readonly on: string;
}) {
  const navigate = useNavigate({ from: '/check-ins' });
  const go = (search: { office?: string; on?: string }) =>
    void navigate({ search: { office: office.id, on, ...search }, replace: true });
  return (
    <div className={`${classes.choice} no-print`}>
      <NativeSelect
        label={t`Office`}
        data={offices.map(({ id, name }) => ({ value: id, label: name }))}
        value={office.id}
        onChange={(event) => go({ office: event.currentTarget.value })}
      />
      <DateField
        label={t`Day`}
        value={on}
        onChange={(value) => {
          if (value !== '') go({ on: value });
        }}
      />
      <Button variant="default" aria-label={t`The day before`} onClick={() => go({ on: dayAfter(on, -1) })}>
        <IconChevronLeft size={18} aria-hidden className={classes.mirrored} />
      </Button>
      <Button variant="default" aria-label={t`The day after`} onClick={() => go({ on: dayAfter(on, 1) })}>
        <IconChevronRight size={18} aria-hidden className={classes.mirrored} />
      </Button>
    </div>
  );
}

function DayOf({ office, on }: { readonly office: Place; readonly on: string }) {
  const day = useQuery(dayListQuery(office.id, on));
  if (!day.data) return day.error ? <Failed error={day.error} retry={day.refetch} /> : <Waiting />;
  return <Table of={day.data} refresh={() => void day.refetch()} />;
}

/** Which of the rows' «Came» buttons has the focus, by its place; -1: none. */
const buttons = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('button[data-came]')];

function useDeskKeys(): void {
  const step = (by: number) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    c: () =>
      buttons()
        .find((one) => one === document.activeElement)
        ?.click(),
  });
}

function Table({ of, refresh }: { readonly of: DayList; readonly refresh: () => void }) {
  const writes = may(useStaff(), 'check-ins.write');
  const command = useCheckInCommand();
  const [dialog, ask] = useDialog(of.checkIns);
  useDeskKeys();
  const came = (row: Row) =>
    void command(
      `/api/check-ins/${row.id}/outcome`,
      { version: row.version, status: 'kept', contactsConfirmed: false },
      cameWords(row),
    );
  const title = dayWords(of.on, currentLocale());
  return (
    <Card
      title={title}
      flush
      aside={
        <Button variant="default" size="compact-md" onClick={refresh}>
          <Trans>Read it again</Trans>
        </Button>
      }
    >
      <Notes of={of} />
      <DataTable
        label={title}
        rows={of.checkIns}
        rowId={({ id }) => id}
        empty={t`Nobody is expected, and nobody’s window has ended without a word.`}
        over={(row) => !isOpen(row)}
        columns={[...columns(), ...(writes ? [acts(came, ask)] : [])]}
      />
      {dialog}
    </Card>
  );
}

function Notes({ of }: { readonly of: DayList }) {
  const closure = of.closure;
  const notes = [
    of.open === null &&
      t`The hours of this office are not set: nobody can be given a time. They are set on the page Offices.`,
    of.open === false &&
      (closure === null
        ? t`The office is closed on this day.`
        : t`The office is closed on this day: ${closure}.`),
    of.more && t`There are more than are shown here.`,
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

const columns = (): Column<Row>[] => [
  { id: 'at', name: t`Time`, cell: (row) => <Clock of={row} />, by: ({ at, dueOn }) => at ?? `~${dueOn}` },
  {
    id: 'who',
    name: t`Who`,
    cell: ({ participant }) => (
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'check-ins' }}>
        <strong>{participant.name}</strong> <span className={classes.dim}>{participant.reference}</span>
      </Link>
    ),
    by: ({ participant }) => participant.name,
  },
  { id: 'kind', name: t`How`, cell: ({ kind }) => kindWords(kind), by: ({ kind }) => kindWords(kind) },
  { id: 'standing', name: t`Standing`, cell: (row) => <Standing of={row} /> },
  {
    id: 'contacts',
    name: t`Contact points`,
    cell: (row) => (row.confirmContacts ? <Tag>{t`ask again`}</Tag> : t`confirmed`),
  },
];

const acts = (came: (row: Row) => void, ask: (asked: Asked) => void): Column<Row> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: (row) => {
    const { name } = row.participant;
    const first = isOpen(row) && hasBegun(row, serverNow()) && (
      <Button size="compact-sm" data-came aria-label={t`${name} came`} onClick={() => came(row)}>
        <Trans>Came</Trans>
      </Button>
    );
    return <RowActions of={row} whose={name} person={row.participant.id} ask={ask} first={first} />;
  },
});
