import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { sessionsOfQuery } from '../queries.ts';
import { SessionTable } from '../security/session-table.tsx';
import { Refusal } from '../shell/entry.tsx';
import type { StaffEntry } from './view.ts';

/** Where somebody is signed in: a computer left behind, a telephone lost. */
export function Sessions({ entry }: { readonly entry: StaffEntry }) {
  const query = sessionsOfQuery(entry.id);
  const sessions = useQuery(query);
  const client = useQueryClient();
  const say = useSay();
  const end = useMutation({
    mutationFn: async (session: string | null) => {
      const all = `/api/staff/${entry.id}/sessions`;
      const answer = await send(
        session === null ? all : `${all}/${encodeURIComponent(session)}`,
        undefined,
        'DELETE',
      );
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: query.queryKey });
      say(t`Ended.`);
    },
  });
  if (!sessions.data)
    return sessions.error ? <Failed error={sessions.error} retry={sessions.refetch} /> : <Waiting />;
  const rows = sessions.data.sessions;
  if (rows.length === 0)
    return (
      <p>
        <Trans>Signed in nowhere.</Trans>
      </p>
    );
  return (
    <>
      <SessionTable rows={rows} end={(session) => end.mutate(session.id)} />
      <Refusal failure={end.error} />
      <Button variant="default" onClick={() => end.mutate(null)} loading={end.isPending}>
        <Trans>End all sessions</Trans>
      </Button>
    </>
  );
}
