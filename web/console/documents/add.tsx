import { documentChanged, documentKinds } from '@attend/contracts/documents';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, FileInput, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { sendFile } from '../../ui/api/files.ts';
import { send } from '../../ui/api/request.ts';
import { DateField } from '../../ui/DateField.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { slipWords, type Undo, undoBy, useDone } from '../shell/undo.ts';
import {
  acceptedFiles,
  checkDocument,
  type DocumentFields,
  documentEmpty,
  fileTrouble,
  kindWords,
  titleOf,
} from './view.ts';

type Props = {
  readonly person: string;
  /** What was dropped on the list; null: it is to be chosen. */
  readonly dropped: File | null;
  readonly close: () => void;
};

/** It stays, marked: what was filed by mistake may have been looked at. */
const wronglyFiled: Undo = undoBy(documentChanged, ({ document }) => ({
  path: `/api/documents/${document}/error`,
  body: { reason: slipWords() },
  done: t`The document is marked.`,
}));

/** A paper of the case: a photo of it, a scan, or a PDF. */
export function AddDocument({ person, dropped, close }: Props) {
  const client = useQueryClient();
  const tell = useDone([['documents', person]]);
  const [file, setFile] = useState(dropped);
  const [asked, setAsked] = useState(dropped !== null);
  const trouble = asked ? fileTrouble(file) : null;
  const kept = useKeptForm<DocumentFields>(`document.${person}`, {
    initialValues: { ...documentEmpty, title: dropped === null ? '' : titleOf(dropped.name) },
    validate: checkDocument,
  });
  const { form } = kept;
  const add = useMutation<void, ApiFailure, { readonly fields: DocumentFields; readonly chosen: File }>({
    mutationFn: async ({ fields, chosen }) => {
      const sent = await sendFile(person, chosen);
      if (!sent.ok) throw sent.error;
      const made = await send(`/api/people/${person}/documents`, {
        ...{ file: sent.value.file, kind: fields.kind, title: fields.title.trim() },
        fileName: chosen.name === '' ? null : chosen.name.slice(-255),
        dated: fields.dated === '' ? null : fields.dated,
      });
      if (!made.ok) throw made.error;
      kept.forget();
      tell(t`The document is kept.`, made.value, wronglyFiled);
      await client.invalidateQueries({ queryKey: ['documents', person] });
      close();
    },
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setAsked(true);
    add.reset();
    if (chosen !== null && form.values.title === '') form.setFieldValue('title', titleOf(chosen.name));
  };
  return (
    <Modal opened onClose={close} title={t`Add a document`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit(
          (fields) => {
            setAsked(true);
            if (file !== null && fileTrouble(file) === null) add.mutate({ fields, chosen: file });
          },
          () => setAsked(true),
        )}
      >
        <Restored of={kept} />
        <FileInput
          label={t`File`}
          description={t`A JPEG, PNG or WebP image, or a PDF; 10 MB at most. Of an image nothing but the picture is kept.`}
          placeholder={t`Choose a file…`}
          accept={acceptedFiles}
          data-autofocus
          value={file}
          onChange={choose}
          error={trouble}
          clearable
          clearButtonProps={{ 'aria-label': t`Take the file away` }}
        />
        <NativeSelect
          label={t`What is it?`}
          data={[
            { value: '', label: t`Choose…` },
            ...documentKinds.map((value) => ({ value, label: kindWords(value) })),
          ]}
          {...form.getInputProps('kind')}
        />
        <TextInput label={t`Title`} autoComplete="off" {...form.getInputProps('title')} />
        <DateField
          label={t`Day that stands on it`}
          description={t`Leave it empty where none does.`}
          {...form.getInputProps('dated')}
        />
        <Refusal failure={add.error} />
        <Button type="submit" loading={add.isPending}>
          <Trans>Keep it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
