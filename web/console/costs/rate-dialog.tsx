import { faultCredits, partDayRules, type RateCard, type RateCardList } from '@attend/contracts/costs';
import { currencies, formatMinor, parseMinor, technologies } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { DateField } from '../../ui/DateField.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { CommandDialog } from '../reviews/command-dialog.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { useCommand } from '../shell/use-command.ts';
import { stale } from './queries.ts';
import { faultCreditWords, partDayWords } from './view.ts';

type Fields = {
  provider: string;
  technology: string;
  from: string;
  rate: string;
  currency: string;
  partDay: string;
  faultCredit: string;
  source: string;
};
const fieldsOf = (of: RateCard | null): Fields => ({
  ...{ provider: of?.provider?.id ?? '', technology: of?.technology ?? 'ankle', from: of?.from ?? '' },
  ...{ rate: of === null ? '' : formatMinor(of.minor), currency: of?.currency ?? 'USD' },
  ...{ partDay: of?.partDay ?? 'any-part', faultCredit: of?.faultCredit ?? 'half-day' },
  source: of?.source ?? '',
});
const labelOf = (name: string): string =>
  ({
    ...{ provider: t`Provider`, technology: t`Kind`, from: t`Holds from`, rate: t`Price of a day` },
    ...{ currency: t`Currency`, partDay: t`Part days`, faultCredit: t`Days with a fault` },
    source: t`Where it is written`,
  })[name] ?? name;

type Props = { readonly of: RateCard | null; readonly list: RateCardList; readonly close: () => void };
/** A draft: nothing is worked out by it before it is published. */
export function RateCardDialog({ of, list, close }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<Fields>(`rate-card.${of?.id ?? 'new'}`, {
    initialValues: fieldsOf(of),
    validate: ({ rate, from, source }) => {
      const read = parseMinor(rate);
      return {
        ...(read.ok && read.value >= 0 ? {} : { rate: t`Write an amount, as 152 or 2.75` }),
        ...(from === '' ? { from: t`Fill this in` } : {}),
        ...(source.trim() === '' ? { source: t`Fill this in` } : {}),
      };
    },
  });
  const version = useVersion(kept, of?.version ?? 0, fieldsOf(of));
  const { form } = kept;
  const save = async ({ rate, provider, source, ...fields }: Fields) => {
    const read = parseMinor(rate);
    if (!read.ok) return;
    const body = {
      ...{ ...fields, provider: provider || null, minor: read.value, source: source.trim() },
      ...(of === null ? {} : { version }),
    };
    const [path, method] =
      of === null ? (['/api/rate-cards', 'POST'] as const) : ([`/api/rate-cards/${of.id}`, 'PUT'] as const);
    if ((await run(path, body, t`The draft is kept.`, method)) !== null) return;
    kept.forget();
    close();
  };
  const textOf = (field: string, value: unknown): string => {
    const text = String(value ?? '');
    if (field === 'provider')
      return list.providers.find(({ id }) => id === text)?.name ?? t`The agency’s own`;
    return text;
  };
  return (
    <CommandDialog
      title={of === null ? t`Draft a rate card` : t`Change the draft`}
      action={t`Keep the draft`}
      submit={save}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      <Meanwhile of={kept} name={labelOf} text={textOf} />
      <NativeSelect
        label={labelOf('provider')}
        data-autofocus
        data={[
          { value: '', label: t`The agency’s own` },
          ...list.providers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('provider')}
      />
      <NativeSelect
        label={labelOf('technology')}
        data={technologies.map((value) => ({ value, label: technologyWords(value) }))}
        {...form.getInputProps('technology')}
      />
      <DateField label={labelOf('from')} {...form.getInputProps('from')} />
      <TextInput label={labelOf('rate')} inputMode="decimal" {...form.getInputProps('rate')} />
      <NativeSelect label={labelOf('currency')} data={[...currencies]} {...form.getInputProps('currency')} />
      <NativeSelect
        label={labelOf('partDay')}
        description={t`Of the days on which it is put on or taken off. A day is that of the person’s office.`}
        data={partDayRules.map((value) => ({ value, label: partDayWords(value) }))}
        {...form.getInputProps('partDay')}
      />
      <NativeSelect
        label={labelOf('faultCredit')}
        description={t`A fault is one that a person found. What nobody has decided yet is charged, and corrected later.`}
        data={faultCredits.map((value) => ({ value, label: faultCreditWords(value) }))}
        {...form.getInputProps('faultCredit')}
      />
      <TextInput
        label={labelOf('source')}
        description={t`A contract’s number and its clause.`}
        {...form.getInputProps('source')}
      />
    </CommandDialog>
  );
}
