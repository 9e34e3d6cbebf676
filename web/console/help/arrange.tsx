import { type ArrangedHelp, helpKinds, interpretingModes } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { languageChoices } from '../register/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { Gone } from '../shell/stands.tsx';
import { arrangeText, arrangeWords, lastBy } from './facts.tsx';
import { type ArrangeFields, arrangeFieldsOf, checkArrange } from './form.ts';
import { useHelpCommand } from './queries.ts';
import { kindWords, modeWords, targetWords } from './view.ts';

const fieldOf = {
  ...Object.fromEntries(
    ['kind', 'supplier', 'phone', 'from', 'to', 'place', 'language', 'mode', 'told'].map((name) => [
      name,
      name,
    ]),
  ),
  'place.text': 'place',
};
type Props = {
  readonly of: ArrangedHelp;
  /** The list has it no more. */
  readonly gone: boolean;
  /** The language in which this person needs an interpreter; null: not known. */
  readonly language?: string | null;
  readonly close: () => void;
};

/** Who helps, when and where; also in the place of another arrangement. */
export function ArrangeDialog({ of, gone, language = null, close }: Props) {
  const kept = useKeptForm<ArrangeFields>(`help.arrange.${of.id}`, {
    initialValues: arrangeFieldsOf(of, language),
    validate: (values) => {
      const checked = checkArrange(values, of);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const version = useVersion(kept, of.version, arrangeFieldsOf(of, language));
  const arrange = useHelpCommand(close, kept.forget);
  const { kind } = form.values;
  const field = form.getInputProps;
  const submit = (values: ArrangeFields) => {
    const checked = checkArrange(values, { ...of, version });
    if (!checked.ok) return form.setErrors({ ...checked.errors });
    arrange.mutate({
      ...{ path: `/api/help/${of.id}/arrange`, body: checked.body },
      done: t`Arranged. Reminders name it from now on.`,
    });
  };
  const faults = fieldFaults(arrange.error, fieldOf);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (Object.keys(faults).length > 0) form.setErrors(faults);
  }, [arrange.error]);
  return (
    <Modal opened onClose={close} title={t`Arrange help`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} noValidate onSubmit={form.onSubmit(submit)}>
        <Restored of={kept} />
        <Meanwhile of={kept} name={arrangeWords} text={arrangeText} by={lastBy(of)} />
        {gone && !arrange.isPending && <Gone />}
        <p>{targetWords(of.target, currentLocale())}</p>
        {of.asked.note !== null && <p dir="auto">{of.asked.note}</p>}
        <NativeSelect
          label={t`Which help`}
          data-autofocus
          data={helpKinds.map((value) => ({ value, label: kindWords(value) }))}
          {...field('kind')}
        />
        <TextInput
          label={t`Who helps`}
          description={t`A driver, an agency, a relative.`}
          {...field('supplier')}
        />
        <TextInput label={t`Their telephone`} type="tel" {...field('phone')} />
        {kind === 'interpreter' && <Interpreting field={field} language={form.values.language} />}
        <DateTimeField label={kind === 'transport' ? t`Pick-up` : t`From`} {...field('from')} />
        <DateTimeField label={kind === 'transport' ? t`Ride back` : t`Until`} {...field('to')} />
        <TextInput
          label={kind === 'transport' ? t`Where they are picked up` : t`Where`}
          {...field('place')}
        />
        <Checkbox
          label={t`This place is protected`}
          description={t`Only who works with the person sees it. It stands in no message and on no sheet: tell it by telephone.`}
          {...form.getInputProps('protected', { type: 'checkbox' })}
        />
        <TextInput
          label={t`What the participant is told besides`}
          description={t`It stands in their reminders as you write it, so write it in their language: «A blue van waits at the corner.»`}
          {...field('told')}
        />
        <Refusal failure={Object.keys(faults).length > 0 ? null : arrange.error} />
        <Button type="submit" loading={arrange.isPending}>
          <Trans>It is arranged</Trans>
        </Button>
      </form>
    </Modal>
  );
}

type InterpretingProps = {
  readonly field: (name: 'language' | 'mode') => object;
  readonly language: string;
};
const Interpreting = ({ field, language }: InterpretingProps) => (
  <>
    <NativeSelect
      label={t`Language`}
      data={[{ value: '', label: t`Choose…` }, ...languageChoices([language])]}
      {...field('language')}
    />
    <NativeSelect
      label={t`How they interpret`}
      data={interpretingModes.map((value) => ({ value, label: modeWords(value) }))}
      {...field('mode')}
    />
  </>
);
