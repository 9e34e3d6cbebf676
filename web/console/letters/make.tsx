import { t } from '@lingui/core/macro';
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Choose, type Chosen } from './choose.tsx';
import { letterOptionsQuery } from './queries.ts';
import { Words } from './words.tsx';

type Props = { readonly person: string; readonly checkIn: string | null; readonly close: () => void };

/** A letter in two steps: what and to whom, then its words. */
export function MakeLetter({ person, checkIn, close }: Props) {
  const options = useQuery(letterOptionsQuery(person));
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <Modal
      opened
      size="xl"
      onClose={close}
      title={t`Make a letter`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {!options.data ? (
        options.error ? (
          <Failed error={options.error} retry={options.refetch} />
        ) : (
          <Waiting />
        )
      ) : chosen === null ? (
        <Choose person={person} options={options.data} checkIn={checkIn} next={setChosen} />
      ) : (
        <Words person={person} of={chosen} back={() => setChosen(null)} close={close} />
      )}
    </Modal>
  );
}
