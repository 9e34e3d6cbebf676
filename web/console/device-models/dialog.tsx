import { type DeviceModel, deviceAbilities } from '@attend/contracts/device-models';
import { protocolNames, technologies } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Button, Checkbox, Modal, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { technologyWords } from '../../ui/words/devices.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { useCommand } from '../shell/use-command.ts';
import { abilityWords } from '../stock/view.ts';
import { bodyOf, cadences, faultsOf, fieldsOf, type ModelFields } from './form.ts';

const stale = [['stock']] as const;
const labelOf = (name: string): string => labels()[name] ?? name;
const labels = (): Readonly<Record<string, string>> => ({
  ...{ maker: t`Maker`, name: t`Name`, technology: t`Kind`, protocols: t`Protocols` },
  ...{ fixEvery: t`Seconds between fixes`, uploadEvery: t`Seconds between uploads` },
  ...{ knows: t`What it can know`, checkInWeeks: t`Check-ins every` },
  ...{ statisticsLabel: t`Name in statistics`, costLabel: t`Name in costs`, ended: t`Not in use any more` },
  reason: t`Reason`,
});

type Props = { readonly of: DeviceModel | null; readonly close: () => void };

/** A model entered, or revised: what held before stays on record. */
export function ModelDialog({ of, close }: Props) {
  const kept = useKeptForm<ModelFields>(`device-model.${of?.id ?? 'new'}`, {
    initialValues: fieldsOf(of),
    validate: (fields) => faultsOf(fields),
  });
  const version = useVersion(kept, of?.version ?? 0, fieldsOf(of));
  const { run, failure, sending } = useCommand(stale);
  const { form } = kept;
  const faults = fieldFaults(
    failure,
    Object.fromEntries(Object.keys(form.values).map((name) => [name, name])),
  );
  const save = async (fields: ModelFields) => {
    const { ended } = fields;
    const body = { ...bodyOf(fields), ...(of === null ? {} : { version, ended }) };
    const path = of === null ? '/api/device-models' : `/api/device-models/${of.id}`;
    const refused = await run(path, body, t`It holds from now on.`, of === null ? 'POST' : 'PUT');
    if (refused !== null) return;
    kept.forget();
    close();
  };
  const field = (name: keyof ModelFields & string) => {
    const props = form.getInputProps(name);
    return { ...props, error: props.error ?? faults[name] };
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={of === null ? t`Enter a model` : t`Revise ${of.name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((fields) => void save(fields))}>
        <Restored of={kept} />
        <Meanwhile of={kept} name={labelOf} />
        <TextInput label={labelOf('maker')} data-autofocus autoComplete="off" {...field('maker')} />
        <TextInput label={labelOf('name')} autoComplete="off" {...field('name')} />
        <NativeSelect
          label={labelOf('technology')}
          disabled={of !== null}
          data={technologies.map((value) => ({ value, label: technologyWords(value) }))}
          {...field('technology')}
        />
        <MultiSelect
          searchable
          label={labelOf('protocols')}
          data={[...protocolNames]}
          {...field('protocols')}
        />
        <TextInput label={labelOf('fixEvery')} inputMode="numeric" {...field('fixEvery')} />
        <TextInput label={labelOf('uploadEvery')} inputMode="numeric" {...field('uploadEvery')} />
        <MultiSelect
          searchable
          label={labelOf('knows')}
          data={deviceAbilities.map((value) => ({ value, label: abilityWords(value) }))}
          {...field('knows')}
        />
        <NativeSelect
          label={labelOf('checkInWeeks')}
          description={t`Where an order says nothing else.`}
          data={cadences.map((value) => ({
            value,
            label: value === '' ? t`none of its own` : t`${value} weeks`,
          }))}
          {...field('checkInWeeks')}
        />
        <TextInput label={labelOf('statisticsLabel')} {...field('statisticsLabel')} />
        <TextInput label={labelOf('costLabel')} {...field('costLabel')} />
        {of !== null && (
          <Checkbox label={labelOf('ended')} {...form.getInputProps('ended', { type: 'checkbox' })} />
        )}
        <Textarea
          label={labelOf('reason')}
          description={t`About the equipment. It stays on record.`}
          autosize
          minRows={2}
          {...field('reason')}
        />
        {Object.keys(faults).length === 0 && <Refusal failure={failure} />}
        <Button type="submit" loading={sending}>{t`Keep it`}</Button>
      </form>
    </Modal>
  );
}
