import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Contracts } from '../providers/contracts.tsx';
import { Figures } from '../providers/figures.tsx';
import { MonthChoice, monthOr } from '../providers/month.tsx';
import classes from '../providers/page.module.css';
import { ourContractQuery, ourFindingsQuery, ourSamplesQuery } from '../providers/queries.ts';
import { Sampled } from '../providers/sampled.tsx';
import { SampleTable } from '../providers/samples.tsx';
import { Unmeasured } from '../providers/unmeasured.tsx';
import { useTitle } from '../shell/title.ts';

/** What a provider's own staff read of its contract: the same figures that the agency reads, and nothing to change. */
export function OurContractPage() {
  useTitle(t`Our contract`);
  const navigate = useNavigate();
  const month = monthOr(useSearch({ from: '/our-contract' }).month);
  const ours = useQuery(ourContractQuery(month));
  if (!ours.data) return ours.error ? <Failed error={ours.error} retry={ours.refetch} page /> : <Waiting />;
  const { provider, people, sites, contracts, measured, unmeasured } = ours.data;
  return (
    <Page
      title={t`Our contract`}
      lead={t`What was agreed with the agency, and what the record says of it. The agency reads the same figures.`}
    >
      <Card
        title={t`Targets`}
        flush
        aside={
          <MonthChoice
            of={month}
            choose={(chosen) =>
              void navigate({ to: '/our-contract', search: { month: chosen }, replace: true })
            }
          />
        }
      >
        {measured.length + unmeasured.length === 0 && (
          <p className={classes.foot}>{t`No contract held in this month.`}</p>
        )}
        <Unmeasured of={unmeasured} />
        {measured.map((one) => (
          <Figures key={one.contract} of={one} month={month} opens={false} />
        ))}
      </Card>
      <Card title={provider.name}>
        <Facts
          of={[
            [t`People now`, people],
            [t`Sites`, sites.length === 0 ? t`none of its own` : sites.map(({ name }) => name).join(', ')],
          ]}
        />
      </Card>
      <Card title={t`Contracts`}>
        <Contracts of={contracts} amend={null} />
      </Card>
      <Findings />
      <OurSamples />
    </Page>
  );
}

/** What was found in our work, about people whom the viewer reaches; each is answered once. */
function Findings() {
  const found = useQuery(ourFindingsQuery);
  return (
    <Card title={t`Findings to answer`} flush>
      {!found.data && (found.error ? <Failed error={found.error} retry={found.refetch} /> : <Waiting />)}
      {found.data && (
        <Sampled rows={found.data.cases} acts="answer" empty={t`Nothing was found in what you may see.`} />
      )}
    </Card>
  );
}

function OurSamples() {
  const samples = useQuery(ourSamplesQuery);
  return (
    <Card title={t`Samples`} flush>
      {!samples.data &&
        (samples.error ? <Failed error={samples.error} retry={samples.refetch} /> : <Waiting />)}
      {samples.data && <SampleTable of={samples.data.audits} opens={false} />}
    </Card>
  );
}
