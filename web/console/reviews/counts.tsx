import type { ProviderCounts } from '@attend/contracts/tier-counts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { monthsBefore, monthWords } from '../shell/months.ts';
import { type Stands, usePressed, useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { CommandDialog } from './command-dialog.tsx';
import classes from './part.module.css';
import { providerCountsQuery } from './queries.ts';
import { tierWords } from './view.ts';

type Of = ProviderCounts['providers'][number];
type Count = NonNullable<Of['count']>;
type Line = Count['lines'][number];
const stale = [['reviews', 'counts']];

/** What contractors counted, beside the record. Nothing is published before each difference is corrected or explained. */
export function ProviderCountsCard() {
  const months = monthsBefore(serverNow());
  const [month, setMonth] = useState(months[0] ?? '');
  const counts = useQuery(providerCountsQuery(month));
  return (
    <Card
      title={t`Contractors’ counts`}
      aside={
        <NativeSelect
          aria-label={t`Month`}
          value={month}
          data={months.map((value) => ({ value, label: monthWords(value) }))}
          onChange={(event) => setMonth(event.currentTarget.value)}
        />
      }
    >
      {!counts.data && (counts.error ? <Failed error={counts.error} retry={counts.refetch} /> : <Waiting />)}
      {counts.data?.providers.length === 0 && <p>{t`There is no provider.`}</p>}
      {counts.data?.providers.map((of) => (
        <OfProvider key={of.provider.id} of={of} month={month} />
      ))}
    </Card>
  );
}

function OfProvider({ of, month }: { readonly of: Of; readonly month: string }) {
  const staff = useStaff();
  const [doing, setDoing] = useState<'tell' | Line | null>(null);
  const { run, sending, failure } = useCommand(stale);
  const { count, provider } = of;
  const writes = may(staff, 'tiers.publish') && count?.publishedAt == null;
  const close = () => setDoing(null);
  const { press, told } = usePressed(countStands(count), failure);
  const publish = (one: Count) => {
    press();
    void run(`/api/provider-counts/${one.id}/publish`, { version: one.version }, t`The month is published.`);
  };
  return (
    <section aria-label={provider.name}>
      <h3>{provider.name}</h3>
      {count === null ? (
        <p className={classes.dim}>{t`Nothing is told of this month.`}</p>
      ) : (
        <Lines of={count} explain={writes ? setDoing : null} />
      )}
      {count?.publishedAt && (
        <p>
          <Trans>
            Published <Moment at={count.publishedAt} /> by {count.publishedBy}
          </Trans>
        </p>
      )}
      <Refusal failure={failure} />
      {told}
      {writes && (
        <div className={classes.bar}>
          <Button
            variant="default"
            aria-label={t`Enter the count: ${provider.name}`}
            onClick={() => setDoing('tell')}
          >
            <Trans>Enter the count…</Trans>
          </Button>
          {count !== null && (
            <Button
              loading={sending}
              disabled={count.unexplained > 0}
              aria-label={t`Publish it: ${provider.name}`}
              onClick={() => publish(count)}
            >
              <Trans>Publish it</Trans>
            </Button>
          )}
        </div>
      )}
      {doing === 'tell' && <TellDialog of={of} month={month} close={close} />}
      {doing !== null && doing !== 'tell' && count !== null && (
        <ExplainDialog of={count} line={doing} close={close} />
      )}
    </section>
  );
}

function Lines({ of, explain }: { readonly of: Count; readonly explain: ((line: Line) => void) | null }) {
  const columns: Column<Line>[] = [
    { id: 'office', name: t`Office`, cell: ({ office }) => office || t`no office` },
    { id: 'tier', name: t`Level`, cell: ({ tier }) => tierWords(tier) },
    { id: 'told', name: t`They counted`, cell: ({ told }) => told ?? '—' },
    { id: 'record', name: t`The record has`, cell: ({ record }) => record ?? '—' },
    {
      id: 'difference',
      name: t`Difference`,
      cell: ({ differs, explanation }) =>
        differs ? (
          explanation === null ? (
            <Tag tone="high">{t`not explained`}</Tag>
          ) : (
            <bdi>{explanation}</bdi>
          )
        ) : (
          t`none`
        ),
    },
    ...(explain === null
      ? []
      : [
          {
            id: 'act',
            name: t`Action`,
            acts: true,
            cell: (line: Line) =>
              line.differs && line.explanation === null ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`${t`Explain…`} ${line.office} ${tierWords(line.tier)}`}
                  onClick={() => explain(line)}
                >
                  <Trans>Explain…</Trans>
                </Button>
              ) : null,
          },
        ]),
  ];
  return (
    <DataTable
      label={t`Lines of the count`}
      rows={of.lines}
      rowId={({ office, tier }) => `${office} ${tier}`}
      columns={columns}
      empty={t`Nobody on either side.`}
    />
  );
}

const lineName = (office: string, tier: Line['tier']): string =>
  `${office || t`no office`}, ${tierWords(tier)}`;

/** FRM-7: each line by office and level: what was told, what the record has, and how it was explained. */
function countStands(count: Count | null): Stands {
  const lines = count?.lines ?? [];
  const said = ({ told, record, explanation }: Line): string =>
    [t`They counted`, told ?? '—', t`The record has`, record ?? '—', explanation ?? ''].join(' ').trim();
  return {
    version: count?.version ?? 0,
    facts: {
      published: count?.publishedAt != null,
      ...Object.fromEntries(lines.map((line) => [lineName(line.office, line.tier), said(line)])),
    },
    name: (field) => (field === 'published' ? t`Published` : field),
  };
}

type TellProps = { readonly of: Of; readonly month: string; readonly close: () => void };
function TellDialog({ of, month, close }: TellProps) {
  const { run, sending, failure } = useCommand(stale);
  const { version, told } = useStands(countStands(of.count), sending);
  const kept = useKeptForm<{ csv: string }>(`provider-count.${of.provider.id}.${month}`, {
    initialValues: { csv: '' },
    validate: ({ csv }) => (csv.trim() === '' ? { csv: t`Fill this in` } : {}),
  });
  const { form } = kept;
  const tell = async ({ csv }: { csv: string }) => {
    const body = { provider: of.provider.id, month, version: version === 0 ? null : version, csv };
    if ((await run('/api/provider-counts', body, t`It is compared with the record.`)) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`The count of ${of.provider.name}`}
      action={t`Compare it`}
      submit={tell}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      {told}
      <Textarea
        label={t`The file’s text`}
        description={t`CSV with a line for each office and level: office,tier,people. Levels are none, phone, wrist and ankle.`}
        data-autofocus
        autosize
        minRows={6}
        maxRows={16}
        dir="ltr"
        {...form.getInputProps('csv')}
      />
    </CommandDialog>
  );
}

type ExplainProps = { readonly of: Count; readonly line: Line; readonly close: () => void };
function ExplainDialog({ of, line: opened, close }: ExplainProps) {
  const { run, sending, failure } = useCommand(stale);
  // As it stands now: somebody may tell the count anew while this is written.
  const line =
    of.lines.find(({ office, tier }) => office === opened.office && tier === opened.tier) ?? opened;
  const { version, told: meanwhile } = useStands(countStands(of), sending);
  const kept = useKeptForm<{ explanation: string }>(`provider-count.${of.id}.${line.office}.${line.tier}`, {
    initialValues: { explanation: '' },
    validate: ({ explanation }) => (explanation.trim().length < 3 ? { explanation: t`Write it first` } : {}),
  });
  const { form } = kept;
  const { office, tier } = line;
  const told = line.told ?? 0;
  const record = line.record ?? 0;
  const explain = async ({ explanation }: { explanation: string }) => {
    const body = { version, office, tier, explanation: explanation.trim() };
    if ((await run(`/api/provider-counts/${of.id}/explain`, body, t`It is on record.`)) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`Why does it differ?`}
      action={t`Put it on record`}
      submit={explain}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      {meanwhile}
      <p>
        <Trans>
          {office}, {tierWords(tier)}: they counted {told}, the record has {record}.
        </Trans>
      </p>
      <Textarea
        label={t`Explanation`}
        description={t`Of these two figures: where either changes, it is asked for again. Name nobody.`}
        data-autofocus
        autosize
        minRows={2}
        {...form.getInputProps('explanation')}
      />
    </CommandDialog>
  );
}
