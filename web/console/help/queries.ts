import { helpList, helpSheet, personHelp } from '@attend/contracts/help';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { read, send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import type { DayAsked } from './form.ts';

/** Each reading is a look on record: coming back to the window is no reason for one. */
export const personHelpQuery = (id: string) =>
  queryOptions({
    queryKey: ['help', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/help`, personHelp, { signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

export const helpOfDaysQuery = (asked: DayAsked) =>
  queryOptions({
    queryKey: ['help', 'days', asked],
    queryFn: ({ signal }) => read('/api/help', helpList, { query: asked, signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

export const helpSheetQuery = (asked: Pick<DayAsked, 'day' | 'office' | 'kind'>, supplier: string) =>
  queryOptions({
    queryKey: ['help', 'sheet', asked, supplier],
    queryFn: ({ signal }) => read('/api/help-sheets', helpSheet, { query: { ...asked, supplier }, signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

/** Everything that shows help is read again, also where a command was refused: it stands differently by now. */
export const stale = ['help', 'needs', 'log', 'messages'] as const;

type Sent = { readonly path: string; readonly body: object; readonly done: string };

/** A command on help, from a dialog that closes where it is done. `forget`: what was typed is kept no more. */
export function useHelpCommand(close: () => void, forget: () => void = () => {}) {
  const client = useQueryClient();
  const say = useSay();
  const again = () => Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
  return useMutation<void, ApiFailure, Sent>({
    mutationFn: async ({ path, body, done }) => {
      const answer = await send(path, body);
      if (!answer.ok) throw answer.error;
      await again();
      forget();
      say(done);
      close();
    },
    onError: () => void again(),
  });
}
