import type { AlertSummary, alertList } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import { isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { differences } from './view.ts';

/** Alerts as the lists on the screen have them by now. */
const listed = (client: QueryClient): readonly AlertSummary[] =>
  client
    .getQueriesData<InfiniteData<z.infer<typeof alertList>>>({ queryKey: ['alerts'], type: 'active' })
    .flatMap(([, data]) => data?.pages.flatMap(({ alerts }) => alerts) ?? []);

/** Takes an alert up from the list, with the version that was shown there. */
export function useAcknowledge(): (alert: AlertSummary) => void {
  const client = useQueryClient();
  const say = useSay();
  return useCallback(
    (alert) => {
      if (alert.status === 'acknowledged') {
        const who = alert.acknowledgedBy?.name ?? t`somebody`;
        say(t`Already acknowledged by ${who}.`);
        return;
      }
      const take = async (): Promise<void> => {
        const answer = await send(`/api/alerts/${alert.id}/acknowledge`, { version: alert.version });
        const name = alert.participant.name;
        if (answer.ok) say(t`Acknowledged: ${name}.`);
        await client.invalidateQueries({ queryKey: ['alerts'] });
        if (answer.ok) return;
        const { title } = failureWords(answer.error);
        // Beside the refusal, what is different now (FRM-7): the list has been read again by then.
        const now = isConflict(answer.error) ? listed(client).find(({ id }) => id === alert.id) : null;
        const told =
          now === null
            ? []
            : now === undefined
              ? [t`It stands on this list no more.`]
              : differences(alert, now);
        say([`${name}: ${title}.`, ...told].join(' '), 'trouble');
      };
      void take();
    },
    [client, say],
  );
}
