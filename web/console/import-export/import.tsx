import {
  type CaseloadKind,
  type CaseloadPlan,
  caseloadKinds,
  caseloadPlan,
  mostRecordsByRequest,
} from '@attend/contracts/caseload';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, FileInput, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request, send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Refusal } from '../shell/entry.tsx';
import classes from './page.module.css';
import { upload } from './upload.ts';
import { faultWords, kindOf, kindWords, stepKinds, stepWords, wouldWrite } from './view.ts';

type Given = { readonly file: File; readonly kind: CaseloadKind };

/** A file is sent in parts (what broke off goes on), checked, and goes in as it was shown. */
export function ImportCard() {
  const say = useSay();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<CaseloadKind>('people');
  const [sent, setSent] = useState(0);
  /** What the last file wrote, until another one is chosen: a line at the foot is gone before one has looked. */
  const [done, setDone] = useState<string | null>(null);
  const check = useMutation<CaseloadPlan, ApiFailure, Given>({
    mutationFn: async (given) => {
      setSent(0);
      const staged = await upload(given.file, given.kind, setSent);
      if (!staged.ok) throw staged.error;
      const path = `/api/caseload-imports/${staged.value.id}/check`;
      const answer = await request(path, caseloadPlan, { method: 'POST', body: {} });
      if (!answer.ok) throw answer.error;
      return answer.value;
    },
  });
  const carryOut = useMutation<void, ApiFailure, CaseloadPlan>({
    mutationFn: async ({ import: { id }, plan }) => {
      const path = `/api/caseload-imports/${id}/commit`;
      const answer = await request(path, caseloadPlan, { method: 'POST', body: { plan } });
      if (!answer.ok) throw answer.error;
      const written = wouldWrite(answer.value);
      const said = plural(written, {
        one: 'Brought in: # line was written.',
        other: 'Brought in: # lines were written.',
      });
      say(said);
      setDone(`${file?.name ?? ''} · ${said}`);
      setFile(null);
      check.reset();
      await client.invalidateQueries();
    },
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    check.reset();
    carryOut.reset();
    setDone(null);
    if (chosen !== null) setKind(kindOf(chosen.name) ?? kind);
  };
  const giveUp = async () => {
    if (check.data) await send(`/api/caseload-imports/${check.data.import.id}/give-up`, {});
    choose(null);
  };
  const percent = Math.round(sent * 100);
  return (
    <Card title={t`Bring in a file`}>
      <div className={classes.stack}>
        <div className={classes.row}>
          <FileInput
            label={t`CSV file`}
            placeholder={t`Choose a file…`}
            accept=".csv,text/csv"
            value={file}
            onChange={choose}
            clearable
            clearButtonProps={{ 'aria-label': t`Take the file away` }}
          />
          <NativeSelect
            label={t`What it holds`}
            value={kind}
            onChange={(event) => {
              check.reset();
              setKind(caseloadKinds.find((one) => one === event.currentTarget.value) ?? kind);
            }}
            data={caseloadKinds.map((one) => ({ value: one, label: kindWords(one) }))}
          />
          <Button
            onClick={() => file && check.mutate({ file, kind })}
            disabled={file === null}
            loading={check.isPending}
          >
            <Trans>Check the file</Trans>
          </Button>
        </div>
        <div role="status">
          {check.isPending && <Trans>{percent} % sent. It goes on where it stopped.</Trans>}
        </div>
        {done !== null && (
          <p>
            <bdi>{done}</bdi> <Link to="/people">{t`People`}</Link>
          </p>
        )}
        <Refusal failure={check.error} />
        {check.data && (
          <Checked
            of={check.data}
            busy={carryOut.isPending}
            failure={carryOut.error}
            carryOut={() => carryOut.mutate(check.data)}
            giveUp={() => void giveUp()}
          />
        )}
      </div>
    </Card>
  );
}

type CheckedProps = {
  readonly of: CaseloadPlan;
  readonly busy: boolean;
  readonly failure: ApiFailure | null;
  readonly carryOut: () => void;
  readonly giveUp: () => void;
};

function Checked({ of, busy, failure, carryOut, giveUp }: CheckedProps) {
  const writes = wouldWrite(of);
  const isTooLarge = of.import.records > mostRecordsByRequest;
  const shown = of.steps.filter(({ kind }) => kind !== 'same');
  return (
    <div className={classes.stack}>
      <p role="status">
        {[
          ...stepKinds
            .filter((kind) => (of.counts[kind] ?? 0) > 0)
            .map((kind) => `${stepWords(kind)}: ${of.counts[kind]}`),
          ...(of.faultCount > 0 ? [t`At fault: ${of.faultCount}`] : []),
        ].join(' · ') || t`Nothing.`}
      </p>
      {of.faults.length > 0 && (
        <DataTable
          label={t`What is wrong with the file`}
          rows={of.faults}
          rowId={({ line, column, code }) => `${line} ${column} ${code}`}
          columns={faultColumns()}
        />
      )}
      {of.faultCount > 0 && (
        <p>
          <Trans>Nothing can be imported until the file is put right: it goes in whole or not at all.</Trans>
        </p>
      )}
      {shown.length > 0 && (
        <DataTable
          label={t`What it would do`}
          rows={shown}
          rowId={({ line }) => String(line)}
          columns={stepColumns()}
        />
      )}
      {isTooLarge && (
        <p>
          <Trans>
            A file as large as this goes in on the machine itself, with the command attend import-caseload.
          </Trans>
        </p>
      )}
      <Refusal failure={failure} />
      {writes === 0 && of.faultCount === 0 && <p>{t`All that it says stands here already.`}</p>}
      <div className={classes.row}>
        {writes > 0 && !isTooLarge && (
          <Button onClick={carryOut} loading={busy}>
            {t`${plural(writes, { one: 'Bring in # line', other: 'Bring in # lines' })}`}
          </Button>
        )}
        <Button variant="default" onClick={giveUp}>
          <Trans>Give the file up</Trans>
        </Button>
      </div>
    </div>
  );
}

const faultColumns = (): Column<CaseloadPlan['faults'][number]>[] => [
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

const stepColumns = (): Column<CaseloadPlan['steps'][number]>[] => [
  { id: 'line', name: t`Line`, cell: ({ line }) => line, by: ({ line }) => line },
  {
    id: 'kind',
    name: t`Does`,
    cell: ({ kind, fields }) => (
      <>
        <Tag>{stepWords(kind)}</Tag>
        {fields.length > 0 && <span className={classes.second}>{fields.join(', ')}</span>}
      </>
    ),
    by: ({ kind }) => kind,
  },
  { id: 'about', name: t`Number or name`, cell: ({ about }) => <bdi>{about}</bdi>, by: ({ about }) => about },
];
