import type { SupervisionEntry, SupervisionList } from '@attend/contracts/supervision';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { supervisionQuery } from '../queries.ts';
import { Confirm } from '../shell/confirm.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { BringInDialog } from './bring-in.tsx';
import classes from './part.module.css';
import { authorityWords, positionOf, positionWords, sortEntries } from './view.ts';

const nameOf = ({ staff, provider }: SupervisionEntry): string => staff?.name ?? provider ?? '';

/** Who works with a person, who stands in, and who did: what lets somebody see them. */
export function SupervisionPart({ id }: { readonly id: string }) {
  const list = useQuery(supervisionQuery(id));
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return <Both of={list.data} />;
}

function Both({ of }: { readonly of: SupervisionList }) {
  const { now, before } = sortEntries(of.supervision, serverNow());
  return (
    <div className={classes.stack}>
      <Now of={of} standing={now} />
      {before.length > 0 && (
        <Card title={t`Earlier`} flush>
          <DataTable
            label={t`Earlier`}
            rows={before}
            rowId={({ id }) => id}
            columns={[
              ...columns(),
              {
                id: 'to',
                name: t`Until`,
                cell: ({ to }) => to && <Moment at={to} />,
                by: ({ to }) => to ?? '',
              },
            ]}
          />
        </Card>
      )}
    </div>
  );
}

function Now({
  of,
  standing,
}: {
  readonly of: SupervisionList;
  readonly standing: readonly SupervisionEntry[];
}) {
  const staff = useStaff();
  const [bringing, setBringing] = useState<'officer' | 'other' | null>(null);
  const [ending, setEnding] = useState<SupervisionEntry | null>(null);
  const end = useEnd(of.participant);
  const officer = standing.find((entry) => positionOf(entry) === 'case-officer');
  const name = ending ? nameOf(ending) : '';
  return (
    <Card
      title={t`Works with this person now`}
      flush
      aside={of.mayChange && <Actions handOver={officer !== undefined} open={setBringing} />}
    >
      <Notes of={of} officer={officer !== undefined} told={may(staff, 'people.assign') && !of.mayChange} />
      <DataTable
        label={t`Works with this person now`}
        rows={standing}
        rowId={({ id }) => id}
        empty={t`Nobody.`}
        columns={[
          ...columns(),
          { id: 'until', name: t`Until`, cell: ({ to }) => (to === null ? t`no end` : <Moment at={to} />) },
          ...(of.mayChange ? [endColumn(setEnding)] : []),
        ]}
      />
      {bringing && (
        <BringInDialog
          person={of.participant}
          standing={standing}
          handOver={bringing === 'officer'}
          close={() => setBringing(null)}
        />
      )}
      <Confirm
        opened={ending !== null}
        title={t`End the work of ${name} with this person?`}
        text={t`What it let them see ends with their next request. What they did stays on record.`}
        action={t`End it`}
        cancel={() => setEnding(null)}
        confirm={() => {
          if (ending) void end(ending);
          setEnding(null);
        }}
      />
    </Card>
  );
}

type ActionsProps = { readonly handOver: boolean; readonly open: (what: 'officer' | 'other') => void };
const Actions = ({ handOver, open }: ActionsProps) => (
  <div className={classes.actions}>
    <Button
      variant="default"
      size="compact-md"
      leftSection={<IconArrowsExchange size={16} aria-hidden />}
      onClick={() => open('officer')}
    >
      {handOver ? <Trans>Hand over…</Trans> : <Trans>Assign an officer…</Trans>}
    </Button>
    <Button
      variant="default"
      size="compact-md"
      leftSection={<IconUserPlus size={16} aria-hidden />}
      onClick={() => open('other')}
    >
      <Trans>Bring in…</Trans>
    </Button>
  </div>
);

type NotesProps = { readonly of: SupervisionList; readonly officer: boolean; readonly told: boolean };

/** What is not in the table: that nobody is assigned, who is away, and why one may not change it. */
function Notes({ of, officer, told }: NotesProps) {
  if (officer && of.away.length === 0 && !told) return null;
  return (
    <ul className={classes.notes}>
      {!officer && (
        <li>
          <Tag tone="medium">{t`No officer`}</Tag> <Trans>Nobody is assigned to this person.</Trans>
        </li>
      )}
      {of.away.map(({ staff: { id, name }, standIn, to }) => {
        const other = standIn.name;
        return (
          <li key={`${id} ${to}`}>
            <Tag>{t`Away`}</Tag>{' '}
            <Trans>
              {name} is away until <Moment at={to} />; {other} stands in.
            </Trans>
          </li>
        );
      })}
      {told && (
        <li className={classes.dim}>
          <Trans>
            Only the officer assigned to this person, or a supervisor of the office, changes this.
          </Trans>
        </li>
      )}
    </ul>
  );
}

const columns = (): Column<SupervisionEntry>[] => [
  { id: 'who', name: t`Who`, cell: (entry) => <strong>{nameOf(entry)}</strong>, by: nameOf },
  { id: 'as', name: t`As`, cell: (entry) => <As entry={entry} />, by: (entry) => asWords(entry) },
  { id: 'from', name: t`Since`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
];

function asWords(entry: SupervisionEntry): string {
  const position = positionOf(entry);
  return position === null ? entry.as : positionWords(position);
}

function As({ entry }: { readonly entry: SupervisionEntry }) {
  const authority = entry.kind === 'attorney' ? authorityWords(entry.as) : null;
  return (
    <>
      {asWords(entry)}
      {authority && <span className={classes.second}>{authority}</span>}
    </>
  );
}

/** An officer is followed by another, by handing over: a person is not left without one by a slip. */
const endColumn = (end: (entry: SupervisionEntry) => void): Column<SupervisionEntry> => ({
  id: 'end',
  name: t`Action`,
  acts: true,
  cell: (entry) => {
    const name = nameOf(entry);
    if (positionOf(entry) === 'case-officer') return null;
    return (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t`End the work of ${name}`}
        onClick={() => end(entry)}
      >
        <Trans>End…</Trans>
      </Button>
    );
  },
});

function useEnd(person: string): (entry: SupervisionEntry) => Promise<void> {
  const client = useQueryClient();
  const say = useSay();
  return async (entry) => {
    const name = nameOf(entry);
    const answer = await send(`/api/people/${person}/supervision/end`, { entry: entry.id });
    if (answer.ok) say(t`${name} works with this person no longer.`);
    else say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: ['supervision', person] });
  };
}
