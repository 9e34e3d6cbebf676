import type { AlertSummary } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';

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
      void send(`/api/alerts/${alert.id}/acknowledge`, { version: alert.version }).then((answer) => {
        const name = alert.participant.name;
        if (answer.ok) say(t`Acknowledged: ${name}.`);
        else say(failureWords(answer.error).title, 'trouble');
        return client.invalidateQueries({ queryKey: ['alerts'] });
      });
    },
    [client, say],
  );
}
