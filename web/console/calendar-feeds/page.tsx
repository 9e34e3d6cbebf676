import { type CalendarFeed, calendarFeedMade, calendarFeeds } from '@attend/contracts/calendar-feeds';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { read, request, send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { checkInOfficesQuery } from '../check-ins/queries.ts';
import { Confirm } from '../shell/confirm.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { useTitle } from '../shell/title.ts';

const feedsQuery = queryOptions({
  queryKey: ['calendar-feeds'],
  queryFn: ({ signal }) => read('/api/calendar-feeds', calendarFeeds, { signal }),
});

const ofWords = ({ office }: Pick<CalendarFeed, 'office'>): string => office?.name ?? t`my people`;

/** Addresses for the calendar programs of whoever works here. */
export function CalendarFeedsPage() {
  useTitle(t`Calendar addresses`);
  const list = useQuery(feedsQuery);
  const [address, setAddress] = useState<string | null>(null);
  return (
    <Page
      title={t`Calendar addresses`}
      lead={t`Hearings and check-ins in your own calendar program, by number and without names. Whoever has an address reads what you may read: give it to nobody.`}
    >
      {address !== null && <Shown address={address} done={() => setAddress(null)} />}
      <Card title={t`Make an address`}>
        <Make show={setAddress} />
      </Card>
      <Card title={t`My calendars`} flush>
        {list.data ? (
          <Feeds of={list.data.feeds} show={setAddress} />
        ) : list.error ? (
          <Failed error={list.error} retry={list.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
    </Page>
  );
}

function Shown({ address, done }: { readonly address: string; readonly done: () => void }) {
  return (
    <Card title={t`The address, shown this once`}>
      <div className={entryClasses.form} role="status">
        <TextInput
          label={t`Subscribe to this address in your calendar program`}
          description={t`It is kept nowhere. Whoever loses it makes another one.`}
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
          dir="ltr"
        />
        <Button variant="default" onClick={done}>
          <Trans>I have it</Trans>
        </Button>
      </div>
    </Card>
  );
}

type Show = (address: string) => void;
const whole = (path: string): string => `${window.location.origin}${path}`;

function Make({ show }: { readonly show: Show }) {
  const client = useQueryClient();
  const offices = useQuery(checkInOfficesQuery);
  const [office, setOffice] = useState('');
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [sending, setSending] = useState(false);
  const make = async () => {
    setSending(true);
    const body = { office: office === '' ? null : office };
    const answer = await request('/api/calendar-feeds', calendarFeedMade, { method: 'POST', body });
    setSending(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) show(whole(answer.value.path));
    await client.invalidateQueries({ queryKey: feedsQuery.queryKey });
  };
  if (!offices.data)
    return offices.error ? <Failed error={offices.error} retry={offices.refetch} /> : <Waiting />;
  return (
    <form
      className={entryClasses.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <NativeSelect
        label={t`Of whom`}
        data={[
          { value: '', label: t`whoever is assigned to me` },
          ...offices.data.offices.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={office}
        onChange={(event) => setOffice(event.currentTarget.value)}
      />
      <Refusal failure={failure} />
      <Button type="submit" loading={sending}>
        <Trans>Make an address</Trans>
      </Button>
    </form>
  );
}

function Feeds({ of, show }: { readonly of: readonly CalendarFeed[]; readonly show: Show }) {
  const client = useQueryClient();
  const say = useSay();
  const [revoking, setRevoking] = useState<CalendarFeed | null>(null);
  const again = () => client.invalidateQueries({ queryKey: feedsQuery.queryKey });
  const renew = async ({ id }: CalendarFeed) => {
    const answer = await request(`/api/calendar-feeds/${id}/renew`, calendarFeedMade, { method: 'POST' });
    if (answer.ok) show(whole(answer.value.path));
    else say(failureWords(answer.error).detail, 'trouble');
    await again();
  };
  const revoke = async ({ id }: CalendarFeed) => {
    const answer = await send(`/api/calendar-feeds/${id}`, undefined, 'DELETE');
    if (answer.ok) say(t`The address opens nothing any more.`);
    else say(failureWords(answer.error).detail, 'trouble');
    await again();
  };
  return (
    <>
      <DataTable
        label={t`My calendars`}
        rows={of}
        rowId={({ id }) => id}
        empty={t`You have made none.`}
        columns={columns((feed) => void renew(feed), setRevoking)}
      />
      <Confirm
        opened={revoking !== null}
        title={t`Revoke this address?`}
        text={t`Calendar programs that ask at it get nothing any more. What they have already stays with them until they drop it.`}
        action={t`Revoke it`}
        cancel={() => setRevoking(null)}
        confirm={() => {
          if (revoking) void revoke(revoking);
          setRevoking(null);
        }}
      />
    </>
  );
}

const columns = (
  renew: (feed: CalendarFeed) => void,
  revoke: (feed: CalendarFeed) => void,
): Column<CalendarFeed>[] => [
  { id: 'of', name: t`Of whom`, cell: (feed) => <strong>{ofWords(feed)}</strong>, by: ofWords },
  {
    id: 'made',
    name: t`Made`,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
    by: ({ createdAt }) => createdAt,
  },
  {
    id: 'fetched',
    name: t`Last asked for`,
    cell: ({ fetchedAt }) => (fetchedAt === null ? t`Never` : <Moment at={fetchedAt} />),
    by: ({ fetchedAt }) => fetchedAt ?? '',
  },
  {
    id: 'acts',
    name: t`Action`,
    acts: true,
    cell: (feed) => {
      const words = ofWords(feed);
      return (
        <div className={actions}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Another address: ${words}`}
            onClick={() => renew(feed)}
          >
            <Trans>Another address</Trans>
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Revoke: ${words}`}
            onClick={() => revoke(feed)}
          >
            <Trans>Revoke…</Trans>
          </Button>
        </div>
      );
    },
  },
];
