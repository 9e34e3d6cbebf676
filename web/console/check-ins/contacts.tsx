import type { CheckInView } from '@attend/contracts/check-ins';
import type { ContactPoint } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { contactPointsQuery } from '../queries.ts';
import { entryClasses } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { checkInStands } from './facts.tsx';
import { type AnswerFields, type Answers, checkContacts, contactsBody } from './form.ts';
import classes from './page.module.css';
import { useCheckInCommand } from './use-command.ts';

type Props = {
  readonly person: string;
  readonly answers: Answers;
  readonly set: (answers: Answers) => void;
  readonly fault: React.ReactNode;
};

/** CHK-16: each number and address is asked about: still right? A missing number is the reminders' main failure. */
export function ContactQuestions({ person, answers, set, fault }: Props) {
  const list = useQuery(contactPointsQuery(person));
  const inUse = list.data?.contactPoints.filter(({ ended }) => ended === null) ?? [];
  return (
    <fieldset className={classes.questions}>
      <legend>
        <Trans>Telephone numbers and addresses: still right?</Trans>
      </legend>
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && inUse.length === 0 && (
        <p>
          <Trans>
            None is known: no reminder reaches this person. Ask for one, and{' '}
            <Link to="/people/$id" params={{ id: person }} search={{ part: 'contact' }}>
              enter it
            </Link>
            .
          </Trans>
        </p>
      )}
      {inUse.map((point) => (
        <Question
          key={point.id}
          of={point}
          answer={answers[point.id]}
          set={(answer) => {
            const { [point.id]: _, ...others } = answers;
            set(answer === undefined ? others : { ...others, [point.id]: answer });
          }}
        />
      ))}
      {fault && (
        <p role="alert" className={classes.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}

type QuestionProps = {
  readonly of: ContactPoint;
  readonly answer: AnswerFields | undefined;
  readonly set: (answer: AnswerFields | undefined) => void;
};
function Question({ of: point, answer, set }: QuestionProps) {
  const { address, version } = point;
  const begin = { version, address: '', consent: false };
  const choose = (value: string) =>
    set(
      value === 'right' || value === 'wrong' || value === 'changed'
        ? { ...begin, ...answer, answer: value }
        : undefined,
    );
  return (
    <div>
      <NativeSelect
        label={<bdi>{address}</bdi>}
        description={
          point.bounced !== null ? (
            t`A message did not reach them there.`
          ) : point.confirmed === null ? (
            t`Never confirmed.`
          ) : (
            <Trans>
              Last confirmed: <Moment at={point.confirmed.at} />
            </Trans>
          )
        }
        data={[
          { value: '', label: t`Not asked` },
          { value: 'right', label: t`Still right` },
          { value: 'changed', label: t`Another one in its place` },
          { value: 'wrong', label: t`No longer theirs` },
        ]}
        value={answer?.answer ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {answer?.answer === 'changed' && (
        <>
          <TextInput
            label={t`In place of ${address}`}
            autoComplete="off"
            value={answer.address}
            onChange={(event) => set({ ...answer, address: event.currentTarget.value })}
          />
          <Checkbox
            mt="xs"
            label={t`I asked, and they agree to be written to there`}
            checked={answer.consent}
            onChange={(event) => set({ ...answer, consent: event.currentTarget.checked })}
          />
        </>
      )}
    </div>
  );
}

type DialogProps = { readonly of: CheckInView; readonly person: string; readonly close: () => void };

/** For somebody whose coming was recorded with one key: what they said of their numbers, afterwards. */
export function ContactsDialog({ of, person, close }: DialogProps) {
  const kept = useKeptFields<{ readonly answers: Answers }>(`check-in.${of.id}.contacts`, { answers: {} });
  const { answers } = kept.fields;
  const [sending, setSending] = useState(false);
  const command = useCheckInCommand();
  const { version, told } = useStands(checkInStands(of), sending);
  const fault = checkContacts(answers);
  const record = async () => {
    setSending(true);
    const body = { version, contacts: contactsBody(answers) };
    const done = await command(`/api/check-ins/${of.id}/contacts`, body, t`What they said is on record.`);
    setSending(false);
    if (!done) return;
    kept.forget();
    close();
  };
  return (
    <Modal opened onClose={close} title={t`Contact points`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === null && Object.keys(answers).length > 0) void record();
        }}
      >
        <Restored of={kept} />
        {told}
        <ContactQuestions
          person={person}
          answers={answers}
          set={(next) => kept.set({ answers: next })}
          fault={fault}
        />
        <Button
          type="submit"
          loading={sending}
          disabled={fault !== null || Object.keys(answers).length === 0}
        >
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
