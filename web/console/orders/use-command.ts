import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';

export type Command = {
  /** True: it was done, and said. Else `failure` says why, where the form shows it. */
  readonly run: (path: string, body: object, done: string) => Promise<boolean>;
  readonly sending: boolean;
  readonly failure: ApiFailure | null;
};

/** A command on an order; whatever shows orders, and the person's page, is read again, also where it was refused. */
export function useOrderCommand(): Command {
  const client = useQueryClient();
  const say = useSay();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  return {
    sending,
    failure,
    run: async (path, body, done) => {
      setSending(true);
      const answer = await send(path, body);
      setFailure(answer.ok ? null : answer.error);
      if (answer.ok) say(done);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['orders'] }),
        client.invalidateQueries({ queryKey: ['person'] }),
      ]);
      setSending(false);
      return answer.ok;
    },
  };
}
