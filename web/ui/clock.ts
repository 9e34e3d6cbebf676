import { useSyncExternalStore } from 'react';

/**
 * The server's clock as far as we know it: a workstation whose clock is off by minutes would otherwise show a strap
 * cut «in 3 minutes». Learnt from each answer's Date header (whole seconds), so small differences are not believed.
 */
let skew = 0;
export function learnServerTime(header: string | null, at: number = Date.now()): void {
  if (!header) return;
  const difference = Date.parse(header) - at;
  if (Number.isNaN(difference)) return;
  skew = Math.abs(difference) > 2_500 ? difference : 0;
}
export const serverNow = (): number => Date.now() + skew;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** A text that depends on the time, rendered again only when it changes. One timer for the whole page. */
export const useTicking = (text: (now: number) => string): string =>
  useSyncExternalStore(subscribe, () => text(serverNow()));
