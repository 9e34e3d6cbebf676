import { findings, type OurFinding } from '@attend/contracts/provider-audits';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { DayOf, Moment } from '../../ui/When.tsx';
import { monthWords } from '../shell/months.ts';
import { asItStands, type Stands } from '../shell/stands.tsx';
import { Ask } from '../stock/ask.tsx';
import classes from './page.module.css';
import { stale } from './queries.ts';
import { findingTone, findingWords, kindWords } from './view.ts';

type Props = {
  readonly rows: readonly OurFinding[];
  readonly acts: 'find' | 'answer' | null;
  readonly empty: string;
};

/** Cases of a sample with what was found and what was answered: the same for the agency and the provider. */
export function Sampled({ rows, acts, empty }: Props) {
  const [doing, setDoing] = useState<OurFinding | null>(null);
  const close = () => setDoing(null);
  return (
    <>
      <DataTable
        label={t`Cases of the sample`}
        rows={rows}
        rowId={({ id }) => id}
        empty={empty}
        columns={[...columns(), ...(acts === null ? [] : [actColumn(acts, setDoing)])]}
      />
      {/* As its list has it by now: a newer version goes with what it says. */}
      {doing !== null && acts === 'find' && <FindDialog of={asItStands(rows, doing).of} close={close} />}
      {doing !== null && acts === 'answer' && <AnswerDialog of={asItStands(rows, doing).of} close={close} />}
    </>
  );
}

const columns = (): Column<OurFinding>[] => [
  { id: 'place', name: t`Place`, cell: ({ place }) => place, by: ({ place }) => place },
  {
    id: 'person',
    name: t`Person`,
    cell: ({ person, kind, case: subject }) =>
      person === null ? (
        <span className={classes.dim}>{t`somebody who is with you no more`}</span>
      ) : (
        <>
          <Link to="/people/$id" params={{ id: person.id }} preload={false}>
            {person.name}
          </Link>
          <span className={classes.second}>{person.reference}</span>
          {kind === 'alerts' && subject !== null && (
            <Link to="/alerts/$id" params={{ id: subject }} preload={false}>
              <Trans>Alert</Trans>
            </Link>
          )}
        </>
      ),
    by: ({ person }) => person?.name ?? '',
  },
  {
    id: 'at',
    name: t`When`,
    cell: ({ at, kind }) => (kind === 'check-ins' ? <DayOf at={at} /> : <Moment at={at} />),
    by: ({ at }) => at,
  },
  {
    id: 'found',
    name: t`Found`,
    cell: ({ found }) =>
      found === null ? (
        <span className={classes.dim}>{t`not looked into yet`}</span>
      ) : (
        <>
          <Tag tone={findingTone(found.finding)}>{findingWords(found.finding)}</Tag>
          <span className={classes.second}>
            {found.by}: {found.reason ?? t`its key was destroyed`}
          </span>
        </>
      ),
    by: ({ found }) => found?.finding ?? '',
  },
  {
    id: 'answer',
    name: t`The provider’s answer`,
    cell: ({ found }) =>
      found?.answer == null ? (
        <span className={classes.dim}>{t`none yet`}</span>
      ) : (
        <>
          {found.answer.text ?? t`its key was destroyed`}
          <span className={classes.second}>{found.answer.by}</span>
        </>
      ),
  },
];

const actColumn = (acts: 'find' | 'answer', open: (one: OurFinding) => void): Column<OurFinding> => ({
  id: 'act',
  name: t`Action`,
  acts: true,
  cell: (one) => {
    if (one.found?.answer != null) return null;
    const reference = nameOf(one);
    return (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={acts === 'find' ? t`Finding: ${reference}` : t`Answer: ${reference}`}
        onClick={() => open(one)}
      >
        {acts === 'find' ? <Trans>Finding…</Trans> : <Trans>Answer…</Trans>}
      </Button>
    );
  },
});

/** Of somebody who has left: what tells one finding of a sample from another. */
function nameOf({ person, kind, month, place }: OurFinding): string {
  return person?.reference ?? `${kindWords(kind)} · ${monthWords(month)} · ${place}`;
}

type DialogProps = { readonly of: OurFinding; readonly close: () => void };
function FindDialog({ of, close }: DialogProps) {
  const { id, found, version } = of;
  const name = nameOf(of);
  return (
    <Ask
      keep={`provider-finding.${id}`}
      title={t`What was found: ${name}`}
      action={t`Put it on record`}
      done={t`It is on record.`}
      path={`/api/provider-audit-cases/${id}/finding`}
      changes={stale}
      version={version}
      changedBy={found?.answer?.by ?? found?.by}
      initial={{ finding: found?.finding ?? '', reason: found?.reason ?? '' }}
      fields={() => [
        {
          ...{ kind: 'choice', name: 'finding', label: t`Finding` },
          needed: chooseFirst(),
          options: toChoose(findings.map((value) => ({ value, label: findingWords(value) }))),
        },
        {
          ...{ kind: 'lines', name: 'reason', label: t`Reason`, needed: t`Say why` },
          description: t`The provider reads it, and can answer.`,
        },
      ]}
      bodyOf={({ finding, reason }, seen) => ({ version: seen, finding, reason })}
      close={close}
    />
  );
}

/** What of a finding may be another by the time that it is answered. */
function answerStands({ version, found }: OurFinding): Stands {
  const names: Readonly<Record<string, string>> = {
    ...{ finding: t`Finding`, reason: t`Reason`, answer: t`The provider’s answer` },
  };
  return {
    version,
    facts: {
      finding: found === null ? null : findingWords(found.finding),
      ...{ reason: found?.reason ?? null, answer: found?.answer?.text ?? null },
    },
    name: (field) => names[field] ?? field,
    by: found?.answer?.by ?? found?.by,
  };
}

function AnswerDialog({ of, close }: DialogProps) {
  const { id, found } = of;
  const name = nameOf(of);
  return (
    <Ask
      keep={`provider-answer.${id}`}
      title={t`An answer: ${name}`}
      action={t`Answer it`}
      done={t`It is on record.`}
      path={`/api/provider-audit-cases/${id}/answer`}
      changes={stale}
      stands={() => answerStands(of)}
      initial={{ answer: '' }}
      fields={() => [
        {
          ...{ kind: 'lines', name: 'answer', label: t`Answer`, needed: t`Write it first` },
          description: t`It stands beside the finding wherever that is read. It is given once.`,
        },
      ]}
      bodyOf={({ answer }, seen) => ({ version: seen, answer })}
      close={close}
    >
      <p>{found?.reason}</p>
    </Ask>
  );
}
