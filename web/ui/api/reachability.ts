import { useSyncExternalStore } from 'react';
import { serverNow } from '../clock.ts';

/** Whether the API answers: said in the header of every page, so that old data never looks like fresh data. */
export type Reachability =
  | { readonly answering: true }
  | { readonly answering: false; readonly since: number };

let current: Reachability = { answering: true };
const listeners = new Set<() => void>();

function set(next: Reachability): void {
  if (next.answering === current.answering) return;
  current = next;
  for (const listener of listeners) listener();
}
export const noteAnswer = (): void => set({ answering: true });
export const noteSilence = (): void => set({ answering: false, since: serverNow() });

export function subscribeReachability(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
export const reachability = (): Reachability => current;
export const useReachability = (): Reachability => useSyncExternalStore(subscribeReachability, reachability);
