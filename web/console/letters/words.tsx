import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Alert, Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { DateField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import sheet from '../letter-templates/page.module.css';
import { Sheet } from '../letter-templates/sheet.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import type { Chosen } from './choose.tsx';
import { previewStands } from './facts.ts';
import { homeless, isLong, nameWords, paragraphFault, stillFree, typedInto, withGaps } from './view.ts';

type Props = {
  readonly person: string;
  readonly of: Chosen;
  readonly back: () => void;
  readonly close: () => void;
};
type Fields = { readonly values: Record<string, string>; readonly free: Record<string, string> };

/** Then: what is asked for, free paragraphs, and the letter as it will read. Only «Make the letter» writes anything. */
export function Words({ person, of: { body, preview: first, forget, again }, back, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const { template } = body;
  // Another version may be published while this one is written: then it is read anew, and what changed is told.
  const [preview, setPreview] = useState(first);
  const { version, told } = useStands(previewStands(preview));
  const kept = useKeptForm<Fields>(`letter.${person}.${template.id ?? template.kind}.${template.language}`, {
    initialValues: { values: {}, free: {} },
    validate: ({ values, free }) =>
      Object.fromEntries([
        ...preview.ask.flatMap(({ name }) =>
          (values[name] ?? '').trim() === '' ? [[`values.${name}`, t`Fill this in`] as const] : [],
        ),
        ...Object.entries(free).flatMap(([at, text]) => {
          const fault = paragraphFault(text);
          return fault === null ? [] : [[`free.${at}`, fault] as const];
        }),
      ]),
  });
  const { form } = kept;
  const shown = typedInto(preview, template.language, form.values.values, form.values.free);
  const make = useMutation<void, ApiFailure, Fields>({
    mutationFn: async ({ values, free }) => {
      const asked = preview.ask.map(({ name }) => [name, (values[name] ?? '').trim()]);
      const answer = await send(`/api/people/${person}/letters`, {
        ...{ ...body, version, values: Object.fromEntries(asked), free: stillFree(preview, free) },
      });
      if (!answer.ok) throw answer.error;
      kept.forget();
      forget();
      // Before the list is read anew: whoever opens the letter from it meanwhile had that dialog closed by this one.
      close();
      say(t`The letter is made, and kept as a document. It has not left.`);
      await client.invalidateQueries({ queryKey: ['letters', person] });
      await client.invalidateQueries({ queryKey: ['documents', person] });
    },
    onError: async (failure) => {
      // Also where the record says by now what was typed here: it is asked for no more.
      const now = failure.kind === 'refused' ? await again() : null;
      if (now !== null) setPreview(now);
    },
  });
  const missing = preview.missing.map(nameWords).join(', ');
  return (
    <div className={sheet.pair}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((fields) => make.mutate(fields))}
      >
        <Restored of={kept} />
        {told}
        {preview.missing.length > 0 && (
          <Alert color="orange" title={t`This letter cannot be made yet`}>
            <Trans>
              Nobody has put on record: {missing}. Put it on record first, or choose another template.
            </Trans>
          </Alert>
        )}
        {preview.ask.map(({ name, kind }, at) => {
          const field = {
            label: nameWords(name),
            ...(at === 0 ? { 'data-autofocus': true } : {}),
            ...form.getInputProps(`values.${name}`),
            value: form.values.values[name] ?? '',
          };
          return isLong(name) ? (
            <Textarea key={name} autosize minRows={3} maxLength={2_000} dir="auto" {...field} />
          ) : kind === 'day' ? (
            <DateField key={name} {...field} />
          ) : (
            <TextInput key={name} maxLength={2_000} {...field} />
          );
        })}
        {shown.body.map(({ kind, text }, at) => {
          const number = at + 1;
          const place = String(at);
          return kind === 'free' ? (
            <Textarea
              key={place}
              label={t`Paragraph ${number}, which you may write anew`}
              autosize
              minRows={2}
              maxLength={4_000}
              dir="auto"
              lang={template.language}
              value={text}
              onChange={(event) => form.setFieldValue(`free.${place}`, event.currentTarget.value)}
              error={form.errors[`free.${place}`]}
            />
          ) : null;
        })}
        {homeless(preview, form.values.free).map(({ number, text }) => (
          <Textarea
            key={`homeless-${number}`}
            label={t`What you had written as paragraph ${number}, which may no longer be written anew`}
            description={t`It is not sent, and stays here to be copied.`}
            readOnly
            autosize
            dir="auto"
            lang={template.language}
            value={text}
          />
        ))}
        {preview.protected && (
          <p>
            <Trans>It bears a protected address: only whoever they are assigned to opens it.</Trans>
          </p>
        )}
        <Refusal failure={make.error} />
        <div className={sheet.buttons}>
          <Button type="submit" loading={make.isPending} disabled={preview.missing.length > 0}>
            <Trans>Make the letter</Trans>
          </Button>
          <Button variant="default" onClick={back}>
            <Trans>Choose otherwise</Trans>
          </Button>
        </div>
      </form>
      <Sheet language={template.language} to={preview.to} {...withGaps(shown)} />
    </div>
  );
}
