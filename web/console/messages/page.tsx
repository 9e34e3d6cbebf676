import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { outboxQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { MessageTable } from './list.tsx';
import classes from './page.module.css';
import { missingWords, shows, showWords } from './view.ts';

/** The outbox: what somebody must look at first. */
export function MessagesPage() {
  useTitle(t`Messages`);
  const staff = useStaff();
  const navigate = useNavigate();
  const { show = 'attention' } = useSearch({ from: '/messages' });
  const list = useQuery(outboxQuery(show));
  const missing = list.data ? missingWords(list.data.providers) : null;
  return (
    <Page
      title={t`Messages`}
      lead={t`What nobody knows of comes first: it is not sent again until somebody says so.`}
      action={
        may(staff, 'messages.write') && (
          <Button variant="default" renderRoot={(props) => <Link to="/messages/to-many" {...props} />}>
            <Trans>Write to many…</Trans>
          </Button>
        )
      }
    >
      {missing !== null && (
        <p>
          <Tag tone="medium">{t`No provider`}</Tag> {missing}
        </p>
      )}
      <div className={classes.shows}>
        <SegmentedControl
          aria-label={t`Which messages`}
          value={show}
          data={shows.map((value) => ({ value, label: showWords(value) }))}
          onChange={(value) =>
            void navigate({
              to: '/messages',
              search: { show: shows.find((one) => one === value) },
              replace: true,
            })
          }
        />
      </div>
      <Card title={showWords(show)} flush>
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && (
          <MessageTable
            label={t`Messages`}
            messages={list.data.messages}
            writes={may(staff, 'messages.write')}
          />
        )}
        {list.data?.more && (
          <p className={classes.note}>
            <Trans>There are more than are shown here.</Trans>
          </p>
        )}
      </Card>
    </Page>
  );
}
