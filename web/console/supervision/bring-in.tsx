import type { SupervisionEntry } from '@attend/contracts/supervision';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { colleaguesQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { type BringIn, bringInEmpty, checkBringIn } from './form.ts';
import { choicesFor, type Position, positions, positionWords } from './view.ts';

type Props = {
  readonly person: string;
  readonly standing: readonly SupervisionEntry[];
  /** Handing over is bringing in a case officer, and offers nothing else. */
  readonly handOver: boolean;
  readonly close: () => void;
};

/** Somebody works with the person from now on, and so sees them. */
export function BringInDialog({ person, standing, handOver, close }: Props) {
  const list = useQuery(colleaguesQuery);
  return (
    <Modal
      opened
      onClose={close}
      title={handOver ? t`Hand over to another officer` : t`Bring somebody in`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {list.data ? (
        <BringInForm person={person} standing={standing} handOver={handOver} close={close} of={list.data} />
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
    </Modal>
  );
}

function BringInForm({
  person,
  standing,
  handOver,
  close,
  of,
}: Props & { readonly of: Parameters<typeof choicesFor>[1] }) {
  const client = useQueryClient();
  const say = useSay();
  const zone = useTimezone();
  const kept = useKeptForm<BringIn>(`supervision.${person}.${handOver}`, {
    initialValues: bringInEmpty(handOver ? 'case-officer' : 'stand-in'),
    validate: (values) => {
      const checked = checkBringIn(values, zone, serverNow());
      return checked.ok ? {} : checked.errors;
    },
  });
  const { form } = kept;
  const { as } = form.values;
  const choices = choicesFor(as, of, standing);
  const begin = useMutation<void, ApiFailure, BringIn>({
    mutationFn: async (values) => {
      const checked = checkBringIn(values, zone, serverNow());
      if (!checked.ok) return form.setErrors(checked.errors);
      const answer = await send(`/api/people/${person}/supervision`, checked.body);
      if (!answer.ok) throw answer.error;
      kept.forget();
      const name = choices.find(({ value }) => value === values.whom)?.label ?? '';
      say(handOver ? t`Handed over to ${name}.` : t`${name} works with this person from now on.`);
      close();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['supervision', person] }),
        client.invalidateQueries({ queryKey: ['person', person] }),
      ]);
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const atField = Object.keys(fieldFaults(begin.error, fieldOf)).length > 0;
  return (
    <form className={entryClasses.form} onSubmit={form.onSubmit((values) => begin.mutate(values))} noValidate>
      <Restored of={kept} />
      {!handOver && (
        <NativeSelect
          label={t`As`}
          data-autofocus
          data={positions
            .filter((position) => position !== 'case-officer')
            .map((value) => ({ value, label: positionWords(value) }))}
          {...form.getInputProps('as')}
          onChange={(event) => {
            form.setValues({ as: event.currentTarget.value as Position, whom: '' });
            form.clearErrors();
          }}
        />
      )}
      <NativeSelect
        label={as === 'provider' ? t`Provider` : t`Who`}
        description={choices.length === 0 ? t`Nobody else of the staff has a role for this.` : whoMay(as)}
        data-autofocus={handOver || undefined}
        data={[{ value: '', label: t`Choose…` }, ...choices]}
        {...form.getInputProps('whom')}
      />
      {as === 'attorney' && <AttorneyFields field={form.getInputProps} />}
      {handOver && (
        <p className={entryClasses.aside}>
          <Trans>Whoever is the officer now sees this person no longer by their assignment.</Trans>
        </p>
      )}
      {!atField && <Refusal failure={begin.error} />}
      <Button type="submit" loading={begin.isPending} disabled={choices.length === 0}>
        {handOver ? <Trans>Hand over</Trans> : <Trans>Bring in</Trans>}
      </Button>
    </form>
  );
}

const fieldOf = { staff: 'whom', provider: 'whom', to: 'until', authority: 'authority' };

function whoMay(as: Position): string {
  if (as === 'provider') return t`All of its staff see the person from now on.`;
  if (as === 'attorney') return t`They see order, conditions, alerts and who looked.`;
  return t`Whoever has a role for it.`;
}

type FieldsProps = { readonly field: (name: 'authority' | 'until') => object };
function AttorneyFields({ field }: FieldsProps) {
  return (
    <>
      <NativeSelect
        label={t`Authority`}
        data={[
          { value: '', label: t`Choose…` },
          { value: 'participant', label: t`Given by the person` },
          { value: 'court', label: t`Appointed by the court` },
        ]}
        {...field('authority')}
      />
      <DateField label={t`Last day`} description={t`Empty: until somebody ends it.`} {...field('until')} />
    </>
  );
}
