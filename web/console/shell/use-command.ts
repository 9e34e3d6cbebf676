import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { type Undo, useDone } from './undo.ts';

export type Command = {
  /** Null: it was done, and said. Else why not, which stands in `failure` too, where the form shows it. */
  readonly run: (
    path: string,
    body: object,
    done: string,
    method?: 'POST' | 'PUT',
    undo?: Undo | undefined,
  ) => Promise<ApiFailure | null>;
  readonly sending: boolean;
  readonly failure: ApiFailure | null;
};

/** A form's command. Whatever shows what it is about (`stale`: beginnings of query keys) is read again, also where it was refused. */
export function useCommand(stale: readonly (readonly string[])[]): Command {
  const client = useQueryClient();
  const tell = useDone(stale);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  return {
    sending,
    failure,
    run: async (path, body, done, method = 'POST', undo = undefined) => {
      setSending(true);
      const answer = await send(path, body, method);
      const failed = answer.ok ? null : answer.error;
      setFailure(failed);
      if (answer.ok) tell(done, answer.value, undo);
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
      setSending(false);
      return failed;
    },
  };
}
