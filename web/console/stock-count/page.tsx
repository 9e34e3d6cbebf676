import { explanationsOf, type StockCountDetail, stockCountScanned } from '@attend/contracts/stock-counts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { Refusal } from '../shell/entry.tsx';
import { usePressed } from '../shell/stands.tsx';
import { useTitle } from '../shell/title.ts';
import { useCommand } from '../shell/use-command.ts';
import { Ask, reasonField } from '../stock/ask.tsx';
import { BackToStock } from '../stock/back-to-stock.tsx';
import { isOwn, useOwnShelves } from '../stock/own-shelves.ts';
import classes from '../stock/page.module.css';
import { countQuery, stale } from '../stock/queries.ts';
import { Scanner, useScans } from '../stock/scanner.tsx';
import { countWords, differenceWords, explanationWords } from '../stock/view.ts';

/** An office's shelf, scanned; what differs from the record is explained one by one. */
export function StockCountPage() {
  const { id } = useParams({ from: '/stock/counts/$id' });
  const count = useQuery(countQuery(id));
  const office = count.data?.office.name ?? '';
  useTitle(t`Count of ${office}`);
  if (!count.data)
    return count.error ? <Failed error={count.error} retry={count.refetch} page /> : <Waiting />;
  return (
    <Page title={t`Count of ${office}`} lead={<BackToStock />}>
      <One of={count.data} />
    </Page>
  );
}

type Props = { readonly of: StockCountDetail };
type Difference = StockCountDetail['differences'][number];

function One({ of }: Props) {
  const writes = isOwn(useOwnShelves(), of.office);
  const { status, scanned, recorded, begunBy, begunAt } = of;
  return (
    <>
      <Card title={t`Count`}>
        <Facts
          of={[
            [t`State`, countWords(status)],
            [t`Begun`, <Moment key="begun" at={begunAt} />],
            [t`By`, begunBy],
            [t`Scanned`, scanned],
            ...(recorded === null ? [] : [[t`On record here`, recorded] as const]),
          ]}
        />
      </Card>
      {status === 'counting' && writes && <Counting of={of} />}
      {writes && <Finish of={of} />}
      {status !== 'counting' && <Differences of={of} writes={writes} />}
      <Card title={t`Scanned`} flush>
        <DataTable
          label={t`Scanned`}
          rows={of.scans}
          rowId={({ identifier }) => identifier}
          empty={t`Nothing is scanned yet.`}
          columns={[
            {
              id: 'serial',
              name: t`Serial number`,
              cell: ({ identifier }) => <bdi>{identifier}</bdi>,
              by: ({ identifier }) => identifier,
            },
            { id: 'at', name: t`When`, cell: ({ at }) => <Moment at={at} />, by: ({ at }) => at },
            { id: 'by', name: t`By`, cell: ({ by }) => by, by: ({ by }) => by },
          ]}
        />
      </Card>
    </>
  );
}

function Counting({ of: { id } }: Props) {
  const client = useQueryClient();
  const scans = useScans(`/api/stock-counts/${id}/scan`, stockCountScanned, {}, ({ result }) => {
    if (result !== 'again') void client.invalidateQueries({ queryKey: countQuery(id).queryKey });
  });
  return (
    <Card title={t`Scan what lies there`}>
      <Scanner label={t`Serial number of a device on the shelf`} scans={scans} />
    </Card>
  );
}

/** Stays while it says that somebody was faster, and what stands since (FRM-7). */
function Finish({ of: { id, version, status, scanned } }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const names: Readonly<Record<string, string>> = { status: t`State`, scanned: t`Scanned` };
  const { press, told } = usePressed(
    { version, facts: { status: countWords(status), scanned }, name: (field) => names[field] ?? field },
    failure,
  );
  if (status !== 'counting' && told === null) return null;
  return (
    <>
      {status === 'counting' && (
        <div>
          <Button
            loading={sending}
            onClick={() => {
              press();
              void run(`/api/stock-counts/${id}/finish`, { version }, t`Compared with the record.`);
            }}
          >
            <Trans>Everything is scanned</Trans>
          </Button>
        </div>
      )}
      <Refusal failure={failure} />
      {told}
    </>
  );
}

function Differences({ of, writes }: Props & { readonly writes: boolean }) {
  const [explaining, setExplaining] = useState<Difference | null>(null);
  return (
    <Card title={t`Differences`} flush>
      <DataTable
        label={t`Differences`}
        rows={of.differences}
        rowId={({ id }) => id}
        over={({ explainedAs }) => explainedAs !== null}
        empty={t`What lies there is what is on record.`}
        columns={columns(writes ? setExplaining : null)}
      />
      {explaining && <Explain count={of.id} of={explaining} close={() => setExplaining(null)} />}
    </Card>
  );
}

const columns = (explain: ((one: Difference) => void) | null): Column<Difference>[] => [
  {
    id: 'serial',
    name: t`Serial number`,
    cell: ({ identifier, device }) =>
      device === null ? (
        <bdi>{identifier}</bdi>
      ) : (
        <Link to="/devices/$id" params={{ id: device }} preload={false}>
          <bdi>{identifier}</bdi>
        </Link>
      ),
    by: ({ identifier }) => identifier,
  },
  {
    id: 'kind',
    name: t`Difference`,
    cell: ({ kind }) => <Tag tone="medium">{differenceWords(kind)}</Tag>,
    by: ({ kind }) => kind,
  },
  {
    id: 'explained',
    name: t`Explanation`,
    cell: (one) => {
      const { identifier, explainedAs, explainedBy, reason } = one;
      if (explainedAs !== null)
        return (
          <>
            {explanationWords(explainedAs)}
            <span className={classes.second}>
              {explainedBy}: {reason}
            </span>
          </>
        );
      if (explain === null) return t`Not explained yet`;
      return (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Explain ${identifier}…`}
          onClick={() => explain(one)}
        >
          <Trans>Explain…</Trans>
        </Button>
      );
    },
  },
];

type ExplainProps = { readonly count: string; readonly of: Difference; readonly close: () => void };
/** STK-11 */
function Explain({ count, of: { id, identifier, kind }, close }: ExplainProps) {
  const choices = explanationsOf(kind);
  return (
    <Ask
      keep={`stock-count.${count}.${id}`}
      title={t`Explain ${identifier}`}
      action={t`Put it on record`}
      done={t`It is on record.`}
      path={`/api/stock-counts/${count}/differences/${id}/explain`}
      initial={{ as: '', reason: '' }}
      fields={() => [
        {
          ...{ kind: 'choice', name: 'as', label: t`What explains it` },
          needed: chooseFirst(),
          options: toChoose(choices.map((value) => ({ value, label: explanationWords(value) }))),
        },
        reasonField(),
      ]}
      bodyOf={({ as, reason }) => ({ as, reason })}
      close={close}
    />
  );
}
