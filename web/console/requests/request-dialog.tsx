import { requestAskers, requestWays } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateField, DateTimeField } from '../../ui/DateField.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { conditionKindWords } from '../../ui/words/devices.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { checkRequest, type RequestFields } from './form.ts';
import { requestsQuery } from './queries.ts';
import { ungrant, useSendRequest } from './use-send.ts';
import { askerWords, wayWords } from './view.ts';

/** A text message that asks for something: its words, and the day on which it came. */
export type FromReply = { readonly id: string; readonly text: string; readonly at: string };
type Condition = { readonly id: string; readonly reference: string };
type Props = {
  readonly person: string;
  /** The one it is asked from; absent: it is chosen. */
  readonly condition?: Condition;
  readonly reply?: FromReply;
  readonly close: () => void;
};

const named = ['from', 'to', 'reason', 'grant'].map((name) => [name, name] as const);
const fieldOf = Object.fromEntries([...named, ['asked.receivedOn', 'receivedOn']]);

/** A dated permission not to keep a condition: who asks for it, and for when. */
export function RequestDialog({ person, condition, reply, close }: Props) {
  const reference = condition?.reference ?? '';
  return (
    <Modal
      opened
      onClose={close}
      title={condition ? t`Ask for an exception from ${reference}` : t`Somebody asks for an exception`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {reply && (
        <blockquote dir="auto">
          <bdi>{reply.text}</bdi>
        </blockquote>
      )}
      {condition ? (
        <Form person={person} conditions={[condition]} reply={reply} close={close} />
      ) : (
        <Chosen person={person} reply={reply} close={close} />
      )}
    </Modal>
  );
}

type Given = { readonly person: string; readonly reply: FromReply | undefined; readonly close: () => void };
function Chosen(given: Given) {
  const list = useQuery(requestsQuery(given.person));
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { conditions } = list.data;
  if (conditions.length === 0)
    return <p>{t`Nothing holds from which an exception could be asked for. Write to them, or call.`}</p>;
  return (
    <Form
      {...given}
      conditions={conditions.map(({ id, reference, kind, name }) => ({
        id,
        reference: [conditionKindWords(kind), name, reference].filter((one) => one !== null).join(' · '),
      }))}
    />
  );
}

function Form({ person, conditions, reply, close }: Given & { readonly conditions: readonly Condition[] }) {
  const zone = useTimezone();
  const decides = may(useStaff(), 'orders.write');
  const [first] = conditions;
  const chooses = conditions.length > 1;
  const day = civilDay(reply ? Date.parse(reply.at) : serverNow(), zone);
  const kept = useKeptForm<RequestFields>(`request.${person}.${reply?.id ?? first?.id ?? ''}`, {
    initialValues: {
      ...{ condition: chooses ? '' : (first?.id ?? ''), asker: 'participant', receivedOn: day },
      ...{ way: reply ? 'sms' : 'telephone', from: '', to: '', reason: reply?.text ?? '', grant: false },
    },
    moments: ['receivedOn'],
  });
  const { form } = kept;
  const { run, sending, failure } = useSendRequest();
  const save = async (values: RequestFields) => {
    const checked = checkRequest(values, zone, serverNow(), reply?.id ?? null);
    if (!checked.ok) return form.setErrors({ ...checked.errors });
    const done = values.grant ? t`The exception is granted.` : t`The exception waits for a decision.`;
    const undo = values.grant && checked.from ? ungrant(checked.from) : undefined;
    const failed = await run(checked.path, checked.body, done, 'POST', undo);
    if (failed !== null) return form.setErrors(fieldFaults(failed, fieldOf));
    kept.forget();
    close();
  };
  const field = form.getInputProps;
  const asked = form.values.asker !== '';
  const atField = Object.keys(fieldFaults(failure, fieldOf)).length > 0;
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Restored of={kept} />
      {chooses && (
        <NativeSelect
          label={t`Condition`}
          data-autofocus
          data={[
            { value: '', label: t`Choose…` },
            ...conditions.map(({ id, reference: label }) => ({ value: id, label })),
          ]}
          {...field('condition')}
        />
      )}
      <NativeSelect
        label={t`Who asks`}
        {...(chooses ? {} : { 'data-autofocus': true })}
        data={[
          ...requestAskers.map((value) => ({ value, label: askerWords(value) })),
          ...(decides ? [{ value: '', label: t`nobody: of my own motion` }] : []),
        ]}
        {...field('asker')}
      />
      {asked && (
        <>
          <NativeSelect
            label={t`How it came`}
            data={requestWays.map((value) => ({ value, label: wayWords(value) }))}
            {...field('way')}
          />
          <DateField label={t`Came in on`} {...field('receivedOn')} />
        </>
      )}
      <DateTimeField label={t`From`} {...field('from')} />
      <DateTimeField label={t`To`} {...field('to')} />
      <Textarea
        label={t`What for`}
        description={t`In their own words, where you can.`}
        autosize
        minRows={2}
        {...field('reason')}
      />
      {decides && <Checkbox label={t`Grant it at once`} {...field('grant', { type: 'checkbox' })} />}
      <Refusal failure={atField ? null : failure} />
      <Button type="submit" loading={sending}>
        <Trans>Ask for it</Trans>
      </Button>
    </form>
  );
}
