import { staffChanged } from '@attend/contracts/staff';
import { t } from '@lingui/core/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { accountRequestsQuery, agencyQuery, staffQuery } from '../queries.ts';

/** One change of an account; when it stands it is said, and the lists that show it are read again. */
export function useChange(path: string, method: 'PUT' | 'POST', said: string, close: () => void) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await request(path, staffChanged, { method, body });
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: staffQuery.queryKey });
      await client.invalidateQueries({ queryKey: agencyQuery.queryKey });
      await client.invalidateQueries({ queryKey: accountRequestsQuery.queryKey });
      say(answer.value.waits ? t`It waits for a second person’s word.` : said);
      close();
    },
  });
}
