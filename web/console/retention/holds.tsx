import type { RetentionHold } from '@attend/contracts/retention';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { holdsQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { holdEndForm } from './form.ts';
import { NewHold } from './new-hold.tsx';
import { holdsInOrder } from './view.ts';

/** People whose data does not end for now. */
export function Holds({ writes }: { readonly writes: boolean }) {
  const holds = useQuery(holdsQuery);
  const [ending, setEnding] = useState<RetentionHold | null>(null);
  const [placing, setPlacing] = useState(false);
  const columns: Column<RetentionHold>[] = [
    {
      id: 'person',
      name: t`Person`,
      cell: ({ participant }) => (
        <>
          <strong>{participant.name}</strong> {participant.reference}
        </>
      ),
    },
    { id: 'reason', name: t`Reason`, cell: ({ reason }) => reason },
    { id: 'by', name: t`Placed by`, cell: ({ by }) => by },
    { id: 'until', name: t`Until`, cell: ({ until }) => <Moment at={until} />, by: ({ until }) => until },
    { id: 'state', name: t`State`, cell: (hold) => stateOf(hold, writes, setEnding) },
  ];
  return (
    <Card
      title={t`On hold`}
      flush
      aside={
        writes && (
          <Button variant="default" size="compact-sm" onClick={() => setPlacing(true)}>
            <Trans>Place a hold…</Trans>
          </Button>
        )
      }
    >
      {holds.data ? (
        <DataTable
          label={t`On hold`}
          rows={holdsInOrder(holds.data.holds)}
          columns={columns}
          rowId={({ id }) => id}
          over={({ standing }) => !standing}
        />
      ) : holds.error ? (
        <Failed error={holds.error} retry={holds.refetch} />
      ) : (
        <Waiting />
      )}
      {placing && <NewHold close={() => setPlacing(false)} />}
      {ending && <EndHold hold={ending} close={() => setEnding(null)} />}
    </Card>
  );
}

function stateOf(hold: RetentionHold, writes: boolean, end: (hold: RetentionHold) => void) {
  const { name } = hold.participant;
  if (hold.ended) {
    const { by, reason } = hold.ended;
    return (
      <Tag>
        <Trans>
          ended by {by}: {reason}
        </Trans>
      </Tag>
    );
  }
  if (!hold.standing) return <Tag>{t`over`}</Tag>;
  return writes ? (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={t`End the hold on ${name}`}
      onClick={() => end(hold)}
    >
      <Trans>End…</Trans>
    </Button>
  ) : (
    <Tag tone="good">{t`stands`}</Tag>
  );
}

function EndHold({ hold, close }: { readonly hold: RetentionHold; readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`hold.${hold.id}.end`, {
    mode: 'uncontrolled',
    initialValues: { reason: '' },
    validate: formCheck(holdEndForm),
  });
  const { form } = kept;
  const end = useMutation({
    mutationFn: async (values: { reason: string }) => {
      const answer = await send(`/api/retention/holds/${hold.id}/end`, values);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['retention'] });
      say(t`Hold ended. What is past its term goes at the next run.`);
      kept.forget();
      close();
    },
  });
  const { name } = hold.participant;
  return (
    <Modal
      opened
      onClose={close}
      title={t`End the hold on ${name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} onSubmit={form.onSubmit((values) => end.mutate(values))} noValidate>
        <Restored of={kept} />
        <Textarea
          label={t`Reason`}
          data-autofocus
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={end.error} />
        <Button type="submit" loading={end.isPending}>
          <Trans>End the hold</Trans>
        </Button>
      </form>
    </Modal>
  );
}
