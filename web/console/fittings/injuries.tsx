import type { PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { DateTimeField } from '../../ui/DateField.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { zonedInstant } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { CommandDialog } from '../reviews/command-dialog.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useCommand } from '../shell/use-command.ts';
import { injuriesQuery, stale } from './queries.ts';
import { freshId } from './use-work.ts';

type Held = PersonFittings['held'];

type OnPerson = { readonly person: string; readonly held: Held };
/** FIT-11: harm that a device did. Each report asks for a review at once. */
export function Injuries({ person, held, writes }: OnPerson & { readonly writes: boolean }) {
  const list = useQuery(injuriesQuery(person));
  const [doing, setDoing] = useState(false);
  return (
    <Card
      title={t`Harm by a device`}
      flush
      aside={
        writes && (
          <Button variant="default" size="compact-md" onClick={() => setDoing(true)}>
            <Trans>Report harm…</Trans>
          </Button>
        )
      }
    >
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && (
        <DataTable
          label={t`Harm by a device`}
          rows={list.data.injuries}
          rowId={({ id }) => id}
          empty={t`No harm was reported.`}
          columns={[
            { id: 'at', name: t`When`, cell: ({ at }) => <Moment at={at} />, by: ({ at }) => at },
            { id: 'device', name: t`Device`, cell: ({ device }) => device ?? t`not known` },
            {
              id: 'what',
              name: t`What was seen or told`,
              cell: ({ what, care }) => <span dir="auto">{care === null ? what : `${what} · ${care}`}</span>,
            },
            { id: 'by', name: t`Reported by`, cell: ({ reportedBy }) => reportedBy },
          ]}
        />
      )}
      {doing && <ReportDialog {...{ person, held }} close={() => setDoing(false)} />}
    </Card>
  );
}

type Props = OnPerson & { readonly close: () => void };
type Fields = { at: string; device: string; what: string; care: string };
function ReportDialog({ person, held, close }: Props) {
  const timezone = useTimezone();
  const [id] = useState(freshId);
  const { run, sending, failure } = useCommand([...stale, ['orders'], ['needs']]);
  const kept = useKeptForm<Fields>(`injury.${person}`, {
    initialValues: { at: '', device: held[0]?.device.id ?? '', what: '', care: '' },
    validate: ({ at, what }) => ({
      ...(zonedInstant(at, timezone) === null ? { at: t`Say day and time` } : {}),
      ...(what.trim().length < 3 ? { what: t`Write it first` } : {}),
    }),
  });
  const { form } = kept;
  const report = async ({ at, device, what, care }: Fields) => {
    const body = {
      ...{ id, at: new Date(zonedInstant(at, timezone) ?? 0).toISOString(), device: device || null },
      ...{ what: what.trim(), care: care.trim() || null },
    };
    const refused = await run(
      `/api/people/${person}/injuries`,
      body,
      t`It is on record. A review is asked for at once.`,
    );
    if (refused !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`Report harm`}
      action={t`Report it`}
      submit={report}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      <p>
        <Trans>Evidence of harm asks for a review of every order in force, within a day.</Trans>
      </p>
      <DateTimeField label={t`When it was seen`} data-autofocus {...form.getInputProps('at')} />
      <NativeSelect
        label={t`Device`}
        data={[
          { value: '', label: t`not known` },
          ...held.map(({ device }) => ({ value: device.id, label: device.identifier })),
        ]}
        {...form.getInputProps('device')}
      />
      <Textarea label={t`What was seen or told`} autosize minRows={2} {...form.getInputProps('what')} />
      <Textarea label={t`What was done about it`} autosize {...form.getInputProps('care')} />
    </CommandDialog>
  );
}
