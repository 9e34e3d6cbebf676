import type { PersonPhotos } from '@attend/contracts/photos';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, FileInput, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { sendFile } from '../../ui/api/files.ts';
import { send } from '../../ui/api/request.ts';
import { currentLocale } from '../../ui/language.tsx';
import { useSay } from '../../ui/Say.tsx';
import { dayWords } from '../check-ins/view.ts';
import { acceptedImages, fileTrouble } from '../documents/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';

type Props = {
  readonly person: string;
  /** Check-ins that it may be for; null: it is a reference photo. */
  readonly open: PersonPhotos['open'] | null;
  readonly close: () => void;
};

/** A photo that staff hold in their hands: the one to compare with, or one of a check-in. */
export function UploadPhoto({ person, open, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const [asked, setAsked] = useState(false);
  const [checkIn, setCheckIn] = useState(open?.[0]?.id ?? '');
  const upload = useMutation<void, ApiFailure, File>({
    mutationFn: async (chosen) => {
      const sent = await sendFile(person, chosen);
      if (!sent.ok) throw sent.error;
      const path =
        open === null ? `/api/people/${person}/reference-photos` : `/api/check-ins/${checkIn}/photos`;
      const made = await send(path, { file: sent.value.file });
      if (!made.ok) throw made.error;
      await client.invalidateQueries({ queryKey: ['photos'] });
      say(open === null ? t`The reference photo is kept.` : t`The photo waits for a look.`);
      close();
    },
  });
  const trouble = asked ? fileTrouble(file) : null;
  return (
    <Modal
      opened
      onClose={close}
      title={open === null ? t`Reference photo` : t`Photo of a check-in`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (file !== null && fileTrouble(file) === null) upload.mutate(file);
        }}
      >
        {open !== null && (
          <NativeSelect
            label={t`For the check-in due on`}
            data={open.map(({ id, dueOn }) => ({ value: id, label: dayWords(dueOn, currentLocale()) }))}
            value={checkIn}
            onChange={(event) => setCheckIn(event.currentTarget.value)}
          />
        )}
        <FileInput
          label={t`Photo`}
          description={t`A JPEG, PNG or WebP image; 10 MB at most. Of it nothing but the picture is kept: not where or when it was taken.`}
          placeholder={t`Choose a file…`}
          accept={acceptedImages}
          data-autofocus
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            setAsked(true);
            upload.reset();
          }}
          error={trouble}
          clearable
          clearButtonProps={{ 'aria-label': t`Take the file away` }}
        />
        <Refusal failure={upload.error} />
        <Button type="submit" loading={upload.isPending}>
          <Trans>Keep it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
