import {
  type ComplaintDetail,
  type ComplaintTelling,
  complaintChanged,
  complaintOutcomes,
  complaintTellings,
} from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import { Button, Modal, MultiSelect, NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { undoBy, useDone } from '../shell/undo.ts';
import { complaintStands } from './facts.ts';
import { complaintChoicesQuery } from './queries.ts';
import { type Act, outcomeWords, tellingWords } from './view.ts';

export function actWords(act: Act): { readonly button: string; readonly title: string } {
  const words: Record<Act, { readonly button: string; readonly title: string }> = {
    acknowledge: { button: t`Acknowledge…`, title: t`How were they told that it came in?` },
    handler: { button: t`Give in hand…`, title: t`Who has it in hand?` },
    note: { button: t`Note…`, title: t`What was found out, or asked` },
    concerned: { button: t`Whom it concerns…`, title: t`Whom does it concern?` },
    answer: { button: t`Answer…`, title: t`Answer it` },
    appeal: { button: t`Appealed…`, title: t`They are not content with the answer` },
  };
  return words[act];
}

type Fields = {
  told: string;
  handler: string;
  outcome: string;
  text: string;
  receivedOn: string;
  staff: string[];
  provider: string;
};

/** No id is spelt so. */
const nobody = 'nobody';

const bodyOf = (act: Act, version: number, fields: Fields): object => {
  const text = fields.text.trim();
  switch (act) {
    case 'acknowledge':
      return { version, told: fields.told };
    case 'handler':
      return { version, handler: fields.handler === nobody ? null : fields.handler };
    case 'note':
      return { version, text };
    case 'concerned':
      return { version, text, concernedStaff: fields.staff, concernedProvider: fields.provider || null };
    case 'answer':
      return { version, outcome: fields.outcome, text, told: fields.told };
    case 'appeal':
      return { version, text, receivedOn: fields.receivedOn };
  }
};

/** Whoever can be told, in the way that is likeliest first (CPL-8). */
function tellingsOf({ participant, anonymous }: ComplaintDetail): readonly ComplaintTelling[] {
  if (anonymous) return ['nobody-to-tell'];
  return complaintTellings.filter((told) => told !== 'message' || participant !== null);
}

type Props = { readonly of: ComplaintDetail; readonly act: Act; readonly close: () => void };
/** One step, with what it asks for. */
export function ActDialog({ of, act, close }: Props) {
  const zone = useTimezone();
  const client = useQueryClient();
  const tell = useDone([['complaints']]);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const tellings = tellingsOf(of);
  const asksText = act !== 'acknowledge' && act !== 'handler';
  const stands: Fields = {
    ...{ told: tellings[0] ?? 'letter', handler: of.handler?.id ?? '', outcome: 'upheld', text: '' },
    ...{ receivedOn: civilDay(serverNow(), zone), provider: of.concernedProvider?.id ?? '' },
    staff: of.concernedStaff.map(({ id }) => id),
  };
  const kept = useKeptForm<Fields>(`complaint.${of.id}.${act}`, {
    initialValues: stands,
    moments: ['receivedOn'],
    validate: ({ text, handler }) => ({
      ...(asksText && text.trim().length < 3 ? { text: t`Write it first` } : {}),
      ...(act === 'handler' && handler === '' ? { handler: t`Choose who` } : {}),
    }),
  });
  const { form } = kept;
  // What was not touched here becomes what stands.
  const version = useVersion(kept, of.version, stands);
  const { told } = useStands(complaintStands(of), sending);
  const save = async (fields: Fields) => {
    setSending(true);
    const method = act === 'concerned' ? 'PUT' : 'POST';
    const answer = await send(`/api/complaints/${of.id}/${act}`, bodyOf(act, version, fields), method);
    setFailure(answer.ok ? null : answer.error);
    await client.invalidateQueries({ queryKey: ['complaints'] });
    setSending(false);
    if (!answer.ok) return;
    kept.forget();
    tell(t`It is on record.`, answer.value, act === 'handler' ? undoHanding : undefined);
    close();
  };
  const undoHanding = undoBy(complaintChanged, ({ version: after }) => ({
    path: `/api/complaints/${of.id}/handler`,
    body: { version: after, handler: of.handler?.id ?? null },
    done: of.handler === null ? t`Nobody has it in hand again.` : t`Whoever had it in hand has it again.`,
  }));
  const field = form.getInputProps;
  const words = actWords(act);
  return (
    <Modal opened onClose={close} title={words.title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((fields) => void save(fields))}>
        <Restored of={kept} />
        {told}
        {act === 'handler' && (
          <NativeSelect
            label={t`In hand`}
            data-autofocus
            description={t`Whom it concerns cannot be chosen.`}
            data={[
              { value: '', label: t`Choose…` },
              ...(of.handler === null ? [] : [{ value: nobody, label: t`nobody: take it back` }]),
              ...of.handlers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...field('handler')}
          />
        )}
        {act === 'answer' && (
          <NativeSelect
            label={t`Outcome`}
            data={complaintOutcomes.map((value) => ({ value, label: outcomeWords(value) }))}
            {...field('outcome')}
          />
        )}
        {act === 'appeal' && <DateField label={t`Came in on`} {...field('receivedOn')} />}
        {act === 'concerned' && <Concerned form={form} />}
        {asksText && (
          <Textarea
            label={act === 'answer' ? t`The answer` : t`In words`}
            data-autofocus
            autosize
            minRows={3}
            {...field('text')}
          />
        )}
        {(act === 'answer' || act === 'acknowledge') && (
          <NativeSelect
            label={t`They were told`}
            data={tellings.map((value) => ({ value, label: tellingWords(value) }))}
            {...field('told')}
          />
        )}
        <Refusal failure={failure} />
        <Button type="submit" loading={sending}>
          {t`Put it on record`}
        </Button>
      </form>
    </Modal>
  );
}

function Concerned({ form }: { readonly form: ReturnType<typeof useKeptForm<Fields>>['form'] }) {
  const choices = useQuery(complaintChoicesQuery);
  const { staff = [], providers = [] } = choices.data ?? {};
  return (
    <>
      <MultiSelect
        label={t`Whom of the staff it concerns`}
        description={t`They lose sight of it at once, also you yourself.`}
        searchable
        data={staff.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('staff')}
      />
      <NativeSelect
        label={t`Which provider it concerns`}
        data={[
          { value: '', label: t`none` },
          ...providers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('provider')}
      />
    </>
  );
}
