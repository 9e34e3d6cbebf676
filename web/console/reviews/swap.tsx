import type { PersonReview } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DateTimeField } from '../../ui/DateField.tsx';
import { wallClock, zonedInstant } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { type Stands, useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { CommandDialog } from './command-dialog.tsx';
import classes from './part.module.css';
import { stale } from './queries.ts';
import { tierWords } from './view.ts';

type Swap = NonNullable<PersonReview['swap']>;

/** What the person has is not of the level that was decided. */
export function SwapCard({ of, mayWrite }: { readonly of: Swap; readonly mayWrite: boolean }) {
  const [doing, setDoing] = useState<'plan' | 'done' | null>(null);
  const tier = tierWords(of.tier);
  return (
    <Card title={t`The device is to be changed`}>
      <p>
        {of.tier === 'none' ? (
          <Trans>The device is to be taken back.</Trans>
        ) : (
          <Trans>They are to have: {tier}.</Trans>
        )}{' '}
        {of.from !== null && of.to !== null ? (
          <Trans>
            An open strap is expected from <Moment at={of.from} /> to <Moment at={of.to} />.
          </Trans>
        ) : (
          <Trans>No time for it is planned.</Trans>
        )}
      </p>
      {mayWrite && (
        <div className={classes.bar}>
          <Button variant="default" onClick={() => setDoing('plan')}>
            <Trans>Plan a time…</Trans>
          </Button>
          <Button variant="default" onClick={() => setDoing('done')}>
            <Trans>It is done…</Trans>
          </Button>
        </div>
      )}
      {doing === 'plan' && <PlanDialog of={of} close={() => setDoing(null)} />}
      {doing === 'done' && <DoneDialog of={of} close={() => setDoing(null)} />}
    </Card>
  );
}

/** FRM-7: what was decided, and the time that somebody has planned. */
function swapStands({ version, tier, from, to }: Swap, timezone: string): Stands {
  const names: Readonly<Record<string, string>> = { tier: t`Level`, from: t`From`, to: t`Until` };
  const at = (instant: string | null): string | null =>
    instant === null ? null : wallClock(Date.parse(instant), timezone).replace('T', ' ');
  return {
    version,
    facts: { tier: tierWords(tier), from: at(from), to: at(to) },
    name: (field) => names[field] ?? field,
  };
}

type Props = { readonly of: Swap; readonly close: () => void };
function PlanDialog({ of, close }: Props) {
  const timezone = useTimezone();
  const { run, sending, failure } = useCommand(stale);
  const { version, told } = useStands(swapStands(of, timezone), sending);
  const kept = useKeptForm<{ from: string; to: string }>(`swap.${of.review}`, {
    initialValues: { from: '', to: '' },
    validate: ({ from, to }) => {
      const [begins, ends] = [zonedInstant(from, timezone), zonedInstant(to, timezone)];
      return {
        ...(begins === null ? { from: t`Say day and time` } : {}),
        ...(ends === null ? { to: t`Say day and time` } : {}),
        ...(begins !== null && ends !== null && ends <= begins
          ? { to: t`The end must come after the beginning` }
          : {}),
      };
    },
  });
  const { form } = kept;
  const plan = async ({ from, to }: { from: string; to: string }) => {
    const at = (text: string): string => new Date(zonedInstant(text, timezone) ?? 0).toISOString();
    const body = { version, from: at(from), to: at(to) };
    if ((await run(`/api/reviews/${of.review}/swap-window`, body, t`It is planned.`)) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`When is the device changed?`}
      action={t`Plan it`}
      submit={plan}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      {told}
      <p>
        <Trans>
          In this time an open strap is expected. An alert of it is raised all the same, and says that it was
          planned.
        </Trans>
      </p>
      <DateTimeField label={t`From`} data-autofocus {...form.getInputProps('from')} />
      <DateTimeField label={t`Until`} {...form.getInputProps('to')} />
    </CommandDialog>
  );
}

function DoneDialog({ of, close }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const { version, told } = useStands(swapStands(of, useTimezone()), sending);
  const kept = useKeptForm<{ note: string }>(`swap.${of.review}.done`, {
    initialValues: { note: '' },
    validate: ({ note }) => (note.trim().length < 3 ? { note: t`Write it first` } : {}),
  });
  const { form } = kept;
  const end = async ({ note }: { note: string }) => {
    const body = { version, note: note.trim() };
    if ((await run(`/api/reviews/${of.review}/swapped`, body, t`It is on record.`)) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`The device was changed`}
      action={t`Put it on record`}
      submit={end}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      {told}
      <Textarea
        label={t`What was done, and by whom`}
        data-autofocus
        autosize
        minRows={2}
        {...form.getInputProps('note')}
      />
    </CommandDialog>
  );
}
