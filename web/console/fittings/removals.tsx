import { type RemovalView, removalReasons } from '@attend/contracts/removals';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { DateTimeField } from '../../ui/DateField.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { zonedInstant } from '../../ui/time.ts';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { CommandDialog } from '../reviews/command-dialog.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import { asItStands, type Stands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { Ask } from '../stock/ask.tsx';
import classes from './page.module.css';
import { removalsQuery, stale } from './queries.ts';
import { reasonWords } from './view.ts';

const hasPassed = ({ to }: RemovalView): boolean => Date.parse(to) <= serverNow();

/** FIT-8: times in which an open strap is expected. Before and after them it is an alert as ever. */
export function Removals({ person }: { readonly person: string }) {
  const list = useQuery(removalsQuery(person));
  const [doing, setDoing] = useState<'plan' | RemovalView | null>(null);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { removals, may } = list.data;
  return (
    <Card
      title={t`Planned removals`}
      flush
      aside={
        may && (
          <Button variant="default" size="compact-md" onClick={() => setDoing('plan')}>
            <Trans>Plan a removal…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Planned removals`}
        rows={removals}
        rowId={({ id }) => id}
        over={({ endedAt }) => endedAt !== null}
        empty={t`No removal is planned: an open strap is an alert.`}
        columns={[...columns(), ...(may ? [acts(setDoing)] : [])]}
      />
      {doing === 'plan' && <PlanDialog person={person} close={() => setDoing(null)} />}
      {doing !== null &&
        doing !== 'plan' &&
        (hasPassed(doing) ? (
          <SeenTo {...asItStands(removals, doing)} close={() => setDoing(null)} />
        ) : (
          <EndDialog {...asItStands(removals, doing)} close={() => setDoing(null)} />
        ))}
    </Card>
  );
}

const columns = (): Column<RemovalView>[] => [
  {
    id: 'why',
    name: t`Why`,
    cell: ({ reason, note, found }) => (
      <>
        {note === null ? reasonWords(reason) : `${reasonWords(reason)}: ${note}`}
        {found !== null && <span className={classes.second}>{t`Afterwards: ${found}`}</span>}
      </>
    ),
  },
  { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
  { id: 'to', name: t`Until`, cell: (row) => <Until of={row} /> },
  { id: 'by', name: t`Planned by`, cell: ({ madeBy }) => madeBy ?? t`not known` },
];
const acts = (act: (of: RemovalView) => void): Column<RemovalView> => ({
  ...{ id: 'acts', name: t`Action`, acts: true as const },
  cell: (row) =>
    row.endedAt === null && (
      <div className={actions}>
        <Button
          variant="default"
          size="compact-md"
          aria-label={
            hasPassed(row) ? t`Seen to: ${reasonWords(row.reason)}…` : t`End: ${reasonWords(row.reason)}…`
          }
          onClick={() => act(row)}
        >
          {hasPassed(row) ? <Trans>Seen to…</Trans> : <Trans>It is over…</Trans>}
        </Button>
      </div>
    ),
});

/** What ended sooner, ended then; what somebody saw to afterwards was over at its time. */
function Until({ of: { to, endedAt } }: { readonly of: RemovalView }) {
  const at = endedAt !== null && Date.parse(endedAt) < Date.parse(to) ? endedAt : to;
  return (
    <>
      <Moment at={at} />
      {endedAt === null && Date.parse(to) <= serverNow() && (
        <>
          {' '}
          <Tag tone="medium">{t`to be seen to`}</Tag>
        </>
      )}
    </>
  );
}

type Fields = { reason: RemovalView['reason'] | ''; from: string; to: string; note: string };
function PlanDialog({ person, close }: { readonly person: string; readonly close: () => void }) {
  const timezone = useTimezone();
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<Fields>(`removal.${person}`, {
    initialValues: { reason: '', from: '', to: '', note: '' },
    validate: ({ reason, from, to }) => {
      const [begins, ends] = [zonedInstant(from, timezone), zonedInstant(to, timezone)];
      return {
        ...(reason === '' ? { reason: chooseFirst() } : {}),
        ...(begins === null ? { from: t`Say day and time` } : {}),
        ...(ends === null ? { to: t`Say day and time` } : {}),
        ...(begins !== null && ends !== null && ends <= begins
          ? { to: t`The end must come after the beginning` }
          : {}),
      };
    },
  });
  const { form } = kept;
  const plan = async ({ reason, from, to, note }: Fields) => {
    const at = (text: string): string => new Date(zonedInstant(text, timezone) ?? 0).toISOString();
    const body = { reason, from: at(from), to: at(to), note: note.trim() || null };
    if ((await run(`/api/people/${person}/planned-removals`, body, t`It is planned.`)) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`Plan a removal`}
      action={t`Plan it`}
      submit={plan}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      <p>
        <Trans>
          In this time an open strap is expected and raises no alert. What was open before stays an alert;
          what is still open afterwards is one.
        </Trans>
      </p>
      <NativeSelect
        label={t`Why`}
        data-autofocus
        data={toChoose(
          removalReasons
            .filter((one) => one !== 'swap')
            .map((value) => ({ value, label: reasonWords(value) })),
        )}
        {...form.getInputProps('reason')}
      />
      <DateTimeField label={t`From`} {...form.getInputProps('from')} />
      <DateTimeField label={t`Until`} {...form.getInputProps('to')} />
      <Textarea label={t`Note`} autosize {...form.getInputProps('note')} />
    </CommandDialog>
  );
}

/** What of a planned removal somebody else may change while its end is asked for. */
const removalStands = ({ version, to, endedAt, endedBy }: RemovalView, gone: boolean): Stands => ({
  ...{ version, gone, facts: { to, endedAt, endedBy } },
  name: (field) => ({ to: t`Until`, endedAt: t`Ended` })[field] ?? t`Ended by`,
  text: (field, value) =>
    field !== 'endedBy' && typeof value === 'string' ? <Moment at={value} /> : plainText(field, value),
});

type EndProps = { readonly of: RemovalView; readonly gone: boolean; readonly close: () => void };
const EndDialog = ({ of, gone, close }: EndProps) => (
  <Ask
    keep={`removal.${of.id}.end`}
    title={t`The removal is over`}
    action={t`It is over`}
    done={t`From now on an open strap is an alert.`}
    path={`/api/planned-removals/${of.id}/end`}
    initial={{}}
    fields={() => []}
    stands={() => removalStands(of, gone)}
    bodyOf={(_, version) => ({ version })}
    changes={stale}
    close={close}
  >
    <p>
      <Trans>From now on an open strap is an alert again.</Trans>
    </p>
  </Ask>
);

/** TDY-9: its time has passed: somebody says what they found, before nobody asks any more. */
const SeenTo = ({ of, gone, close }: EndProps) => (
  <Ask
    keep={`removal.${of.id}.seen-to`}
    title={t`A removal is over: is the device on again?`}
    action={t`Put it on record`}
    done={t`It is seen to.`}
    path={`/api/planned-removals/${of.id}/end`}
    initial={{ found: '' }}
    fields={() => [
      {
        ...{ kind: 'lines', name: 'found', label: t`What you found` },
        description: t`Whether the device is on again, and what was done where it is not.`,
        needed: t`Say what you found`,
      },
    ]}
    stands={() => removalStands(of, gone)}
    bodyOf={({ found }, version) => ({ version, found: (found ?? '').trim() })}
    changes={stale}
    close={close}
  />
);
