import {
  type HearingImportPlan,
  hearingImportDone,
  hearingImportPlan,
  type ImportStepView,
  mostImportCharacters,
} from '@attend/contracts/hearings';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, FileInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { readText } from '../../ui/read-text.ts';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Waiting } from '../../ui/State.tsx';
import classes from '../hearings/page.module.css';
import { useHearingsChanged } from '../hearings/use-changed.ts';
import { HearingTime } from '../hearings/when.tsx';
import { Refusal } from '../shell/entry.tsx';
import { useTitle } from '../shell/title.ts';
import {
  faultWords,
  fieldsWords,
  formatOf,
  shownSteps,
  stepKinds,
  stepWords,
  toneOf,
  wouldWrite,
} from './view.ts';

type Given = { readonly format: 'csv' | 'ical'; readonly text: string };
type Seen = { readonly given: Given; readonly plan: HearingImportPlan };

/** A file of hearings: what it would do, line by line, and then that. */
export function HearingImportPage() {
  useTitle(t`Import hearings`);
  const say = useSay();
  const changed = useHearingsChanged();
  const [file, setFile] = useState<File | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const check = useMutation<Seen, ApiFailure, File>({
    mutationFn: async (chosen) => {
      const text = await readText(chosen);
      const given: Given = { format: formatOf(chosen.name, text), text };
      const answer = await request('/api/hearing-imports/check', hearingImportPlan, {
        method: 'POST',
        body: given,
      });
      if (!answer.ok) throw answer.error;
      return { given, plan: answer.value };
    },
  });
  const carryOut = useMutation<void, ApiFailure, Seen>({
    mutationFn: async ({ given, plan: { plan } }) => {
      const answer = await request('/api/hearing-imports', hearingImportDone, {
        method: 'POST',
        body: { ...given, plan },
      });
      if (!answer.ok) throw answer.error;
      await changed();
      const { counts } = answer.value;
      const written = counts.new + counts.changed + counts.moved + counts.cancelled;
      say(
        t`${plural(written, { one: 'Imported: # hearing was written.', other: 'Imported: # hearings were written.' })}`,
      );
      setFile(null);
      check.reset();
    },
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    check.reset();
    carryOut.reset();
    const large = chosen !== null && chosen.size > mostImportCharacters;
    setTooLarge(large);
    if (chosen !== null && !large) check.mutate(chosen);
  };
  return (
    <Page
      title={t`Import hearings`}
      lead={
        <>
          <Trans>A file first shows what it would do. Nothing is written until you say so.</Trans>{' '}
          <Link to="/hearings" className={classes.link}>
            <Trans>Hearings</Trans>
          </Link>
        </>
      }
    >
      <Card title={t`File`}>
        <FileInput
          label={t`CSV or iCalendar`}
          description={t`A CSV’s first line names its columns: participant, date, time, court; and where known timezone, kind, case_number, matter, room, address, link, directions, status, uid.`}
          placeholder={t`Choose a file…`}
          accept=".csv,.ics,.ical,text/csv,text/calendar"
          value={file}
          onChange={choose}
          error={tooLarge ? t`The file is too large. Cut it into parts.` : undefined}
          clearable
          clearButtonProps={{ 'aria-label': t`Take the file away` }}
        />
        <div role="status">{check.isPending && <Waiting />}</div>
        <Refusal failure={check.error} />
      </Card>
      {check.data && (
        <Result
          of={check.data.plan}
          busy={carryOut.isPending}
          failure={carryOut.error}
          again={() => file && choose(file)}
          carryOut={() => carryOut.mutate(check.data)}
        />
      )}
    </Page>
  );
}

type ResultProps = {
  readonly of: HearingImportPlan;
  readonly busy: boolean;
  readonly failure: ApiFailure | null;
  readonly again: () => void;
  readonly carryOut: () => void;
};

function Result({ of, busy, failure, again, carryOut }: ResultProps) {
  const [all, setAll] = useState(false);
  const writes = wouldWrite(of);
  const shown = shownSteps(of.steps, all);
  const { same } = of.counts;
  return (
    <>
      {of.faults.length > 0 && (
        <Card title={t`What is wrong with the file`} flush>
          <DataTable
            label={t`What is wrong with the file`}
            rows={of.faults}
            rowId={({ line, column, code }) => `${line} ${column} ${code} ${of.faults.length}`}
            columns={faultColumns()}
          />
        </Card>
      )}
      <Card title={t`What it would do`} flush>
        <div className={classes.more}>
          <p>
            {stepKinds
              .filter((kind) => of.counts[kind] > 0)
              .map((kind) => `${stepWords(kind)}: ${of.counts[kind]}`)
              .join(' · ') || t`Nothing.`}
          </p>
          {of.faults.length > 0 && (
            <p>
              <Trans>
                Nothing can be imported until the file is put right: it goes in whole or not at all.
              </Trans>
            </p>
          )}
          {same > 0 && (
            <Checkbox
              label={t`Show lines that change nothing, too`}
              checked={all}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          )}
        </div>
        {shown.length > 0 && (
          <DataTable
            label={t`What it would do`}
            rows={shown}
            rowId={({ line }) => String(line)}
            columns={stepColumns()}
            over={({ kind }) => kind === 'same'}
          />
        )}
        <div className={classes.more}>
          <Refusal failure={failure} />
          <div className={classes.buttons}>
            <Button onClick={carryOut} loading={busy} disabled={writes === 0}>
              {t`${plural(writes, { one: 'Import # hearing', other: 'Import # hearings' })}`}
            </Button>
            {failure && (
              <Button variant="default" onClick={again}>
                <Trans>Check again</Trans>
              </Button>
            )}
          </div>
        </div>
      </Card>
    </>
  );
}

const faultColumns = (): Column<HearingImportPlan['faults'][number]>[] => [
  { id: 'line', name: t`Line`, cell: ({ line }) => line, by: ({ line }) => line },
  {
    id: 'column',
    name: t`Column`,
    cell: ({ column }) => (column === null ? '–' : <code>{column}</code>),
    by: ({ column }) => column ?? '',
  },
  {
    id: 'value',
    name: t`What it says`,
    cell: ({ value }) => (value === null ? '–' : <bdi>{value}</bdi>),
    by: ({ value }) => value ?? '',
  },
  { id: 'message', name: t`What is wrong`, cell: faultWords },
];

const stepColumns = (): Column<ImportStepView>[] => [
  { id: 'line', name: t`Line`, cell: ({ line }) => line, by: ({ line }) => line },
  {
    id: 'kind',
    name: t`Does`,
    cell: ({ kind, fields }) => {
      const tone = toneOf(kind);
      return (
        <>
          <Tag {...(tone === null ? {} : { tone })}>{stepWords(kind)}</Tag>
          {fields.length > 0 && <span className={classes.second}>{fieldsWords(fields)}</span>}
          {kind === 'settled' && (
            <span className={classes.second}>
              <Trans>Held or cancelled here, and the file says otherwise.</Trans>
            </span>
          )}
        </>
      );
    },
    by: ({ kind }) => kind,
  },
  {
    id: 'person',
    name: t`Person`,
    cell: ({ participant: { name, reference } }) => (
      <>
        {name} · <bdi>{reference}</bdi>
      </>
    ),
    by: ({ participant }) => participant.name,
  },
  {
    id: 'at',
    name: t`Time`,
    cell: ({ at, was, timezone }) => (
      <>
        <HearingTime at={at} timezone={timezone} />
        {was && (
          <span className={classes.second}>
            <Trans>
              was <HearingTime at={was} timezone={timezone} />
            </Trans>
          </span>
        )}
      </>
    ),
    by: ({ at }) => Date.parse(at),
  },
  { id: 'court', name: t`Court`, cell: ({ court }) => court, by: ({ court }) => court },
  {
    id: 'case',
    name: t`Case`,
    cell: ({ caseNumber }) => (caseNumber === null ? '–' : <bdi>{caseNumber}</bdi>),
  },
];
