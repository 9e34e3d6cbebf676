import { type HelpOfDay, helpKinds, helpShows } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { DaySteps } from '../shell/day-steps.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import type { DayAsked } from './form.ts';
import classes from './part.module.css';
import { helpOfDaysQuery } from './queries.ts';
import { helpColumns, useHelpActions } from './row.tsx';
import { Sheet } from './sheet.tsx';
import { isOpen, kindWords, suppliersOf } from './view.ts';

/** Help by day: what is asked for and what is arranged, of everybody within reach or of one office. */
export function HelpPage() {
  useTitle(t`Help with getting there`);
  const timezone = useTimezone();
  const search = useSearch({ from: '/help' });
  const asked: DayAsked = {
    ...{ day: search.day ?? civilDay(serverNow(), timezone), days: search.days ?? 1 },
    ...{ office: search.office, kind: search.kind, show: search.show ?? 'open' },
  };
  const list = useQuery(helpOfDaysQuery(asked));
  const writes = may(useStaff(), 'help.write');
  const rows = list.data?.help ?? [];
  const [dialog, acts] = useHelpActions(rows);
  const title = asked.days === 1 ? t`Help of the day` : t`Help of seven days`;
  const nameOf = ({ kind, participant: { name } }: HelpOfDay) => `${kindWords(kind)}, ${name}`;
  return (
    <Page
      title={t`Help with getting there`}
      lead={t`Rides, child care, interpreters: who needs to be called for whom. It is asked for on the person’s page, beside the hearing or check-in. What nobody has arranged stands on Today, too.`}
    >
      <Choice asked={asked} offices={list.data?.offices ?? []} />
      <div className="no-print">
        <Card title={title} flush>
          {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
          {list.data && (
            <DataTable
              label={title}
              rows={rows}
              rowId={({ id }) => id}
              empty={t`None. Nobody within your reach has asked for help then.`}
              over={(row) => !isOpen(row)}
              columns={[who(), ...helpColumns<HelpOfDay>(), ...(writes ? [acts(nameOf)] : [])]}
            />
          )}
          {list.data !== undefined && rows.length === 0 && <WhereToAsk asked={asked} />}
          {list.data?.more && <p className={classes.more}>{t`There are more than are shown here.`}</p>}
        </Card>
      </div>
      {asked.days === 1 && <Sheets asked={asked} suppliers={suppliersOf(rows)} />}
      {dialog}
    </Page>
  );
}

/** Help is asked for where it is needed for: an empty day leads there, with the same day, and office where one is chosen. */
function WhereToAsk({ asked: { day, days, office } }: { readonly asked: DayAsked }) {
  return (
    <p className={classes.more}>
      <Link to="/hearings" search={{ day, days, office }}>
        {days === 1 ? t`Hearings of the day` : t`Hearings of the seven days`}
      </Link>
      {' · '}
      <Link to="/check-ins" search={{ on: day, office }}>
        {t`Check-ins of the day`}
      </Link>
    </p>
  );
}

const who = (): Column<HelpOfDay> => ({
  id: 'who',
  name: t`Who`,
  cell: ({ participant: { id, name, reference }, target }) => (
    <Link
      to="/people/$id"
      params={{ id }}
      search={{ part: target.kind === 'hearing' ? 'hearings' : 'check-ins' }}
    >
      {name} · <bdi>{reference}</bdi>
    </Link>
  ),
  by: ({ participant }) => participant.name,
});

type ChoiceProps = {
  readonly asked: DayAsked;
  readonly offices: readonly { readonly id: string; readonly name: string }[];
};
const showWords = (show: DayAsked['show']): string =>
  ({ open: () => t`asked for or arranged`, arranged: () => t`arranged`, all: () => t`everything` })[show]();

function Choice({ asked, offices }: ChoiceProps) {
  const navigate = useNavigate({ from: '/help' });
  const { day, days } = asked;
  const go = (next: Partial<DayAsked>) => {
    const { office, kind, ...rest } = { ...asked, ...next };
    const search = { ...rest, ...(office ? { office } : {}), ...(kind ? { kind } : {}) };
    void navigate({ search, replace: true });
  };
  return (
    <div className={`${classes.choice} no-print`}>
      <DaySteps day={day} days={days} go={(next) => go({ day: next })} />
      <NativeSelect
        label={t`How many days`}
        value={String(days)}
        data={[
          { value: '1', label: t`One day` },
          { value: '7', label: t`Seven days` },
        ]}
        onChange={(event) => go({ days: event.currentTarget.value === '7' ? 7 : 1 })}
      />
      <NativeSelect
        label={t`Which help`}
        value={asked.kind ?? ''}
        data={[
          { value: '', label: t`All of it` },
          ...helpKinds.map((value) => ({ value, label: kindWords(value) })),
        ]}
        onChange={(event) => go({ kind: helpKinds.find((kind) => kind === event.currentTarget.value) })}
      />
      <NativeSelect
        label={t`Show`}
        value={asked.show}
        data={helpShows.map((value) => ({ value, label: showWords(value) }))}
        onChange={(event) =>
          go({ show: helpShows.find((show) => show === event.currentTarget.value) ?? 'open' })
        }
      />
      {offices.length > 1 && (
        <NativeSelect
          label={t`Office`}
          value={asked.office ?? ''}
          data={[
            { value: '', label: t`All offices` },
            ...offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => go({ office: event.currentTarget.value || undefined })}
        />
      )}
    </div>
  );
}

/** One supplier at a time: nobody's driver learns whom another firm drives. */
function Sheets({ asked, suppliers }: { readonly asked: DayAsked; readonly suppliers: readonly string[] }) {
  const [chosen, choose] = useState('');
  if (suppliers.length === 0) return null;
  const supplier = suppliers.find((one) => one === chosen);
  return (
    <>
      <div className={`${classes.choice} no-print`}>
        <NativeSelect
          label={t`Sheet for`}
          value={supplier ?? ''}
          data={[{ value: '', label: t`Choose…` }, ...suppliers]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </div>
      {supplier !== undefined && <Sheet asked={asked} supplier={supplier} />}
    </>
  );
}
