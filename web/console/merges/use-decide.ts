import type { Merge } from '@attend/contracts/merges';
import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';

/** What a merge changes on screens: both records, and every list. */
export function useMergesChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(
      [['merges'], ['person'], ['people'], ['needs', 'merges']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useDecide(): (merge: Merge, decision: 'confirmed' | 'refused') => Promise<void> {
  const say = useSay();
  const changed = useMergesChanged();
  return async ({ id }, decision) => {
    const answer = await send(`/api/merges/${id}/decision`, { decision });
    if (!answer.ok) say(failureWords(answer.error).detail, 'trouble');
    else say(decision === 'confirmed' ? t`They are one person’s from now on.` : t`Refused.`);
    await changed();
  };
}
