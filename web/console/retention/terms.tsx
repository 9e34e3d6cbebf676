import type { RetentionOverview } from '@attend/contracts/retention';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NumberInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { retentionQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { termForm } from './form.ts';
import { type Kind, kindWords, newestRevision, nextWords, termWords } from './view.ts';

type Props = { readonly overview: RetentionOverview; readonly writes: boolean };

/** When each kind of data ends, why, and what of it goes at the next run. */
export function Terms({ overview, writes }: Props) {
  const [changing, setChanging] = useState<Kind | null>(null);
  const columns: Column<Kind>[] = [
    { id: 'kind', name: t`Kind`, cell: ({ kind }) => <strong>{kindWords(kind).name}</strong> },
    { id: 'term', name: t`Ends after`, cell: termWords },
    { id: 'next', name: t`Goes at the next run`, cell: (kind) => nextWords(kind) ?? '–' },
    { id: 'why', name: t`Why`, cell: ({ kind }) => kindWords(kind).why },
    ...(writes ? [changeColumn(setChanging)] : []),
  ];
  return (
    <Card title={t`Terms`} flush>
      <DataTable label={t`Terms`} rows={overview.kinds} columns={columns} rowId={({ kind }) => kind} />
      {changing && (
        <ChangeTerm kind={changing} after={newestRevision(overview)} close={() => setChanging(null)} />
      )}
    </Card>
  );
}

const changeColumn = (change: (kind: Kind) => void): Column<Kind> => ({
  id: 'change',
  name: t`Change`,
  acts: true,
  cell: (kind) => {
    const { name } = kindWords(kind.kind);
    return (
      kind.term === 'programme' && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Change the term of ${name}`}
          onClick={() => change(kind)}
        >
          <Trans>Change…</Trans>
        </Button>
      )
    );
  },
});

type ChangeProps = { readonly kind: Kind; readonly after: number; readonly close: () => void };

function ChangeTerm({ kind, after, close }: ChangeProps) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`retention.${kind.kind}`, {
    mode: 'uncontrolled',
    initialValues: { days: kind.days ?? 0, reason: '' },
    validate: formCheck(termForm),
  });
  const { form } = kept;
  const change = useMutation({
    mutationFn: async ({ days, reason }: { days: number; reason: string }) => {
      const answer = await send('/api/retention/revisions', { after, reason, terms: { [kind.kind]: days } });
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: retentionQuery.queryKey });
      say(t`New term kept. What ends sooner does so from tomorrow.`);
      kept.forget();
      close();
    },
  });
  const { name } = kindWords(kind.kind);
  const [least, most] = [kind.least ?? 1, kind.most ?? 1];
  return (
    <Modal opened onClose={close} title={name} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => change.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <NumberInput
          label={t`Ends after days`}
          description={t`From ${least} to ${most}. A shorter term holds from a day later, so that a mistake can be taken back.`}
          allowDecimal={false}
          data-autofocus
          key={form.key('days')}
          {...form.getInputProps('days')}
        />
        <Textarea label={t`Reason`} key={form.key('reason')} {...form.getInputProps('reason')} />
        <Refusal failure={change.error} />
        <Button type="submit" loading={change.isPending}>
          <Trans>Keep this term</Trans>
        </Button>
      </form>
    </Modal>
  );
}
