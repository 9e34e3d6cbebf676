import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';

export type Command = {
  /** Null: it was done, and said. Else why not, which stands in `failure` too, where the form shows it. */
  readonly run: (
    path: string,
    body: object,
    done: string,
    method?: 'POST' | 'PUT',
  ) => Promise<ApiFailure | null>;
  readonly sending: boolean;
  readonly failure: ApiFailure | null;
};

/** A form's command. Whatever shows what it is about (`stale`: beginnings of query keys) is read again, also where it was refused. */
export function useCommand(stale: readonly (readonly string[])[]): Command {
  const client = useQueryClient();
  const say = useSay();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  return {
    sending,
    failure,
    run: async (path, body, done, method = 'POST') => {
      setSending(true);
      const answer = await send(path, body, method);
      const failed = answer.ok ? null : answer.error;
      setFailure(failed);
      if (answer.ok) say(done);
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
      setSending(false);
      return failed;
    },
  };
}
