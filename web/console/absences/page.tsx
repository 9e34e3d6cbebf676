import type { Absence } from '@attend/contracts/supervision';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { absencesQuery } from '../queries.ts';
import { Confirm } from '../shell/confirm.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { NewAbsence } from './new-absence.tsx';
import { standingOf } from './view.ts';

/** Who is away or will be, and who stands in. */
export function AbsencesPage() {
  useTitle(t`Absences`);
  const writes = may(useStaff(), 'absences.write');
  const list = useQuery(absencesQuery);
  const [entering, setEntering] = useState(false);
  const [ending, setEnding] = useState<Absence | null>(null);
  const end = useEnd();
  const later = ending !== null && standingOf(ending, serverNow()) === 'later';
  const [name, standIn] = [ending?.staff.name ?? '', ending?.standIn.name ?? ''];
  return (
    <Page
      title={t`Absences`}
      lead={t`Whoever stands in sees everybody who is assigned to whoever is away, from the beginning to the end.`}
      action={
        writes && (
          <Button leftSection={<IconCalendarPlus size={17} aria-hidden />} onClick={() => setEntering(true)}>
            <Trans>Enter an absence</Trans>
          </Button>
        )
      }
    >
      <Card title={t`Away now or soon`} flush>
        {list.data ? (
          <DataTable
            label={t`Away now or soon`}
            rows={list.data.absences}
            rowId={({ id }) => id}
            columns={columns(setEnding)}
            empty={t`Nobody is away, and no absence is to come.`}
          />
        ) : list.error ? (
          <Failed error={list.error} retry={list.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
      {entering && <NewAbsence close={() => setEntering(false)} />}
      <Confirm
        opened={ending !== null}
        title={later ? t`Take back the absence of ${name}?` : t`Is ${name} back?`}
        text={t`${standIn} sees those people no longer by standing in, from their next request on.`}
        action={later ? t`Take it back` : t`End the absence`}
        cancel={() => setEnding(null)}
        confirm={() => {
          if (ending) void end(ending);
          setEnding(null);
        }}
      />
    </Page>
  );
}

function columns(end: (absence: Absence) => void): Column<Absence>[] {
  return [
    {
      id: 'who',
      name: t`Who is away`,
      cell: ({ staff }) => <strong>{staff.name}</strong>,
      by: ({ staff }) => staff.name,
    },
    {
      id: 'standIn',
      name: t`Stands in`,
      cell: ({ standIn }) => standIn.name,
      by: ({ standIn }) => standIn.name,
    },
    { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
    { id: 'to', name: t`Until`, cell: ({ to }) => <Moment at={to} />, by: ({ to }) => to },
    {
      id: 'standing',
      name: t`Standing`,
      cell: (absence) =>
        standingOf(absence, serverNow()) === 'now' ? (
          <Tag tone="medium">{t`away now`}</Tag>
        ) : (
          <Tag>{t`to come`}</Tag>
        ),
    },
    {
      id: 'end',
      name: t`Action`,
      acts: true,
      cell: (absence) => {
        const name = absence.staff.name;
        return (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`End the absence of ${name}`}
            onClick={() => end(absence)}
          >
            <Trans>End…</Trans>
          </Button>
        );
      },
    },
  ];
}

function useEnd(): (absence: Absence) => Promise<void> {
  const client = useQueryClient();
  const say = useSay();
  return async ({ id, staff }) => {
    const { name } = staff;
    const answer = await send(`/api/absences/${id}/end`, undefined);
    if (answer.ok) say(t`The absence of ${name} has ended.`);
    else say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: absencesQuery.queryKey });
  };
}
