import type { CostSettings, CostSums } from '@attend/contracts/costs';
import { formatMinor, parseMinor } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { dayWords } from '../check-ins/view.ts';
import { CommandDialog } from '../reviews/command-dialog.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { monthWords } from '../shell/months.ts';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';
import { costSettingsQuery, stale } from './queries.ts';
import { besideCustody, countWords, moneyWords, perPersonDay } from './view.ts';

/** The month beside what the same days would have cost in custody; where the figure is from stands beside it. */
export function CustodyCard({ of, month }: { readonly of: CostSums; readonly month: string }) {
  const settings = useQuery(costSettingsQuery);
  const writes = may(useStaff(), 'costs.write');
  const [open, setOpen] = useState(false);
  if (!settings.data)
    return settings.error ? <Failed error={settings.error} retry={settings.refetch} /> : <Waiting />;
  const { custodyMinor, currency } = settings.data;
  const { custody, less } = besideCustody(of, custodyMinor);
  const each = perPersonDay(of);
  const name = monthWords(month);
  return (
    <Card title={t`Beside custody: ${name}`}>
      {currency !== of.currency ? (
        <p>
          <Trans>The figure of custody is in another currency: amounts of two are not compared.</Trans>
        </p>
      ) : (
        <Facts
          of={[
            [t`Persons’ days`, countWords(of.personDays)],
            [t`They cost`, moneyWords(of.minor, currency)],
            [t`A person’s day`, each === null ? '—' : moneyWords(each, currency)],
            [t`A day of custody`, moneyWords(custodyMinor, currency)],
            [t`The same days in custody`, moneyWords(custody, currency)],
            [t`Difference`, moneyWords(less, currency)],
          ]}
        />
      )}
      <Source of={settings.data} />
      {writes && (
        <div className={classes.bar}>
          <Button variant="default" onClick={() => setOpen(true)}>
            <Trans>Change these figures…</Trans>
          </Button>
        </div>
      )}
      {open && <SettingsDialog of={settings.data} close={() => setOpen(false)} />}
    </Card>
  );
}

function Source({ of: { revision, source, sourceOn } }: { readonly of: CostSettings }) {
  const day = dayWords(sourceOn, currentLocale());
  return (
    <p>
      {revision === 0 ? (
        <Trans>
          The figure of custody is the demonstration’s own and nobody’s record: enter your agency’s, with its
          source.
        </Trans>
      ) : (
        <Trans>
          The figure of custody is from <bdi>{source}</bdi>, of {day}.
        </Trans>
      )}{' '}
      <Trans>
        It compares persons’ days with as many days of custody. Whether those people would have been in
        custody it does not say.
      </Trans>
    </p>
  );
}

type Fields = { custody: string; device: string; source: string; sourceOn: string; reason: string };
const fieldsOf = (of: CostSettings): Fields => ({
  ...{ custody: formatMinor(of.custodyMinor), device: formatMinor(of.deviceMinor) },
  ...{ source: of.revision === 0 ? '' : of.source, sourceOn: of.revision === 0 ? '' : of.sourceOn },
  reason: '',
});
const isAmount = (text: string): boolean => {
  const read = parseMinor(text);
  return read.ok && read.value >= 0;
};

function SettingsDialog({ of, close }: { readonly of: CostSettings; readonly close: () => void }) {
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<Fields>('cost-settings', {
    initialValues: fieldsOf(of),
    validate: ({ custody, device, source, sourceOn, reason }) => ({
      ...(isAmount(custody) ? {} : { custody: t`Write an amount, as 152 or 2.75` }),
      ...(isAmount(device) ? {} : { device: t`Write an amount, as 152 or 2.75` }),
      ...(source.trim() === '' ? { source: t`Fill this in` } : {}),
      ...(sourceOn === '' ? { sourceOn: t`Fill this in` } : {}),
      ...(reason.trim().length < 3 ? { reason: t`Write it first` } : {}),
    }),
  });
  const revision = useVersion(kept, of.revision, fieldsOf(of));
  const { form } = kept;
  const save = async ({ custody, device, source, sourceOn, reason }: Fields) => {
    const [one, other] = [parseMinor(custody), parseMinor(device)];
    if (!one.ok || !other.ok) return;
    const body = {
      ...{ revision, currency: of.currency, custodyMinor: one.value, deviceMinor: other.value },
      ...{ source: source.trim(), sourceOn, reason: reason.trim() },
    };
    if ((await run('/api/cost-settings', body, t`It holds from now on.`, 'PUT')) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`What costs are compared with`}
      action={t`Keep it`}
      submit={save}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      <Meanwhile of={kept} name={labelOf} />
      <TextInput
        label={labelOf('custody')}
        data-autofocus
        inputMode="decimal"
        {...form.getInputProps('custody')}
      />
      <TextInput label={labelOf('device')} inputMode="decimal" {...form.getInputProps('device')} />
      <TextInput
        label={labelOf('source')}
        description={t`A report, a budget, a letter: what anybody can look up.`}
        {...form.getInputProps('source')}
      />
      <DateField label={labelOf('sourceOn')} {...form.getInputProps('sourceOn')} />
      <Textarea label={labelOf('reason')} autosize minRows={2} {...form.getInputProps('reason')} />
    </CommandDialog>
  );
}
const labelOf = (name: string): string =>
  ({
    ...{ custody: t`A day of custody`, device: t`A day with an ankle device, where none is accrued` },
    ...{ source: t`Source`, sourceOn: t`Date of the source`, reason: t`Reason` },
  })[name] ?? name;
