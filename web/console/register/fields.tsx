import { t } from '@lingui/core/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { RegisterFields } from './form.ts';
import classes from './page.module.css';
import { Rows } from './rows.tsx';
import { fieldWords, languageChoices, needKinds, needWords } from './view.ts';

type Form = Pick<
  UseFormReturnType<RegisterFields>,
  'values' | 'getInputProps' | 'insertListItem' | 'removeListItem'
>;
type Offices = readonly { readonly id: string; readonly name: string }[];

/** What is known of a person, as it is entered and changed. There is no field for nationality or immigration status. */
export function RegisterFieldset({ form, offices }: { readonly form: Form; readonly offices: Offices }) {
  const field = form.getInputProps;
  return (
    <>
      <div className={classes.two}>
        <TextInput
          label={t`Number`}
          description={t`The agency’s own number for them`}
          {...field('reference')}
        />
        <TextInput
          label={t`Name`}
          description={t`All parts, as they write it`}
          autoComplete="off"
          {...field('name')}
        />
      </div>
      <div className={classes.two}>
        <TextInput
          label={t`Preferred name`}
          description={t`What they want to be called`}
          autoComplete="off"
          {...field('preferredName')}
        />
        <TextInput label={t`Pronouns`} description={t`In their words`} {...field('pronouns')} />
      </div>
      <OtherNames form={form} />
      <Languages form={form} />
      <Identifiers form={form} />
      <Needs form={form} />
      <div className={classes.two}>
        <NativeSelect
          label={t`Office`}
          data={[
            { value: '', label: t`No office` },
            ...offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...field('office')}
        />
        <TextInput
          label={t`Time zone`}
          description={t`Empty: the office’s. As America/New_York.`}
          spellCheck={false}
          {...field('timezone')}
        />
      </div>
    </>
  );
}

function OtherNames({ form }: { readonly form: Form }) {
  return (
    <Rows
      legend={fieldWords('otherNames')}
      add={t`Add another name`}
      remove={(place) => t`Remove name ${place}`}
      rows={form.values.otherNames}
      most={10}
      onAdd={() => form.insertListItem('otherNames', '')}
      onRemove={(index) => form.removeListItem('otherNames', index)}
    >
      {(index) => {
        const place = index + 1;
        return (
          <TextInput
            label={t`Name ${place}`}
            autoComplete="off"
            {...form.getInputProps(`otherNames.${index}`)}
          />
        );
      }}
    </Rows>
  );
}

function Languages({ form }: { readonly form: Form }) {
  const choices = languageChoices(form.values.languages);
  return (
    <Rows
      legend={t`Languages, the most wanted first`}
      add={t`Add a language`}
      remove={(place) => t`Remove language ${place}`}
      rows={form.values.languages}
      most={10}
      onAdd={() => form.insertListItem('languages', '')}
      onRemove={(index) => form.removeListItem('languages', index)}
    >
      {(index) => {
        const place = index + 1;
        return (
          <NativeSelect
            label={t`Language ${place}`}
            data={[{ value: '', label: t`Choose…` }, ...choices]}
            {...form.getInputProps(`languages.${index}`)}
          />
        );
      }}
    </Rows>
  );
}

function Identifiers({ form }: { readonly form: Form }) {
  return (
    <Rows
      legend={fieldWords('identifiers')}
      add={t`Add a number`}
      remove={(place) => t`Remove number ${place}`}
      rows={form.values.identifiers}
      most={12}
      onAdd={() => form.insertListItem('identifiers', { kind: '', value: '' })}
      onRemove={(index) => form.removeListItem('identifiers', index)}
    >
      {(index) => {
        const place = index + 1;
        return (
          <>
            <TextInput
              label={t`Kind of number ${place}`}
              placeholder={t`Such as: booking`}
              {...form.getInputProps(`identifiers.${index}.kind`)}
            />
            <TextInput
              label={t`Number ${place}`}
              autoComplete="off"
              {...form.getInputProps(`identifiers.${index}.value`)}
            />
          </>
        );
      }}
    </Rows>
  );
}

function Needs({ form }: { readonly form: Form }) {
  return (
    <Rows
      legend={t`What they need so that they can take part`}
      add={t`Add a need`}
      remove={(place) => t`Remove need ${place}`}
      rows={form.values.needs}
      most={12}
      onAdd={() => form.insertListItem('needs', { kind: 'interpreter', note: '' })}
      onRemove={(index) => form.removeListItem('needs', index)}
    >
      {(index) => {
        const place = index + 1;
        return (
          <>
            <NativeSelect
              label={t`Need ${place}`}
              data={needKinds.map((value) => ({ value, label: needWords(value) }))}
              {...form.getInputProps(`needs.${index}.kind`)}
            />
            <TextInput label={t`What helps, ${place}`} {...form.getInputProps(`needs.${index}.note`)} />
          </>
        );
      }}
    </Rows>
  );
}
