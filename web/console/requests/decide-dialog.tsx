import type { ExceptionView } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { wallClock } from '../../ui/time.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { exceptionStands } from '../orders/facts.tsx';
import { Dates } from '../orders/versions.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { checkDecision, type DecideFields } from './form.ts';
import { requestsQuery } from './queries.ts';
import { ungrant, useSendRequest } from './use-send.ts';

type Pass = Pick<ExceptionView, 'id' | 'revision' | 'status' | 'from' | 'to' | 'reason' | 'decisionReason'>;

function Decision({ close, children }: { readonly close: () => void; readonly children: ReactNode }) {
  return (
    <Modal
      opened
      onClose={close}
      title={t`Decide the exception`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {children}
    </Modal>
  );
}

/** Granted, for the time that was asked for or another; or refused. */
export const DecideDialog = ({ of, close }: { readonly of: Pass; readonly close: () => void }) => (
  <Decision close={close}>
    <Form of={of} gone={false} close={close} />
  </Decision>
);

type Found = { readonly person: string; readonly id: string; readonly close: () => void };
/** The same, where the list knows no more than whose it is. */
export function DecideOf({ person, id, close }: Found) {
  const list = useQuery(requestsQuery(person));
  const found = list.data?.requests.find((one) => one.id === id) ?? null;
  // What an officer asked of their own motion leaves the list once it is decided: what was typed about it stays.
  const [last, setLast] = useState(found);
  if (found !== null && found !== last) setLast(found);
  const of = found ?? last;
  return (
    <Decision close={close}>
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data &&
        (of ? <Form of={of} gone={found === null} close={close} /> : <p>{t`Somebody has answered it.`}</p>)}
    </Decision>
  );
}

const fieldOf = { 'span.from': 'from', 'span.to': 'to', reason: 'reason', tell: 'tell' };

type FormProps = { readonly of: Pass; readonly gone: boolean; readonly close: () => void };
function Form({ of, gone, close }: FormProps) {
  const zone = useTimezone();
  const isOver = Date.parse(of.to) <= serverNow();
  const kept = useKeptForm<DecideFields>(`request-decision.${of.id}`, {
    initialValues: {
      ...{ decision: '', otherTime: false, tell: '', reason: '' },
      ...{ from: wallClock(Date.parse(of.from), zone), to: wallClock(Date.parse(of.to), zone) },
    },
  });
  const { form } = kept;
  const { run, sending, failure } = useSendRequest();
  const { version: revision, told } = useStands({ ...exceptionStands(of), gone: gone && !sending }, sending);
  const save = async (values: DecideFields) => {
    const checked = checkDecision(values, zone, serverNow(), { id: of.id, revision });
    if (!checked.ok) return form.setErrors({ ...checked.errors });
    const undo = values.decision === 'granted' ? ungrant(checked.from ?? of.from) : undefined;
    const failed = await run(checked.path, checked.body, t`The decision is on record.`, 'POST', undo);
    if (failed !== null) return form.setErrors(fieldFaults(failed, fieldOf));
    kept.forget();
    close();
  };
  const field = form.getInputProps;
  const { decision, otherTime } = form.values;
  const atField = Object.keys(fieldFaults(failure, fieldOf)).length > 0;
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Restored of={kept} />
      {told}
      <p dir="auto">
        <bdi>{of.reason}</bdi>
      </p>
      <p>
        <Dates from={of.from} to={of.to} />
      </p>
      {isOver && <p>{t`Its time is over. It can only be refused by now, so that it is answered.`}</p>}
      <NativeSelect
        label={t`Decision`}
        data={toChoose([
          ...(isOver ? [] : [{ value: 'granted', label: t`Grant it` }]),
          { value: 'refused', label: t`Refuse it` },
        ])}
        {...field('decision')}
      />
      {decision === 'granted' && (
        <Checkbox
          label={t`For another time than was asked for`}
          {...field('otherTime', { type: 'checkbox' })}
        />
      )}
      {decision === 'granted' && otherTime && (
        <>
          <DateTimeField label={t`From`} {...field('from')} />
          <DateTimeField label={t`To`} {...field('to')} />
        </>
      )}
      <TextInput
        label={t`Said to the participant besides`}
        description={t`The decision and its time are sent to them in their language. Write here what they must know besides, in words they read.`}
        {...field('tell')}
      />
      <Textarea
        label={t`Why`}
        description={t`For the record. It is not sent.`}
        data-autofocus
        autosize
        minRows={2}
        {...field('reason')}
      />
      <Refusal failure={atField ? null : failure} />
      <Button type="submit" loading={sending}>
        <Trans>Put the decision on record</Trans>
      </Button>
    </form>
  );
}
