import type { CaseDocument } from '@attend/contracts/documents';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { saveFile } from '../../ui/api/files.ts';
import { readFile } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';

type Props = { readonly of: Pick<CaseDocument, 'id' | 'title' | 'unasked'>; readonly close: () => void };

/** Each opening is a look, and asks for its reason; not of whoever made the letter that day (LTR-16), until the server says otherwise. */
export function OpenDocument({ of, close }: Props) {
  const say = useSay();
  const [asks, setAsks] = useState(!of.unasked);
  const kept = useKeptForm(`document.${of.id}.open`, {
    initialValues: { purpose: '' },
    validate: {
      purpose: (given) => (asks && given.trim() === '' ? t`Say why you look: the person can read it` : null),
    },
  });
  const { form } = kept;
  const open = useMutation<void, ApiFailure, string>({
    mutationFn: async (purpose) => {
      const answer = await readFile(`/api/documents/${of.id}/file`, {
        query: purpose === '' ? {} : { purpose },
      });
      if (!answer.ok) throw answer.error;
      saveFile(answer.value);
      say(t`The document was downloaded.`);
      kept.forget();
      close();
    },
    onError: () => setAsks(true),
  });
  return (
    <Modal opened onClose={close} title={of.title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit(({ purpose }) => open.mutate(purpose.trim()))}
      >
        <Restored of={kept} />
        {asks ? (
          <TextInput
            label={t`Why do you look?`}
            description={t`It comes as a download. That you looked, and why, is on record.`}
            data-autofocus
            maxLength={200}
            autoComplete="off"
            {...form.getInputProps('purpose')}
          />
        ) : (
          <p className={entryClasses.aside}>
            <Trans>You made this letter today. It comes as a download; that you looked is on record.</Trans>
          </p>
        )}
        <Refusal failure={open.error} />
        <Button type="submit" data-autofocus={!asks} loading={open.isPending}>
          <Trans>Download</Trans>
        </Button>
      </form>
    </Modal>
  );
}
