import { helpList, helpSheet, personHelp } from '@attend/contracts/help';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { read, send } from '../../ui/api/request.ts';
import { type Sent, type Undo, useDone } from '../shell/undo.ts';
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

type Sending = Sent & { readonly undo?: Undo };

/** A command on help, from a dialog that closes where it is done. `forget`: what was typed is kept no more. */
export function useHelpCommand(close: () => void, forget: () => void = () => {}) {
  const client = useQueryClient();
  const tell = useDone(stale.map((first) => [first]));
  const again = () => Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
  return useMutation<void, ApiFailure, Sending>({
    mutationFn: async ({ path, body, done, undo }) => {
      const answer = await send(path, body);
      if (!answer.ok) throw answer.error;
      await again();
      forget();
      tell(done, answer.value, undo);
      close();
    },
    onError: () => void again(),
  });
}
