import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failed, Waiting } from '../../ui/State.tsx';
import { entryClasses } from '../shell/entry.tsx';
import { ContactQuestions } from './contacts.tsx';
import { type Answers, checkContacts, contactsBody } from './form.ts';
import { checkInOfficesQuery } from './queries.ts';
import { useCheckInCommand } from './use-command.ts';

/** Somebody stands at the desk without a time: what is open of theirs today is kept by it. */
export function WalkIn({ person, close }: { readonly person: string; readonly close: () => void }) {
  const offices = useQuery(checkInOfficesQuery);
  const [office, setOffice] = useState('');
  const [answers, setAnswers] = useState<Answers>({});
  const [sending, setSending] = useState(false);
  const command = useCheckInCommand();
  const record = async () => {
    setSending(true);
    const body = { office, contacts: contactsBody(answers) };
    const done = await command(`/api/people/${person}/walk-in`, body, t`That they came is on record.`);
    setSending(false);
    if (done) close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Came without a time`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {offices.data ? (
        <form
          className={entryClasses.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (office !== '') void record();
          }}
        >
          <NativeSelect
            label={t`Office`}
            data-autofocus
            data={[
              { value: '', label: t`Choose…` },
              ...offices.data.offices.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={office}
            onChange={(event) => setOffice(event.currentTarget.value)}
          />
          <ContactQuestions
            person={person}
            answers={answers}
            set={setAnswers}
            fault={checkContacts(answers)}
          />
          <Button type="submit" loading={sending} disabled={office === '' || checkContacts(answers) !== null}>
            <Trans>Put it on record</Trans>
          </Button>
        </form>
      ) : offices.error ? (
        <Failed error={offices.error} retry={offices.refetch} />
      ) : (
        <Waiting />
      )}
    </Modal>
  );
}
