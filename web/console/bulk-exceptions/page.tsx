import { type BulkException, type BulkPreview, bulkPreview } from '@attend/contracts/bulk-exceptions';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request, send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { Refusal } from '../shell/entry.tsx';
import { asItStands } from '../shell/stands.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Choose } from './choose.tsx';
import { Counties } from './counties.tsx';
import classes from './page.module.css';
import { bulksQuery } from './queries.ts';
import { RevokeDialog } from './revoke.tsx';
import { conditionWords, standingOf, standingWords } from './view.ts';

type Chosen = {
  readonly body: object;
  readonly offices: readonly string[];
  readonly preview: BulkPreview;
  readonly forget: () => void;
};

/** A storm, an evacuation: many are let off conditions in one step. */
export function BulkExceptionsPage() {
  useTitle(t`Exceptions for many`);
  const staff = useStaff();
  const list = useQuery(bulksQuery);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <Page
      title={t`Exceptions for many`}
      lead={t`In a storm or an evacuation: what many people need not keep, by the office that supervises them. Never by where anybody is.`}
    >
      {!list.data ? (
        list.error ? (
          <Failed error={list.error} retry={list.refetch} />
        ) : (
          <Waiting />
        )
      ) : (
        <div className={classes.stack}>
          {list.data.mayGrant &&
            (chosen === null ? (
              <Choose next={setChosen} />
            ) : (
              <Preview of={chosen} back={() => setChosen(null)} />
            ))}
          <Bulks of={list.data.exceptions} mayRevoke={list.data.mayGrant} />
          {list.data.mayGrant && may(staff, 'calendars.write') && <Counties />}
        </div>
      )}
    </Page>
  );
}

/** Whom it would concern, before anything is written. */
function Preview({ of, back }: { readonly of: Chosen; readonly back: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const [shown, setShown] = useState(of.preview);
  const { concerned } = of.preview;
  const more = useMutation<void, ApiFailure>({
    mutationFn: async () => {
      const asked = { offices: of.offices, cursor: shown.next };
      const answer = await request('/api/bulk-exceptions/preview', bulkPreview, {
        method: 'POST',
        body: asked,
      });
      if (!answer.ok) throw answer.error;
      setShown({ ...answer.value, people: [...shown.people, ...answer.value.people] });
    },
  });
  const grant = useMutation<void, ApiFailure>({
    mutationFn: async () => {
      const answer = await send('/api/bulk-exceptions', { ...of.body, concerned });
      if (!answer.ok) throw answer.error;
      of.forget();
      await client.invalidateQueries({ queryKey: ['bulk-exceptions'] });
      say(t`Granted. It counts for everybody within minutes.`);
      back();
    },
  });
  return (
    <Card title={plural(concerned, { one: 'It concerns # person', other: 'It concerns # people' })} flush>
      <DataTable
        label={t`Whom it concerns`}
        rows={shown.people}
        rowId={({ id }) => id}
        empty={t`Nobody is supervised there.`}
        columns={[
          { id: 'name', name: t`Name`, cell: ({ name }) => name, by: ({ name }) => name },
          { id: 'reference', name: t`Number`, cell: ({ reference }) => <bdi>{reference}</bdi> },
          { id: 'office', name: t`Office`, cell: ({ office }) => office, by: ({ office }) => office },
        ]}
      />
      <div className={classes.more}>
        <Refusal failure={grant.error ?? more.error} />
        <div className={classes.buttons}>
          {shown.next !== null && (
            <Button variant="default" loading={more.isPending} onClick={() => more.mutate()}>
              <Trans>Show more</Trans>
            </Button>
          )}
          <Button variant="default" onClick={back}>
            <Trans>Choose otherwise</Trans>
          </Button>
          {concerned > 0 && (
            <Button loading={grant.isPending} onClick={() => grant.mutate()} data-autofocus>
              <Trans>Grant it to all of them</Trans>
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function Bulks({ of, mayRevoke }: { readonly of: readonly BulkException[]; readonly mayRevoke: boolean }) {
  const [revoking, setRevoking] = useState<BulkException | null>(null);
  const acts: Column<BulkException> = {
    id: 'acts',
    name: t`Action`,
    acts: true,
    cell: (row) => {
      const standing = standingOf(row, serverNow());
      const { reason } = row;
      return standing === 'now' || standing === 'to-come' ? (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Take it back… ${reason}`}
          onClick={() => setRevoking(row)}
        >
          <Trans>Take it back…</Trans>
        </Button>
      ) : null;
    },
  };
  return (
    <Card title={t`Granted so far`} flush>
      <DataTable
        label={t`Granted so far`}
        rows={of}
        rowId={({ id }) => id}
        over={(row) => ['over', 'revoked'].includes(standingOf(row, serverNow()))}
        columns={[...columns(), ...(mayRevoke ? [acts] : [])]}
      />
      {revoking && <RevokeDialog of={asItStands(of, revoking).of} close={() => setRevoking(null)} />}
    </Card>
  );
}

const columns = (): Column<BulkException>[] => [
  {
    id: 'standing',
    name: t`Standing`,
    cell: (row) => {
      const standing = standingOf(row, serverNow());
      return (
        <Tag {...(standing === 'now' ? { tone: 'medium' as const } : {})}>{standingWords(standing)}</Tag>
      );
    },
  },
  {
    id: 'why',
    name: t`Why`,
    cell: ({ reason, revoked }) => (
      <>
        {reason}
        {revoked && <span className={classes.second}>{revoked.reason}</span>}
      </>
    ),
  },
  {
    id: 'what',
    name: t`Let off`,
    cell: ({ conditions, offices }) => (
      <>
        {conditions.map(conditionWords).join(', ')}
        <span className={classes.second}>{offices.join(', ')}</span>
      </>
    ),
  },
  { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
  { id: 'to', name: t`Until`, cell: ({ to }) => <Moment at={to} />, by: ({ to }) => to },
  {
    id: 'people',
    name: t`People`,
    cell: ({ concerned, applied }) =>
      applied < concerned ? t`${applied} of ${concerned} so far` : concerned,
    by: ({ concerned }) => concerned,
  },
  { id: 'by', name: t`Who`, cell: ({ made, revoked }) => revoked?.by ?? made.by },
];
