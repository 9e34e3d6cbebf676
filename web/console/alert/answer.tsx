import type { AlertDetail } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useKeys } from '../../ui/keys.ts';
import { outcomeGroups, outcomeWords } from '../../ui/words/alerts.ts';
import { useStaff } from '../signed-in.tsx';
import { closeForm } from './form.ts';
import { useMayWork } from './may-work.ts';
import classes from './page.module.css';
import { type AlertCommand, useAlertCommands } from './use-commands.ts';
import { answersOf } from './view.ts';

/** What a person answers to an alert. Typed text is kept whatever happens: a conflict, a reload, the session's end. */
export function Answer({ alert }: { readonly alert: AlertDetail }) {
  const staff = useStaff();
  const mayWork = useMayWork();
  const commands = useAlertCommands(alert);
  const [note, setNote] = useDraft(staff.id, `alert.${alert.id}.note`);
  const [outcome, setOutcome] = useDraft(staff.id, `alert.${alert.id}.outcome`);
  const [errors, setErrors] = useState<{ outcome?: string; note?: string }>({});
  const noteField = useRef<HTMLTextAreaElement>(null);
  const outcomeField = useRef<HTMLSelectElement>(null);
  const can = answersOf(alert);

  const run = async (command: AlertCommand) => {
    setErrors({});
    if (await commands.run(command)) {
      setNote('');
      setOutcome('');
    }
  };
  const withNote = (command: 'reopen' | 'note') => {
    if (note.trim() === '') {
      setErrors({ note: command === 'reopen' ? t`Say why it is opened again` : t`Write the note first` });
      noteField.current?.focus();
      return;
    }
    void run({ command, note });
  };
  const close = () => {
    const read = closeForm.safeParse({ outcome, note });
    if (read.success) return void run({ command: 'close', ...read.data });
    const missing = new Set(read.error.issues.map((issue) => issue.path[0]));
    setErrors({
      ...(missing.has('outcome') ? { outcome: t`Choose an outcome` } : {}),
      ...(missing.has('note') ? { note: t`Say in a sentence what you found` } : {}),
    });
    (missing.has('outcome') ? outcomeField : noteField).current?.focus();
  };

  useAnswerKeys(
    mayWork ? alert : null,
    commands.busy,
    () => void run({ command: 'acknowledge', ...(note.trim() ? { note } : {}) }),
    outcomeField,
    noteField,
  );
  if (!mayWork) return null;
  return (
    <Card title={t`Answer`}>
      <form
        className={classes.answer}
        onSubmit={(event) => {
          event.preventDefault();
          if (can.close) close();
          else withNote('reopen');
        }}
        noValidate
      >
        {can.acknowledge && (
          <Button
            onClick={() => void run({ command: 'acknowledge', ...(note.trim() ? { note } : {}) })}
            disabled={commands.busy}
            rightSection={<kbd aria-hidden>a</kbd>}
          >
            <Trans>Acknowledge: I take this up</Trans>
          </Button>
        )}
        {can.close && (
          <NativeSelect
            ref={outcomeField}
            label={t`Outcome`}
            description={t`Needed to close`}
            value={outcome}
            error={errors.outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
          >
            <option value="">{t`Choose…`}</option>
            {outcomeGroups().map((group) => (
              <optgroup key={group.name} label={group.name}>
                {group.outcomes.map((each) => (
                  <option key={each} value={each}>
                    {outcomeWords(each)}
                  </option>
                ))}
              </optgroup>
            ))}
          </NativeSelect>
        )}
        <Textarea
          ref={noteField}
          label={t`Note`}
          description={
            can.close ? t`What you did and found` : t`Why it is opened again, or what else there is to know`
          }
          value={note}
          error={errors.note}
          maxLength={4000}
          minRows={3}
          rows={4}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {commands.said}
        <div className={classes.buttons}>
          {can.close && (
            <Button type="submit" variant={can.acknowledge ? 'default' : 'filled'} disabled={commands.busy}>
              <Trans>Close with this outcome</Trans>
            </Button>
          )}
          {can.reopen && (
            <Button type="submit" disabled={commands.busy}>
              <Trans>Open again</Trans>
            </Button>
          )}
          <Button variant="default" onClick={() => withNote('note')} disabled={commands.busy}>
            <Trans>Only add the note</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}

function useAnswerKeys(
  alert: AlertDetail | null,
  busy: boolean,
  acknowledge: () => void,
  outcome: RefObject<HTMLSelectElement | null>,
  note: RefObject<HTMLTextAreaElement | null>,
): void {
  const { hash } = useLocation();
  // Came from the list with «close»: straight to the outcome.
  useEffect(() => {
    if (hash === 'close') outcome.current?.focus();
  }, [hash, outcome]);
  useKeys(
    {
      a: () => {
        if (alert && !busy && answersOf(alert).acknowledge) acknowledge();
      },
      c: () => (outcome.current ?? note.current)?.focus(),
      n: () => note.current?.focus(),
    },
    alert !== null,
  );
}
