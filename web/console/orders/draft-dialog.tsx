import type { PersonOrder } from '@attend/contracts/orders';
import { writtenFields } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { toldWords } from '../../ui/words/told.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile, plainText } from '../shell/meanwhile.tsx';
import { ClausesField } from './clauses-field.tsx';
import { type ClauseFields, checkDraft, type DraftFields, draftEmpty, fieldsOf } from './draft-fields.ts';
import { pathWords } from './view.ts';
import { writtenWords } from './words.ts';

type Props = {
  readonly person: string;
  /** Whose draft is changed; null: a new order. */
  readonly order: PersonOrder | null;
  readonly close: () => void;
};
/** Draws an order, or changes its draft: only what changes is sent. */
export function DraftDialog({ person, order, close }: Props) {
  const zone = useTimezone();
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptFields<DraftFields>(
    `order.${person}.${order?.id ?? 'new'}`,
    order === null ? draftEmpty(serverNow(), zone) : fieldsOf(order, zone),
    order === null ? ['from'] : [],
  );
  const { fields, set } = kept;
  // ORD-16: what somebody else changed is read, what was typed here is kept, and both are shown.
  const revision = useVersion(
    kept,
    order?.revision ?? 0,
    order === null ? kept.stands() : fieldsOf(order, zone),
  );
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [sending, setSending] = useState(false);

  const save = async () => {
    const checked = checkDraft(fields, order === null ? null : { fields: kept.stands(), revision }, zone);
    setErrors(checked.ok ? {} : checked.errors);
    if (!checked.ok) return;
    setSending(true);
    const path = order === null ? `/api/people/${person}/orders` : `/api/orders/${order.id}/draft`;
    const answer = await send(path, checked.body);
    setSending(false);
    if (answer.ok) {
      await client.invalidateQueries({ queryKey: ['orders'] });
      kept.forget();
      say(order === null ? t`The draft is kept. It permits nothing yet.` : t`The draft is changed.`);
      return close();
    }
    setFailure(answer.error);
    if (isConflict(answer.error)) return client.invalidateQueries({ queryKey: ['orders'] });
    if (answer.error.kind !== 'refused') return;
    const faults = answer.error.problem.fields ?? [];
    setErrors(
      Object.fromEntries(faults.map(({ path, ...told }) => [path.replace(/^body\./, ''), toldWords(told)])),
    );
  };

  const text = (
    name: 'reference' | 'court' | 'caseNumber' | 'language',
    label: string,
    description?: string,
  ) => (
    <TextInput
      label={label}
      description={description}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      error={errors[name]}
    />
  );
  const time = (name: 'from' | 'to' | 'reviewAt', label: string) => (
    <DateTimeField
      label={label}
      value={fields[name]}
      onChange={(value) => set({ [name]: value })}
      error={errors[name]}
    />
  );
  const area = (name: 'legalBasis' | (typeof writtenFields)[number], label: string) => (
    <Textarea
      key={name}
      label={label}
      autosize
      minRows={2}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      error={errors[name]}
    />
  );
  const amends = (order?.versions.length ?? 0) > 1;
  const written = writtenFields.filter((name) => name !== 'language' && (amends || !name.startsWith('step')));
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={order === null ? t`Draw an order` : t`Change the draft`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Restored of={kept} />
        {order === null && text('reference', t`Reference of the order`)}
        {!amends && text('court', t`Court`)}
        {!amends && text('caseNumber', t`Case number`)}
        {area('legalBasis', t`Legal basis`)}
        {time('from', t`From`)}
        {time('to', t`To`)}
        {time('reviewAt', t`Next review`)}
        <ClausesField value={fields.clauses} onChange={(clauses) => set({ clauses })} errors={errors} />
        {text('language', t`The participant’s language`, t`A tag, as es or ht.`)}
        {written.map((name) => area(name, writtenWords(name)))}
        <Meanwhile of={kept} name={pathWords} text={draftText} />
        {Object.keys(errors).length === 0 && <Refusal failure={failure} />}
        <Button type="submit" loading={sending}>
          <Trans>Keep the draft</Trans>
        </Button>
      </form>
    </Modal>
  );
}

/** Clauses by their numbers; all else as it was typed. */
const draftText = (field: string, value: unknown): string =>
  field === 'clauses' && Array.isArray(value)
    ? value.map(({ number }: ClauseFields) => number).join(', ') || '—'
    : plainText(field, value);
