import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { send } from '../../ui/api/request.ts';
import { Waiting } from '../../ui/State.tsx';
import { sessionQuery } from '../queries.ts';
import { Entry, entryClasses, Refusal } from '../shell/entry.tsx';
import { placeBefore } from './path.ts';

/** Back from an agency's sign-in: what it says is checked by the server, and one goes on where one was. */
export function AgencyPage() {
  const router = useRouter();
  const client = useQueryClient();
  const begun = useRef(false);
  const finish = useMutation({
    mutationFn: async (query: string) => {
      const answer = await send('/api/sign-in/provider', { query });
      if (!answer.ok) throw answer.error;
      router.history.replace(placeBefore());
      await client.refetchQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const { mutate } = finish;
  useEffect(() => {
    // Once: the code in the address opens once.
    if (begun.current) return;
    begun.current = true;
    const query = location.search;
    // Out of the address bar and the history.
    history.replaceState(history.state, '', location.pathname);
    mutate(query);
  }, [mutate]);
  if (!finish.error) return <Waiting />;
  return (
    <Entry title={t`Sign in`}>
      <div className={entryClasses.form}>
        {finish.error.kind === 'signed-out' ? (
          <p className={entryClasses.note} role="alert">
            <Trans>This took too long, or was begun in another window. Begin again.</Trans>
          </p>
        ) : (
          <Refusal failure={finish.error} />
        )}
        <Button onClick={() => router.history.replace(placeBefore())} fullWidth>
          <Trans>Back to sign-in</Trans>
        </Button>
      </div>
    </Entry>
  );
}
