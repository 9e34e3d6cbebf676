import type { HearingView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { More } from '../../ui/More.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { hearingsQuery } from '../queries.ts';
import { DaySteps } from '../shell/day-steps.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Outcome } from './appearance.tsx';
import classes from './page.module.css';
import { HearingTime, Matter, Where } from './when.tsx';

const hearings = '/hearings' as const;

/** Who is heard when, by day and office; what became of it is recorded in place. */
export function HearingsPage() {
  useTitle(t`Hearings`);
  const staff = useStaff();
  const timezone = useTimezone();
  const search = useSearch({ from: hearings });
  const day = search.day ?? civilDay(serverNow(), timezone);
  const days = search.days ?? 1;
  const list = useInfiniteQuery(hearingsQuery({ day, days, office: search.office }));
  const rows = list.data?.pages.flatMap((page) => page.hearings) ?? [];
  const title = days === 1 ? t`Hearings of the day` : t`Hearings of seven days`;
  const writes = may(staff, 'hearings.write');
  return (
    <Page
      title={t`Hearings`}
      lead={t`Who appeared counts; not known counts against nobody.`}
      action={
        writes && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={17} aria-hidden />}
            renderRoot={(props) => <Link to="/hearings/import" {...props} />}
          >
            <Trans>Import a file…</Trans>
          </Button>
        )
      }
    >
      <Choice day={day} days={days} office={search.office} offices={list.data?.pages[0]?.offices ?? []} />
      <Card title={title} flush>
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && (
          <DataTable
            label={title}
            rows={rows}
            columns={columnsOf(writes)}
            rowId={({ id }) => id}
            empty={t`None. Nobody within your reach is heard then.`}
            over={({ status }) => status === 'cancelled' || status === 'not-followed'}
          />
        )}
        <More of={list} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </Card>
    </Page>
  );
}

type ChoiceProps = {
  readonly day: string;
  readonly days: 1 | 7;
  readonly office: string | undefined;
  readonly offices: readonly { readonly id: string; readonly name: string }[];
};

function Choice({ day, days, office, offices }: ChoiceProps) {
  const navigate = useNavigate();
  const go = (next: { day?: string; days?: 1 | 7; office?: string | undefined }) =>
    void navigate({
      to: hearings,
      search: { day, days, ...(office === undefined ? {} : { office }), ...next },
      replace: true,
    });
  return (
    <div className={classes.top}>
      <div className={classes.days}>
        <DaySteps day={day} days={days} go={(next) => go({ day: next })} />
      </div>
      <SegmentedControl
        aria-label={t`How many days`}
        value={String(days)}
        data={[
          { value: '1', label: t`One day` },
          { value: '7', label: t`Seven days` },
        ]}
        onChange={(value) => go({ days: value === '7' ? 7 : 1 })}
      />
      {offices.length > 1 && (
        <NativeSelect
          label={t`Office`}
          value={office ?? ''}
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

const columnsOf = (writes: boolean): Column<HearingView>[] => [
  { id: 'at', name: t`Time`, cell: (of) => <HearingTime {...of} />, by: ({ at }) => Date.parse(at) },
  {
    id: 'person',
    name: t`Person`,
    cell: ({ participant: { id, name, reference } }) => (
      <Link to="/people/$id" params={{ id }} search={{ part: 'hearings' }}>
        {name} · <bdi>{reference}</bdi>
      </Link>
    ),
    by: ({ participant }) => participant.name,
  },
  { id: 'where', name: t`Where`, cell: (of) => <Where of={of} />, by: ({ court }) => court },
  { id: 'case', name: t`Case`, cell: (of) => <Matter of={of} />, by: ({ caseNumber }) => caseNumber ?? '' },
  { id: 'office', name: t`Office`, cell: ({ office }) => office ?? '–', by: ({ office }) => office ?? '' },
  {
    id: 'outcome',
    name: t`Outcome`,
    cell: (of) => <Outcome of={of} mayChange={writes} />,
  },
];
