import {
  type LetterBlockKind,
  type LetterKind,
  type LetterLanguage,
  letterBlockKinds,
  letterKinds,
  letterLanguages,
  placeholdersOf,
} from '@attend/contracts/letter-templates';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { languageWords } from '../../ui/language.tsx';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { bodyText, wordsOf } from './facts.ts';
import classes from './page.module.css';
import { Sheet } from './sheet.tsx';
import { blockWords, checkFields, kindWords, type TemplateFields, troubleOf, withExamples } from './view.ts';

/** What is written: a new template, the draft that was read, or the next version of what stands. */
export type Editing = {
  readonly id: string | null;
  readonly revision: number | null;
  readonly fields: TemplateFields;
};

const isLanguage = (given: string): given is LetterLanguage => letterLanguages.some((one) => one === given);

/** Its words on one side, and how it will read on the other; what may not stand is said while it is typed. */
export function Editor({ of, close }: { readonly of: Editing; readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<TemplateFields>(`letter-template.${of.id ?? 'new'}`, {
    initialValues: of.fields,
    validate: checkFields,
  });
  const { form } = kept;
  const { values } = form;
  // None: the next version is begun.
  const revision = useVersion(kept, of.revision ?? 0, of.fields);
  const save = useMutation<void, ApiFailure, TemplateFields>({
    mutationFn: async ({ kind, language, name, title, body }) => {
      const words = { title: title.trim(), body: body.map((one) => ({ ...one, text: one.text.trim() })) };
      const answer =
        of.id === null
          ? await send('/api/letter-templates', { kind, language, name: name.trim(), ...words })
          : await send(`/api/letter-templates/${of.id}/draft`, {
              revision: revision === 0 ? null : revision,
              ...words,
            });
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(t`The draft is kept. Somebody else reads and publishes it.`);
      await client.invalidateQueries({ queryKey: ['letter-templates'] });
      close();
    },
    // Behind the form stands by now what somebody else has written.
    onError: (failure) => {
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['letter-templates'] });
    },
  });
  const language = isLanguage(values.language) ? values.language : 'en';
  return (
    <Card title={of.id === null ? t`A new template` : t`Draft: ${of.fields.name}`}>
      <div className={classes.pair}>
        <form
          className={entryClasses.form}
          noValidate
          onSubmit={form.onSubmit((fields) => save.mutate(fields))}
        >
          <Restored of={kept} />
          {of.id === null && (
            <>
              <NativeSelect
                label={t`Kind of letter`}
                data-autofocus
                data={letterKinds.map((value) => ({ value, label: kindWords(value) }))}
                {...form.getInputProps('kind')}
              />
              <NativeSelect
                label={t`Language of the letter`}
                data={letterLanguages.map((value) => ({ value, label: languageWords(value) }))}
                {...form.getInputProps('language')}
              />
              <TextInput
                label={t`Name, as it stands in lists`}
                maxLength={200}
                {...form.getInputProps('name')}
              />
            </>
          )}
          <TextInput
            label={t`Title of the letter`}
            maxLength={200}
            lang={language}
            {...form.getInputProps('title')}
            error={form.errors['title'] ?? liveTrouble(values.kind, values.title)}
          />
          <Blocks form={form} language={language} />
          <p className={classes.names}>
            <Trans>What may stand in it:</Trans>{' '}
            {placeholdersOf(values.kind)
              .map((name) => `{${name}}`)
              .join(' ')}
          </p>
          <Meanwhile of={kept} name={wordsOf} text={bodyText} />
          <Refusal failure={save.error} />
          <div className={classes.buttons}>
            <Button type="submit" loading={save.isPending}>
              <Trans>Keep the draft</Trans>
            </Button>
            <Button variant="default" onClick={close}>
              <Trans>Close</Trans>
            </Button>
          </div>
        </form>
        <Sheet
          language={language}
          title={withExamples(values.kind, values.title)}
          body={values.body.map((one) => ({ ...one, text: withExamples(values.kind, one.text) }))}
        />
      </div>
    </Card>
  );
}

/** While it is typed nothing is missing yet. */
const liveTrouble = (kind: LetterKind, text: string): string | null =>
  text.trim() === '' ? null : troubleOf(kind, text);

type BlocksProps = {
  readonly form: ReturnType<typeof useKeptForm<TemplateFields>>['form'];
  readonly language: string;
};

function Blocks({ form, language }: BlocksProps) {
  const { kind, body } = form.values;
  return (
    <>
      {body.map((block, at) => {
        const number = at + 1;
        const path = `body.${at}.text`;
        return (
          // Paragraphs have no name but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <fieldset key={at} className={classes.block}>
            <legend>
              <Trans>Part {number}</Trans>
            </legend>
            <div className={classes.blockHead}>
              <NativeSelect
                label={t`What part ${number} is`}
                data={letterBlockKinds.map((value: LetterBlockKind) => ({ value, label: blockWords(value) }))}
                {...form.getInputProps(`body.${at}.kind`)}
              />
              {body.length > 1 && (
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={t`Take part ${number} out`}
                  onClick={() => form.removeListItem('body', at)}
                >
                  <Trans>Take out</Trans>
                </Button>
              )}
            </div>
            <Textarea
              label={t`Words of part ${number}`}
              autosize
              minRows={block.kind === 'heading' ? 1 : 2}
              lang={language}
              dir="auto"
              {...form.getInputProps(path)}
              error={form.errors[path] ?? liveTrouble(kind, block.text)}
            />
          </fieldset>
        );
      })}
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="compact-md"
          onClick={() => form.insertListItem('body', { kind: 'paragraph', text: '' })}
        >
          <Trans>Add a part</Trans>
        </Button>
      </div>
    </>
  );
}
