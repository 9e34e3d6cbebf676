import { type AuditLine, auditKinds } from '@attend/contracts/provider-audits';
import type { ProviderDetail } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { monthWords } from '../shell/months.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Ask, numberOf } from '../stock/ask.tsx';
import classes from './page.module.css';
import { samplesQuery, stale } from './queries.ts';
import { foundRateWords, kindWords } from './view.ts';

type Props = { readonly of: ProviderDetail; readonly month: string };
/** Samples of a provider's work, the latest first. */
export function Samples({ of: { provider }, month }: Props) {
  const staff = useStaff();
  const samples = useQuery(samplesQuery(provider.id));
  const [drawing, setDrawing] = useState(false);
  return (
    <Card
      title={t`Samples`}
      flush
      aside={
        may(staff, 'providers.audit') && (
          <Button variant="default" onClick={() => setDrawing(true)}>
            <Trans>Draw a sample…</Trans>
          </Button>
        )
      }
    >
      {!samples.data &&
        (samples.error ? <Failed error={samples.error} retry={samples.refetch} /> : <Waiting />)}
      {samples.data && <SampleTable of={samples.data.audits} opens={may(staff, 'providers.cases')} />}
      {drawing && (
        <Ask
          keep={`provider-sample.${provider.id}.${month}`}
          title={t`A sample of the work of ${provider.name}`}
          action={t`Draw it`}
          done={t`The sample is drawn.`}
          path={`/api/providers/${provider.id}/audits`}
          changes={stale}
          initial={{ kind: auditKinds[0], size: '20' }}
          fields={() => [
            {
              ...{ kind: 'choice', name: 'kind', label: t`Of which cases` },
              options: auditKinds.map((value) => ({ value, label: kindWords(value) })),
            },
            { kind: 'number', name: 'size', label: t`How many`, needed: t`Fill this in` },
          ]}
          bodyOf={({ kind, size }) => ({ kind, month, size: numberOf(size) })}
          close={() => setDrawing(false)}
        />
      )}
    </Card>
  );
}

export const SampleTable = ({
  of,
  opens,
}: {
  readonly of: readonly AuditLine[];
  readonly opens: boolean;
}) => (
  <DataTable
    label={t`Samples`}
    rows={of}
    rowId={({ id }) => id}
    empty={t`None was drawn.`}
    columns={columns(opens)}
  />
);

const columns = (opens: boolean): Column<AuditLine>[] => [
  {
    id: 'kind',
    name: t`Of`,
    cell: ({ id, kind, month }) => {
      const words = [kindWords(kind), monthWords(month)].join(' · ');
      return opens ? (
        <Link to="/provider-audits/$id" params={{ id }} preload={false}>
          {words}
        </Link>
      ) : (
        words
      );
    },
    by: ({ month }) => month,
  },
  {
    id: 'size',
    name: t`Cases`,
    cell: ({ size, population }) => (
      <Trans>
        {size} of {population}
      </Trans>
    ),
    by: ({ size }) => size,
  },
  {
    id: 'rate',
    name: t`Found`,
    cell: ({ found }) => {
      const { inOrder, notInOrder, notKnown, open } = found;
      return (
        <>
          {foundRateWords(found)}
          <span className={classes.second}>
            <Trans>
              {inOrder} in order, {notInOrder} not in order, {notKnown} not known, {open} to look into
            </Trans>
          </span>
        </>
      );
    },
  },
  {
    id: 'state',
    name: t`State`,
    cell: ({ closedAt }) => (closedAt === null ? t`open` : t`closed`),
    by: ({ closedAt }) => closedAt ?? '',
  },
];
