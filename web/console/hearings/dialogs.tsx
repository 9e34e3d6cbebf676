import type { HearingView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { wallClock } from '../../ui/time.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { type Stands, useStands } from '../shell/stands.tsx';
import {
  checkHearing,
  checkMove,
  type HearingFields,
  hearingEmpty,
  hearingFieldsOf,
  type MoveFields,
} from './form.ts';
import { useHearingsChanged } from './use-changed.ts';
import { fieldText, fieldWords, kinds, kindWords } from './view.ts';

/** What of a hearing somebody else may change while it is moved or cancelled. */
const hearingStands = (of: HearingView): Stands => ({
  ...{ version: of.version, facts: hearingFieldsOf(of), name: fieldWords, text: fieldText },
});

type Props = {
  readonly person: string;
  readonly timezone: string;
  /** Absent: a new one. */
  readonly of?: HearingView;
  readonly close: () => void;
};
const fieldOf = Object.fromEntries(
  [
    'at',
    'timezone',
    'kind',
    'court',
    'caseNumber',
    'matter',
    'room',
    'address',
    'link',
    'directions',
    'reason',
  ].map((name) => [name, name]),
);

/** Enters a hearing, or changes everything of one but its time. */
export function HearingDialog({ person, timezone, of, close }: Props) {
  const say = useSay();
  const changed = useHearingsChanged();
  const kept = useKeptForm<HearingFields>(`hearing.${of?.id ?? person}`, {
    initialValues: of ? hearingFieldsOf(of) : hearingEmpty(timezone),
    validate: (values) => {
      const checked = checkHearing(values);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const version = useVersion(kept, of?.version ?? 0, of ? hearingFieldsOf(of) : kept.stands());
  const write = useMutation<void, ApiFailure, HearingFields>({
    mutationFn: async (values) => {
      const checked = checkHearing(values);
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const { at: _, ...details } = checked.body;
      const answer = of
        ? await send(`/api/hearings/${of.id}`, { ...details, version }, 'PUT')
        : await send(`/api/people/${person}/hearings`, checked.body);
      if (!answer.ok) throw answer.error;
      await changed();
      kept.forget();
      say(of ? t`Changed.` : t`Hearing entered.`);
      close();
    },
    onError: (failure) => {
      form.setErrors(fieldFaults(failure, fieldOf));
      // What was typed stays; behind it stands by now what somebody else has changed.
      if (isConflict(failure)) void changed();
    },
  });
  const atField = Object.keys(fieldFaults(write.error, fieldOf)).length > 0;
  const field = form.getInputProps;
  return (
    <Modal
      opened
      onClose={close}
      title={of ? t`Change the hearing` : t`Enter a hearing`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => write.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        {!of && <DateTimeField label={t`Day and time`} data-autofocus {...field('at')} />}
        <TextInput
          label={t`Time zone of the court`}
          description={t`As America/New_York; the time is by this clock.`}
          spellCheck={false}
          {...field('timezone')}
        />
        <TextInput label={t`Court`} data-autofocus={of ? true : undefined} {...field('court')} />
        <NativeSelect
          label={t`How one appears`}
          data={kinds.map((value) => ({ value, label: kindWords(value) }))}
          {...field('kind')}
        />
        <TextInput label={t`Room`} {...field('room')} />
        <TextInput label={t`Address`} {...field('address')} />
        <TextInput label={t`Link of a remote hearing`} type="url" {...field('link')} />
        <TextInput label={t`Case number`} {...field('caseNumber')} />
        <TextInput label={t`What it is about`} {...field('matter')} />
        <Textarea label={t`How to get there, and help`} autosize minRows={2} {...field('directions')} />
        <Meanwhile of={kept} name={fieldWords} text={fieldText} />
        {!atField && <Refusal failure={write.error} />}
        <Button type="submit" loading={write.isPending}>
          {of ? <Trans>Change the hearing</Trans> : <Trans>Enter the hearing</Trans>}
        </Button>
      </form>
    </Modal>
  );
}

type OnOne = { readonly of: HearingView; readonly close: () => void };

/** Another time. The old one stays on record, and reminders go by the new one. */
export function MoveDialog({ of, close }: OnOne) {
  const say = useSay();
  const changed = useHearingsChanged();
  const kept = useKeptForm<MoveFields>(`hearing.${of.id}.move`, {
    initialValues: { at: wallClock(Date.parse(of.at), of.timezone), room: of.room ?? '', reason: '' },
    validate: (values) => {
      const checked = checkMove(values, of);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const { version, told } = useStands(hearingStands(of));
  const move = useMutation<void, ApiFailure, MoveFields>({
    mutationFn: async (values) => {
      const checked = checkMove(values, { ...of, version });
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const answer = await send(`/api/hearings/${of.id}/move`, checked.body);
      if (!answer.ok) throw answer.error;
      await changed();
      kept.forget();
      say(t`Moved. The old time stays on record.`);
      close();
    },
    onError: (failure) => {
      form.setErrors(fieldFaults(failure, fieldOf));
      if (isConflict(failure)) void changed();
    },
  });
  const zone = of.timezone;
  return (
    <Modal opened onClose={close} title={t`Move the hearing`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => move.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        {told}
        <DateTimeField
          label={t`New day and time`}
          description={t`By the court’s clock, ${zone}`}
          data-autofocus
          {...form.getInputProps('at')}
        />
        <TextInput label={t`Room`} {...form.getInputProps('room')} />
        <Textarea label={t`Reason`} {...form.getInputProps('reason')} />
        <Refusal failure={move.error} />
        <Button type="submit" loading={move.isPending}>
          <Trans>Move the hearing</Trans>
        </Button>
      </form>
    </Modal>
  );
}

export function CancelDialog({ of, close }: OnOne) {
  const say = useSay();
  const changed = useHearingsChanged();
  const kept = useKeptForm(`hearing.${of.id}.cancel`, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const { version, told } = useStands(hearingStands(of));
  const cancel = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const answer = await send(`/api/hearings/${of.id}/cancel`, { version, reason });
      if (!answer.ok) throw answer.error;
      await changed();
      kept.forget();
      say(t`Cancelled. No reminder goes any more.`);
      close();
    },
    onError: (failure) => {
      if (isConflict(failure)) void changed();
    },
  });
  return (
    <Modal opened onClose={close} title={t`Cancel the hearing`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => cancel.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        {told}
        <Textarea label={t`Reason`} data-autofocus {...form.getInputProps('reason')} />
        <Refusal failure={cancel.error} />
        <Button type="submit" loading={cancel.isPending}>
          <Trans>Cancel the hearing</Trans>
        </Button>
      </form>
    </Modal>
  );
}
