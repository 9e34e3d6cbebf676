import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { sessionQuery } from '../queries.ts';

/** A step on the way in: sends it, and looks again who is there. */
export function useEntry(path: string): {
  readonly submit: (body: unknown) => void;
  readonly busy: boolean;
  readonly failure: ApiFailure | null;
} {
  const client = useQueryClient();
  const step = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send(path, body);
      // Ended in the meantime (a code asked for too late): the gate shows where to begin again.
      if (!answer.ok && answer.error.kind !== 'signed-out') throw answer.error;
      await client.refetchQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return { submit: (body) => step.mutate(body), busy: step.isPending, failure: step.error };
}
