import type { sessionEntry } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { narrow, Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { sessionsQuery } from '../queries.ts';
import { Refusal } from '../shell/entry.tsx';
import { useTitle } from '../shell/title.ts';
import { passwordEmpty, passwordForm } from './form.ts';
import { clientName } from './view.ts';

type Session = z.infer<typeof sessionEntry>;

/** Where I am signed in, and my password. */
export function SessionsPage() {
  useTitle(t`My sessions`);
  const sessions = useQuery(sessionsQuery);
  const client = useQueryClient();
  const say = useSay();
  const end = async (session: Session) => {
    const answer = await send(`/api/sessions/${encodeURIComponent(session.id)}`, undefined, 'DELETE');
    if (answer.ok) say(t`Ended.`);
    else say(failureWords(answer.error).title, 'trouble');
    await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  };
  const columns: Column<Session>[] = [
    {
      id: 'client',
      name: t`Where`,
      cell: (session) => (
        <>
          {clientName(session.client) ?? t`Unknown`} {session.current && <Tag tone="good">{t`This one`}</Tag>}
        </>
      ),
    },
    { id: 'address', name: t`Address`, cell: (session) => <bdi>{session.address ?? '–'}</bdi> },
    {
      id: 'seen',
      name: t`Last used`,
      cell: (session) => <Ago at={session.lastSeenAt} />,
      by: (session) => session.lastSeenAt,
    },
    {
      id: 'began',
      name: t`Began`,
      cell: (session) => <Moment at={session.createdAt} />,
      by: (session) => session.createdAt,
    },
    { id: 'ends', name: t`Ends`, cell: (session) => <Moment at={session.expiresAt} /> },
    {
      id: 'end',
      name: t`Action`,
      cell: (session) =>
        !session.current && (
          <Button variant="default" size="compact-sm" onClick={() => void end(session)}>
            <Trans>End</Trans>
          </Button>
        ),
    },
  ];
  return (
    <Page
      title={t`My sessions`}
      lead={t`Everywhere you are signed in. End what you do not recognise, then change your password.`}
    >
      <Card title={t`Sessions`} flush>
        {sessions.data ? (
          <DataTable
            label={t`Sessions`}
            rows={sessions.data.sessions}
            columns={columns}
            rowId={(row) => row.id}
          />
        ) : sessions.error ? (
          <Failed error={sessions.error} retry={sessions.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
      <PasswordCard />
    </Page>
  );
}

function PasswordCard() {
  const say = useSay();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: passwordEmpty,
    validate: schemaResolver(passwordForm, { sync: true }),
  });
  const change = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send('/api/password', body);
      if (!answer.ok) throw answer.error;
      form.reset();
      say(t`Password changed; your other sessions have ended.`);
    },
  });
  return (
    <Card title={t`Password`}>
      <form className={narrow} onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <PasswordInput
          label={t`Password now`}
          autoComplete="current-password"
          key={form.key('current')}
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t`New password`}
          description={t`At least 12 characters. A few words in a row are good.`}
          autoComplete="new-password"
          key={form.key('next')}
          {...form.getInputProps('next')}
        />
        <Refusal failure={change.error} />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            <Trans>Change</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
