import type { ContractView, MeasuredContract, ProviderDetail } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Refusal } from '../shell/entry.tsx';
import { useTitle } from '../shell/title.ts';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { roleWords } from '../staff/view.ts';
import { Ask } from '../stock/ask.tsx';
import { Complaints } from './complaints.tsx';
import { ContractDialog } from './contract-dialog.tsx';
import { Contracts } from './contracts.tsx';
import { Figures } from './figures.tsx';
import { MonthChoice, monthOr } from './month.tsx';
import classes from './page.module.css';
import { providerQuery, stale } from './queries.ts';
import { Samples } from './samples.tsx';
import { Transfers } from './transfers.tsx';
import { Unmeasured } from './unmeasured.tsx';

/** One provider: what it agreed to, what the record says, where and with whom it works. */
export function ProviderPage() {
  const { id } = useParams({ from: '/providers/$id' });
  const month = monthOr(useSearch({ from: '/providers/$id' }).month);
  const provider = useQuery(providerQuery(id, month));
  useTitle(provider.data?.provider.name ?? t`Provider`);
  if (!provider.data)
    return provider.error ? <Failed error={provider.error} retry={provider.refetch} page /> : <Waiting />;
  return (
    <Page
      title={provider.data.provider.name}
      lead={
        <Link to="/providers" search={{ month }}>
          <Trans>Providers</Trans>
        </Link>
      }
    >
      <One of={provider.data} month={month} />
    </Page>
  );
}

type Props = { readonly of: ProviderDetail; readonly month: string };
type Doing = { readonly kind: 'contract'; readonly of: ContractView | null } | { readonly kind: 'site' };

function One({ of, month }: Props) {
  const staff = useStaff();
  const navigate = useNavigate();
  const writes = may(staff, 'providers.write');
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const { provider } = of;
  return (
    <>
      <Card
        title={t`Targets`}
        flush
        aside={
          <MonthChoice
            of={month}
            choose={(chosen) =>
              void navigate({
                to: '/providers/$id',
                params: { id: provider.id },
                search: { month: chosen },
                replace: true,
              })
            }
          />
        }
      >
        {of.measured.length + of.unmeasured.length === 0 && (
          <p className={classes.foot}>{t`No contract held in this month.`}</p>
        )}
        <Unmeasured of={of.unmeasured} />
        {of.measured.map((one) => (
          <div key={one.contract}>
            <Figures of={one} month={month} opens={may(staff, 'providers.cases')} />
            {writes && <Settle of={one} month={month} />}
          </div>
        ))}
      </Card>
      <Card
        title={t`Contracts`}
        aside={
          writes && (
            <Button variant="default" onClick={() => setDoing({ kind: 'contract', of: null })}>
              <Trans>Enter a contract…</Trans>
            </Button>
          )
        }
      >
        <Contracts
          of={of.contracts}
          amend={writes ? (one) => setDoing({ kind: 'contract', of: one }) : null}
        />
      </Card>
      {may(staff, 'complaints.read') && <Complaints provider={provider.id} />}
      <Transfers of={of} />
      <Samples of={of} month={month} />
      <Standing of={of} open={writes ? () => setDoing({ kind: 'site' }) : null} />
      {doing?.kind === 'contract' && <ContractDialog of={of} contract={doing.of} close={close} />}
      {doing?.kind === 'site' && (
        <Ask
          keep={`provider-site.${provider.id}`}
          title={t`A site of ${provider.name}`}
          action={t`Open it`}
          done={t`It is on record.`}
          path={`/api/providers/${provider.id}/sites`}
          changes={stale}
          initial={{ name: '' }}
          fields={() => [{ kind: 'text', name: 'name', label: t`Name`, needed: t`Fill this in` }]}
          bodyOf={({ name }) => ({ name })}
          close={close}
        />
      )}
    </>
  );
}

/** Measured again as the record stands, and signed as it was seen. */
function Settle({
  of: { contract, hash, statement },
  month,
}: {
  readonly of: MeasuredContract;
  readonly month: string;
}) {
  const { run, sending, failure } = useCommand(stale);
  const [signing, setSigning] = useState(false);
  return (
    <div className={classes.foot}>
      <div className={classes.bar}>
        <Button
          variant="default"
          loading={sending}
          onClick={() =>
            void run(`/api/provider-contracts/${contract}/measure`, { month }, t`Measured again.`)
          }
        >
          <Trans>Measure again</Trans>
        </Button>
        {statement === null && (
          <Button onClick={() => setSigning(true)}>
            <Trans>Sign this month…</Trans>
          </Button>
        )}
      </div>
      <Refusal failure={failure} />
      {signing && (
        <Ask
          keep={`provider-statement.${contract}.${month}`}
          title={t`Sign this month`}
          action={t`Sign it`}
          done={t`The month is signed.`}
          path={`/api/provider-contracts/${contract}/statements`}
          changes={stale}
          initial={{ note: '' }}
          fields={() => [
            {
              ...{ kind: 'lines', name: 'note', label: t`Note` },
              description: t`It may stay empty. What is signed stays as it is; a later correction of the record shows beside it.`,
            },
          ]}
          bodyOf={({ note }) => ({ month, hash, note: (note ?? '').trim() || null })}
          close={() => setSigning(false)}
        />
      )}
    </div>
  );
}

function Standing({ of, open }: { readonly of: ProviderDetail; readonly open: (() => void) | null }) {
  const { people, sites, staff, complaints } = of;
  return (
    <>
      <Card
        title={t`Where and with whom`}
        aside={
          open !== null && (
            <Button variant="default" onClick={open}>
              <Trans>Open a site…</Trans>
            </Button>
          )
        }
      >
        <Facts
          of={[
            [t`People now`, people],
            [t`Sites`, sites.length === 0 ? t`none of its own` : sites.map(({ name }) => name).join(', ')],
            [t`Complaints that wait`, complaints.open],
            [t`Of them overdue`, complaints.overdue],
          ]}
        />
      </Card>
      <Card title={t`Staff`} flush>
        <DataTable
          label={t`Staff`}
          rows={staff}
          rowId={({ id }) => id}
          empty={t`Nobody works for it yet.`}
          columns={[
            { id: 'name', name: t`Name`, cell: ({ name }) => name, by: ({ name }) => name },
            {
              id: 'roles',
              name: t`Roles`,
              cell: ({ roles }) => roles.map(roleWords).join(', '),
              by: ({ roles }) => roles.join(' '),
            },
          ]}
        />
      </Card>
    </>
  );
}
