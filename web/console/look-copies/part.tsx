import { type LookCopy, type LookCopyPrint, lookCopyPrint } from '@attend/contracts/look-copies';
import { type RequestAsker, type RequestWay, requestAskers, requestWays } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request, send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { receivedFault } from '../requests/form.ts';
import { askedWords, askerWords, wayWords } from '../requests/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields, useKeptForm } from '../shell/kept-form.tsx';
import classes from './part.module.css';
import { lookCopiesQuery } from './queries.ts';

type Props = { readonly id: string; readonly print: (printed: LookCopyPrint) => void };
/** For whoever has no app: the person's own record of looks on paper. */
export function LookCopies({ id, print }: Props) {
  const list = useQuery(lookCopiesQuery(id));
  const [asking, setAsking] = useState(false);
  const [handing, setHanding] = useState<LookCopy | null>(null);
  return (
    <Card
      title={t`Their record of looks on paper`}
      flush
      aside={
        <Button variant="default" size="compact-md" onClick={() => setAsking(true)}>
          <Trans>They ask for it…</Trans>
        </Button>
      }
    >
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && (
        <DataTable
          label={t`Their record of looks on paper`}
          rows={list.data.copies}
          rowId={(row) => row.id}
          empty={t`Nobody has asked for it.`}
          over={({ handed }) => handed !== null}
          columns={columns(setHanding)}
        />
      )}
      {asking && <AskDialog person={id} close={() => setAsking(false)} />}
      {handing && <HandDialog of={handing} print={print} close={() => setHanding(null)} />}
    </Card>
  );
}

const columns = (hand: (of: LookCopy) => void): Column<LookCopy>[] => [
  { id: 'asked', name: t`Asked for`, cell: (row) => askedWords(row, currentLocale()) },
  {
    id: 'handed',
    name: t`Handed over`,
    cell: ({ handed }) =>
      handed && (
        <>
          {handed.by}, <Moment at={handed.at} />
          {handed.identity !== null && (
            <span className={classes.second}>
              <bdi>{handed.identity}</bdi>
            </span>
          )}
        </>
      ),
  },
  {
    id: 'action',
    name: t`Action`,
    acts: true,
    cell: (row) =>
      row.handed === null ? (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${t`Hand it over…`} ${askedWords(row, currentLocale())}`}
          onClick={() => hand(row)}
        >
          <Trans>Hand it over…</Trans>
        </Button>
      ) : null,
  },
];

type AskFields = { asker: RequestAsker; way: RequestWay; receivedOn: string; tell: boolean };
function AskDialog({ person, close }: { readonly person: string; readonly close: () => void }) {
  const today = civilDay(serverNow(), useTimezone());
  const client = useQueryClient();
  const say = useSay();
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const kept = useKeptForm<AskFields>(`look-copy.${person}`, {
    initialValues: {
      ...{ asker: 'participant', way: 'telephone', tell: true },
      receivedOn: today,
    },
    moments: ['receivedOn'],
    validate: { receivedOn: (value) => receivedFault(value, today) },
  });
  const { form } = kept;
  const save = async (fields: AskFields) => {
    const answer = await send(`/api/people/${person}/look-copies`, fields);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    kept.forget();
    for (const key of ['look-copies', 'messages', 'log']) await client.invalidateQueries({ queryKey: [key] });
    say(t`It waits to be handed over.`);
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`They ask who looked at their data`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((fields) => void save(fields))}>
        <Restored of={kept} />
        <NativeSelect
          label={t`Who asks`}
          data-autofocus
          data={requestAskers.map((value) => ({ value, label: askerWords(value) }))}
          {...form.getInputProps('asker')}
        />
        <NativeSelect
          label={t`How it came`}
          data={requestWays.map((value) => ({ value, label: wayWords(value) }))}
          {...form.getInputProps('way')}
        />
        <DateField label={t`Came in on`} {...form.getInputProps('receivedOn')} />
        <Checkbox
          label={t`Write to them that a paper can be fetched`}
          {...form.getInputProps('tell', { type: 'checkbox' })}
        />
        <Refusal failure={failure} />
        <Button type="submit">
          <Trans>Take it down</Trans>
        </Button>
      </form>
    </Modal>
  );
}

type HandProps = {
  readonly of: LookCopy;
  readonly print: (printed: LookCopyPrint) => void;
  readonly close: () => void;
};
/** Nothing is shown before somebody has said how they know who takes it. */
function HandDialog({ of, print, close }: HandProps) {
  const client = useQueryClient();
  const kept = useKeptFields(`look-copy.${of.id}.hand`, { identity: '' });
  const { identity } = kept.fields;
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const missing = identity.trim().length < 3;
  const hand = async () => {
    setTried(true);
    if (missing) return;
    const answer = await request(`/api/look-copies/${of.id}/hand`, lookCopyPrint, {
      method: 'POST',
      body: { identity: identity.trim() },
    });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) kept.forget();
    for (const key of ['look-copies', 'log', 'looks']) await client.invalidateQueries({ queryKey: [key] });
    if (answer.ok) print(answer.value);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Hand over the record of looks`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void hand();
        }}
      >
        <Restored of={kept} />
        <Textarea
          label={t`How you know who takes it`}
          description={t`A card with a photo, or somebody who knows them. Of an attorney, their authority too.`}
          data-autofocus
          autosize
          minRows={2}
          value={identity}
          onChange={(event) => kept.set({ identity: event.currentTarget.value })}
          error={tried && missing ? t`Write it first` : null}
        />
        <Refusal failure={failure} />
        <Button type="submit">
          <Trans>Show it for printing</Trans>
        </Button>
      </form>
    </Modal>
  );
}
