import type { CheckInView } from '@attend/contracts/check-ins';
import { contactResults } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { entryClasses } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { checkInStands } from './facts.tsx';
import { type AttemptFields, attemptEmpty } from './form.ts';
import { useCheckInCommand } from './use-command.ts';
import { resultWords, wayWords } from './view.ts';

type Props = { readonly of: CheckInView; readonly person: string; readonly close: () => void };

/** The window is over and nothing is known: contact is tried way by way, each on record, and only then it is missed. */
export function LadderDialog({ of, person, close }: Props) {
  return (
    <Modal opened onClose={close} title={t`Ask after it`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <div className={entryClasses.form}>
        <Attempts of={of} />
        {of.next === null ? (
          <Missed of={of} close={close} />
        ) : (
          <Try key={of.next} of={of} person={person} close={close} />
        )}
      </div>
    </Modal>
  );
}

export function Attempts({ of }: Pick<Props, 'of'>) {
  if (of.attempts.length === 0) return null;
  return (
    <ol aria-label={t`What was tried`}>
      {of.attempts.map(({ step, way, result, at, by, note, letter }) => {
        const [who, how, came] = [by.name, wayWords(way), resultWords(result)];
        return (
          <li key={step}>
            <Trans>
              {how}: {came}, <Moment at={at} />, {who}
            </Trans>
            {letter !== null && (
              <>
                {' '}
                · <Trans>with a letter that is kept</Trans>
              </>
            )}
            {note && <> · {note}</>}
          </li>
        );
      })}
    </ol>
  );
}

function Try({ of, person, close }: Props) {
  const kept = useKeptForm<AttemptFields>(`check-in.${of.id}.attempt.${of.next}`, {
    initialValues: attemptEmpty,
    validate: ({ result }) => (result === '' ? { result: chooseFirst() } : {}),
  });
  const { form } = kept;
  const [sending, setSending] = useState(false);
  const command = useCheckInCommand();
  const staff = useStaff();
  const way = of.next;
  if (way === null) return null;
  const words = wayWords(way);
  const record = async ({ result, note }: AttemptFields) => {
    setSending(true);
    const body = { way, result, note: note.trim() === '' ? null : note.trim() };
    const done = await command(`/api/check-ins/${of.id}/attempts`, body, t`The attempt is on record.`);
    setSending(false);
    if (!done) return;
    kept.forget();
    close();
  };
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((values) => void record(values))}>
      <Restored of={kept} />
      <p>
        <Trans>Next is: {words}.</Trans>
      </p>
      {way === 'letter' && may(staff, 'documents.write') && (
        <p>
          <Link
            to="/people/$id"
            params={{ id: person }}
            search={{ part: 'documents', letter: of.id }}
            preload={false}
          >
            <Trans>Make a letter about it</Trans>
          </Link>
          <br />
          <Trans>Once you have said how that letter went, this step is on record by itself.</Trans>
        </p>
      )}
      <NativeSelect
        label={t`What came of it`}
        data-autofocus
        data={toChoose(contactResults.map((value) => ({ value, label: resultWords(value) })))}
        {...form.getInputProps('result')}
      />
      <Textarea label={t`Note`} autosize minRows={2} {...form.getInputProps('note')} />
      <Button type="submit" loading={sending}>
        <Trans>Put the attempt on record</Trans>
      </Button>
    </form>
  );
}

function Missed({ of, close }: Omit<Props, 'person'>) {
  const command = useCheckInCommand();
  const [sending, setSending] = useState(false);
  const { version, told } = useStands(checkInStands(of), sending);
  const mark = async () => {
    setSending(true);
    const done = await command(
      `/api/check-ins/${of.id}/missed`,
      { version },
      t`It stands as missed, and an incident is open.`,
    );
    setSending(false);
    if (done) close();
  };
  return (
    <>
      {told}
      <p>
        <Trans>Every way of contact was tried. A reason that is heard later still excuses it.</Trans>
      </p>
      <Button color="red.9" loading={sending} onClick={() => void mark()} data-autofocus>
        <Trans>It was missed</Trans>
      </Button>
    </>
  );
}
