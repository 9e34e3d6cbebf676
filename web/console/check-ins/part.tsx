import type { CheckInScheduleView, CheckInView, PersonCheckIns } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { HelpPart } from '../help/part.tsx';
import { Confirm } from '../shell/confirm.tsx';
import { usePressedRow } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { RowActions, useDialog } from './actions.tsx';
import { scheduleStands } from './facts.tsx';
import { NewSchedule } from './new-schedule.tsx';
import classes from './page.module.css';
import { personCheckInsQuery } from './queries.ts';
import { Clock, Day, Standing } from './standing.tsx';
import { checkInKeys } from './use-command.ts';
import { dayWords, inOrder, isOpen, kindWords, rhythmWords } from './view.ts';
import { WalkIn } from './walk-in.tsx';

/** A person's check-ins: what asks for them, what is due, what came of each. */
export function CheckInsPart({ id }: { readonly id: string }) {
  const list = useQuery(personCheckInsQuery(id));
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return (
    <div className={classes.stack}>
      <Schedules of={list.data} />
      <CheckIns of={list.data} />
      <HelpPart person={id} kind="check-in" />
    </div>
  );
}

function Schedules({ of }: { readonly of: PersonCheckIns }) {
  const writes = may(useStaff(), 'check-ins.write');
  const { run, failure } = useCommand(checkInKeys);
  const { press, said } = usePressedRow(of.schedules, scheduleStands, failure);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<CheckInScheduleView | null>(null);
  return (
    <Card
      title={t`Schedules`}
      flush
      aside={
        writes && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconCalendarPlus size={16} aria-hidden />}
            data-open="schedule"
            onClick={() => setMaking(true)}
          >
            <Trans>Set a schedule…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Schedules`}
        rows={of.schedules}
        rowId={({ id }) => id}
        empty={t`No schedule asks this person to check in.`}
        over={({ endedAt }) => endedAt !== null}
        columns={[...scheduleColumns(), ...(writes ? [endColumn(setEnding)] : [])]}
      />
      {said}
      {making && <NewSchedule person={of.participant} close={() => setMaking(false)} />}
      <Confirm
        opened={ending !== null}
        title={t`End this schedule?`}
        text={t`What is due of it is asked for no more, and times that were booked are free. What took place stays on record.`}
        action={t`End it`}
        cancel={() => setEnding(null)}
        confirm={() => {
          if (ending) {
            press(ending);
            const { id, version } = ending;
            void run(`/api/check-in-schedules/${id}/end`, { version }, t`The schedule has ended.`);
          }
          setEnding(null);
        }}
      />
    </Card>
  );
}

const scheduleColumns = (): Column<CheckInScheduleView>[] => [
  { id: 'rhythm', name: t`Rhythm`, cell: ({ rhythm }) => <strong>{rhythmWords(rhythm)}</strong> },
  { id: 'kind', name: t`How`, cell: ({ kind }) => kindWords(kind) },
  { id: 'office', name: t`Office`, cell: ({ office }) => office.name },
  {
    id: 'from',
    name: t`From`,
    cell: ({ startsOn }) => <Day on={startsOn} />,
    by: ({ startsOn }) => startsOn,
  },
  {
    id: 'to',
    name: t`Until`,
    cell: ({ endsOn, endedAt }) => (endedAt ? t`ended` : endsOn ? <Day on={endsOn} /> : t`no end`),
  },
  {
    id: 'clause',
    name: t`Permitted by`,
    cell: ({ clause: { number, order } }) => t`clause ${number} of ${order}`,
  },
];

const endColumn = (end: (schedule: CheckInScheduleView) => void): Column<CheckInScheduleView> => ({
  id: 'end',
  name: t`Action`,
  acts: true,
  cell: (schedule) => {
    const words = rhythmWords(schedule.rhythm);
    return schedule.endedAt === null ? (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t`End the schedule ${words}`}
        onClick={() => end(schedule)}
      >
        <Trans>End…</Trans>
      </Button>
    ) : null;
  },
});

function CheckIns({ of }: { readonly of: PersonCheckIns }) {
  const writes = may(useStaff(), 'check-ins.write');
  const [dialog, ask] = useDialog(of.checkIns);
  const [walking, setWalking] = useState(false);
  const acts: Column<CheckInView> = {
    id: 'acts',
    name: t`Action`,
    acts: true,
    cell: (row) => (
      <RowActions of={row} whose={dayWords(row.dueOn, currentLocale())} person={of.participant} ask={ask} />
    ),
  };
  return (
    <Card
      title={t`Check-ins`}
      flush
      aside={
        writes && (
          <Button variant="default" size="compact-md" onClick={() => setWalking(true)}>
            <Trans>Came without a time…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Check-ins`}
        rows={inOrder(of.checkIns)}
        rowId={({ id }) => id}
        empty={t`None is due, and none was held.`}
        over={(row) => !isOpen(row)}
        columns={[...columns(), ...(writes ? [acts] : [])]}
      />
      {dialog}
      {walking && <WalkIn person={of.participant} close={() => setWalking(false)} />}
    </Card>
  );
}

const columns = (): Column<CheckInView>[] => [
  { id: 'due', name: t`Due`, cell: ({ dueOn }) => <Day on={dueOn} />, by: ({ dueOn }) => dueOn },
  { id: 'at', name: t`Time`, cell: (row) => <Clock of={row} /> },
  { id: 'kind', name: t`How`, cell: ({ kind }) => kindWords(kind) },
  { id: 'office', name: t`Office`, cell: ({ office }) => office.name },
  { id: 'standing', name: t`Standing`, cell: (row) => <Standing of={row} /> },
  { id: 'note', name: t`Note`, cell: ({ note }) => note ?? '' },
];
