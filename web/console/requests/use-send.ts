import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';

/** Whatever shows what is asked for, and what is freed by it, is read again, also where it was refused. */
const stale = ['requests', 'orders', 'person', 'needs', 'messages', 'log'] as const;

export function useSendRequest() {
  const client = useQueryClient();
  const say = useSay();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  return {
    sending,
    failure,
    /** Null: it was done, and said. */
    run: async (path: string, body: object, done: string): Promise<ApiFailure | null> => {
      setSending(true);
      const answer = await send(path, body);
      const failed = answer.ok ? null : answer.error;
      setFailure(failed);
      if (answer.ok) say(done);
      await Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
      setSending(false);
      return failed;
    },
  };
}
