import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { securityQuery, sessionsQuery } from '../queries.ts';
import { entryClasses } from '../shell/entry.tsx';
import { useTitle } from '../shell/title.ts';
import { Passkeys } from './passkeys.tsx';
import { PasswordCard } from './password.tsx';
import { Resets } from './resets.tsx';
import { type Session, SessionTable } from './session-table.tsx';

/** How I sign in, and where I am signed in. */
export function SecurityPage() {
  useTitle(t`Sign-in and security`);
  const security = useQuery(securityQuery);
  return (
    <Page
      title={t`Sign-in and security`}
      lead={t`How you sign in, and everywhere you are signed in. End what you do not recognise.`}
    >
      {security.data ? (
        <>
          <Resets of={security.data.resets} />
          <Passkeys of={security.data} />
          <Card title={t`Other ways in`}>
            <Facts
              of={[
                [t`Password`, security.data.password ? t`Set` : t`None`],
                [t`Authenticator app`, security.data.authenticator ? t`Set up` : t`None`],
                [t`Agency`, security.data.providers.map(({ name }) => name).join(', ') || t`None`],
              ]}
            />
            <p className={entryClasses.small}>
              <Trans>Lost your phone or your password? An administrator can let you begin again.</Trans>
            </p>
          </Card>
        </>
      ) : security.error ? (
        <Failed error={security.error} retry={security.refetch} />
      ) : (
        <Waiting />
      )}
      <Sessions />
      {security.data?.password && <PasswordCard />}
    </Page>
  );
}

function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const client = useQueryClient();
  const say = useSay();
  const end = async (session: Session) => {
    const answer = await send(`/api/sessions/${encodeURIComponent(session.id)}`, undefined, 'DELETE');
    if (answer.ok) say(t`Ended.`);
    else say(failureWords(answer.error).title, 'trouble');
    await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  };
  return (
    <Card title={t`Sessions`} flush>
      {sessions.data ? (
        <SessionTable rows={sessions.data.sessions} end={(session) => void end(session)} />
      ) : sessions.error ? (
        <Failed error={sessions.error} retry={sessions.refetch} />
      ) : (
        <Waiting />
      )}
    </Card>
  );
}
