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
import { useDraft } from '../../ui/draft.ts';
import { useSay } from '../../ui/Say.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { useStaff } from '../signed-in.tsx';
import { ClausesField } from './clauses-field.tsx';
import {
  checkDraft,
  type DraftFields,
  draftEmpty,
  fieldsOf,
  type Meanwhile,
  meanwhileOf,
  rebase,
} from './draft-fields.ts';
import { personOrdersQuery } from './queries.ts';
import { writtenWords } from './words.ts';

type Props = {
  readonly person: string;
  /** Whose draft is changed; null: a new order. */
  readonly order: PersonOrder | null;
  readonly close: () => void;
};
type Base = { readonly fields: DraftFields; readonly revision: number };

/** What was typed before a session or a connection ended, if it is of the same form. */
function readKept(text: string, empty: DraftFields): DraftFields | null {
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return null;
    return Object.keys(empty).every((name) => name in kept) ? (kept as DraftFields) : null;
  } catch {
    return null;
  }
}

/** Draws an order, or changes its draft: only what changes is sent. */
export function DraftDialog({ person, order, close }: Props) {
  const zone = useTimezone();
  const client = useQueryClient();
  const say = useSay();
  const [kept, keep] = useDraft(useStaff().id, `order.${person}.${order?.id ?? 'new'}`);
  const [base, setBase] = useState<Base | null>(() =>
    order === null ? null : { fields: fieldsOf(order, zone), revision: order.revision },
  );
  const [fields, setFields] = useState<DraftFields>(() => {
    const first = base?.fields ?? draftEmpty(serverNow(), zone);
    return readKept(kept, first) ?? first;
  });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [meanwhile, setMeanwhile] = useState<readonly Meanwhile[]>([]);
  const [sending, setSending] = useState(false);
  const set = (part: Partial<DraftFields>) => {
    const next = { ...fields, ...part };
    setFields(next);
    keep(JSON.stringify(next));
  };

  /** ORD-16: reads what somebody else changed, keeps what was typed here, and shows both. */
  const learn = async (was: Base) => {
    const { orders } = await client.fetchQuery({ ...personOrdersQuery(person), staleTime: 0 });
    const now = orders.find(({ id }) => id === order?.id);
    if (now === undefined || now.draft === null) return;
    const theirs = fieldsOf(now, zone);
    setMeanwhile(meanwhileOf(was.fields, fields, theirs));
    setFields(rebase(was.fields, fields, theirs));
    setBase({ fields: theirs, revision: now.revision });
  };

  const save = async () => {
    const checked = checkDraft(fields, base, zone);
    setErrors(checked.ok ? {} : checked.errors);
    if (!checked.ok) return;
    setSending(true);
    const path = order === null ? `/api/people/${person}/orders` : `/api/orders/${order.id}/draft`;
    const answer = await send(path, checked.body);
    setSending(false);
    if (answer.ok) {
      keep('');
      await client.invalidateQueries({ queryKey: ['orders'] });
      say(order === null ? t`The draft is kept. It permits nothing yet.` : t`The draft is changed.`);
      return close();
    }
    setFailure(answer.error);
    if (isConflict(answer.error) && base !== null) return learn(base);
    if (answer.error.kind !== 'refused') return;
    const faults = answer.error.problem.fields ?? [];
    setErrors(Object.fromEntries(faults.map(({ path, message }) => [path.replace(/^body\./, ''), message])));
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
        <Together of={meanwhile} />
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
        {Object.keys(errors).length === 0 && <Refusal failure={failure} />}
        <Button type="submit" loading={sending}>
          <Trans>Keep the draft</Trans>
        </Button>
      </form>
    </Modal>
  );
}

/** What somebody else changed while this was written. */
function Together({ of }: { readonly of: readonly Meanwhile[] }) {
  if (of.length === 0) return null;
  return (
    <div className={entryClasses.note} role="alert">
      <p>
        <Trans>Somebody changed this draft meanwhile. What you typed is still here; send it again.</Trans>
      </p>
      <ul>
        {of.map(({ name, theirs, mine }) => (
          <li key={name}>
            <strong>{name}</strong>: <bdi>{theirs === '' ? '—' : theirs}</bdi>
            {mine !== null && (
              <>
                {' '}
                <Trans>
                  (yours: <bdi>{mine}</bdi>)
                </Trans>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
