import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { send } from '../../ui/api/request.ts';
import { writeKeys } from '../../ui/api/write-key.ts';
import { dropDrafts } from '../../ui/draft.ts';
import { sessionQuery } from '../queries.ts';

/** Ends the session and forgets all that was read. `owner`: whose drafts to drop. */
export function useSignOut(owner: string | null): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await send('/api/sign-out', {});
    if (owner) dropDrafts(owner);
    await import('../fittings/kept.ts').then(({ dropOthers }) => dropOthers(null)).catch(() => undefined);
    writeKeys().clear();
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
    await client.refetchQueries({ queryKey: sessionQuery.queryKey });
  }, [client, owner]);
}

export function SignOutLink({ children }: { readonly children: ReactNode }) {
  const signOut = useSignOut(null);
  return (
    <Button variant="subtle" onClick={() => void signOut()}>
      {children}
    </Button>
  );
}
