import { type ComplaintShow, complaintShows } from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Counts } from './counts.tsx';
import { ComplaintTable } from './list.tsx';
import classes from './page.module.css';
import { complaintsQuery } from './queries.ts';
import { Terms } from './terms.tsx';
import { showWords } from './view.ts';

/** The register: what is due first, first. What concerns the viewer is not in it, and nothing says that there is more. */
export function ComplaintsPage() {
  useTitle(t`Complaints`);
  const staff = useStaff();
  const { show = 'open' } = useSearch({ from: '/complaints' });
  return (
    <Page
      title={t`Complaints`}
      lead={t`By telephone, paper, in person or in writing, with or without a name. Whom one concerns never sees it.`}
      action={
        may(staff, 'complaints.take') && (
          <Button renderRoot={(props) => <Link to="/complaints/new" {...props} />}>
            <Trans>Take one down…</Trans>
          </Button>
        )
      }
    >
      {may(staff, 'complaints.read') ? (
        <>
          <Register show={show} />
          <Counts />
        </>
      ) : (
        <p>{t`Take down what you hear. Somebody whom it does not concern works on it.`}</p>
      )}
      {may(staff, 'complaints.policy') && <Terms />}
    </Page>
  );
}

function Register({ show }: { readonly show: ComplaintShow }) {
  const navigate = useNavigate();
  const list = useQuery(complaintsQuery(show));
  return (
    <>
      <div className={classes.shows}>
        <SegmentedControl
          aria-label={t`Which complaints`}
          value={show}
          data={complaintShows.map((value) => ({ value, label: showWords(value) }))}
          onChange={(value) =>
            void navigate({
              to: '/complaints',
              search: { show: complaintShows.find((one) => one === value) },
              replace: true,
            })
          }
        />
      </div>
      <Card title={showWords(show)} flush>
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && <ComplaintTable label={showWords(show)} rows={list.data.complaints} empty={t`None.`} />}
        {list.data?.more && (
          <p className={classes.more}>
            <Trans>There are more than are shown here.</Trans>
          </p>
        )}
      </Card>
    </>
  );
}
