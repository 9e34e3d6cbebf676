import type { HearingView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import classes from './page.module.css';
import { useHearingsChanged } from './use-changed.ts';
import {
  appearances,
  appearanceWords,
  excuses,
  excuseWords,
  fieldText,
  fieldWords,
  mayRecordNow,
  standingOf,
} from './view.ts';

type Props = { readonly of: HearingView; readonly mayChange: boolean };

/** What became of a hearing; recorded where it stands, and put right there. */
export function Outcome({ of, mayChange }: Props) {
  const [form, setForm] = useState<'unused' | 'open' | 'closed'>('unused');
  const now = serverNow();
  const { words, tone } = standingOf(of, now);
  const { name } = of.participant;
  return (
    <div className={classes.outcome}>
      <span>
        <Tag {...(tone === 'plain' ? {} : { tone })}>{words}</Tag>
        {of.note && <span className={classes.second}>{of.note}</span>}
        {of.reason && <span className={classes.second}>{of.reason}</span>}
      </span>
      {mayChange && mayRecordNow(of, now) && form !== 'open' && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Record the appearance of ${name}`}
          // Whoever goes by keyboard goes on from where they were.
          autoFocus={form === 'closed'}
          onClick={() => setForm('open')}
        >
          {of.status === 'held' ? <Trans>Put right…</Trans> : <Trans>Record…</Trans>}
        </Button>
      )}
      {form === 'open' && <AppearanceForm of={of} close={() => setForm('closed')} />}
    </div>
  );
}

const recorded = (of: HearingView) => ({
  appearance: String(of.appearance ?? ''),
  excuse: String(of.excuse ?? ''),
  note: of.note ?? '',
});

function AppearanceForm({ of, close }: { readonly of: HearingView; readonly close: () => void }) {
  const say = useSay();
  const changed = useHearingsChanged();
  const kept = useKeptFields(`hearing.${of.id}.appearance`, recorded(of));
  const version = useVersion(kept, of.version, recorded(of));
  const { appearance, excuse, note } = kept.fields;
  const absent = appearance === 'did-not-appear';
  const [tried, setTried] = useState(false);
  const record = useMutation<void, ApiFailure>({
    mutationFn: async () => {
      const answer = await send(`/api/hearings/${of.id}/appearance`, {
        version,
        appearance,
        excuse: absent && excuse !== '' ? excuse : null,
        note: note.trim() === '' ? null : note.trim(),
      });
      if (!answer.ok) throw answer.error;
      await changed();
      kept.forget();
      say(t`Recorded.`);
      close();
    },
    // Somebody else was faster: the row is read anew, and what was typed stays.
    onError: () => void changed(),
  });
  return (
    <form
      className={classes.record}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (appearance !== '') record.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <Restored of={kept} />
      <Meanwhile of={kept} name={fieldWords} text={fieldText} />
      <NativeSelect
        label={t`Appearance`}
        autoFocus
        value={appearance}
        data={toChoose(appearances.map((value) => ({ value, label: appearanceWords(value) })))}
        error={tried && appearance === '' ? chooseFirst() : undefined}
        onChange={(event) => kept.set({ appearance: event.currentTarget.value })}
      />
      {absent && (
        <NativeSelect
          label={t`Excused by`}
          description={t`With a reason it counts against nobody.`}
          value={excuse}
          data={[
            { value: '', label: t`Nothing known` },
            ...excuses.map((value) => ({ value, label: excuseWords(value) })),
          ]}
          onChange={(event) => kept.set({ excuse: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t`Note`}
        value={note}
        maxLength={1_000}
        onChange={(event) => kept.set({ note: event.currentTarget.value })}
      />
      <Refusal failure={record.error} />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-md" loading={record.isPending}>
          <Trans>Record</Trans>
        </Button>
        <Button variant="default" size="compact-md" onClick={close}>
          <Trans>Leave it</Trans>
        </Button>
      </div>
    </form>
  );
}
