import type { AlertDetail } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { alertQuery, sessionQuery } from '../queries.ts';
import { usePressedRow } from '../shell/stands.tsx';
import { alertStands } from './facts.tsx';

export type AlertCommand =
  | { readonly command: 'acknowledge'; readonly note?: string }
  | { readonly command: 'close'; readonly outcome: string; readonly note: string }
  | { readonly command: 'reopen' | 'note'; readonly note: string };

const done = (command: AlertCommand['command']): string => {
  const words = {
    acknowledge: t`Acknowledged.`,
    close: t`Closed.`,
    reopen: t`Open again.`,
    note: t`Note added.`,
  };
  return words[command];
};

/** Sends an answer with the version that was on the screen; where that no longer holds, says what changed. */
export function useAlertCommands(alert: AlertDetail) {
  const client = useQueryClient();
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const { press, said } = usePressedRow([alert], alertStands, failure);
  // Another alert on the same page begins without the last one's trouble.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the alert becomes another.
  useEffect(() => {
    setFailure(null);
  }, [alert.id]);

  const run = async ({ command, ...content }: AlertCommand): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    press(alert);
    const path = `/api/alerts/${alert.id}/${command}`;
    const body = { version: alert.version, ...content };
    const answer = await send(path, body);
    const refused = !answer.ok && isConflict(answer.error);
    if (!answer.ok && answer.error.kind === 'signed-out')
      client.setQueryData(sessionQuery.queryKey, { state: 'signed-out' });
    if (answer.ok || refused) await client.refetchQueries({ queryKey: alertQuery(alert.id).queryKey });
    if (answer.ok) void client.invalidateQueries({ queryKey: ['alerts'] });
    if (answer.ok) say(done(command));
    else setFailure(answer.error);
    setBusy(false);
    return answer.ok;
  };
  return { run, busy, said };
}
