import { useEffect } from 'react';
import { useStaff } from '../signed-in.tsx';
import { canKeep, keepStaff } from './kept.ts';

/** FIT-9: from the first visit on the page opens without a network: its files and who is signed in are kept, for the day. */
export function useOffline(): void {
  const staff = useStaff();
  useEffect(() => {
    if (!canKeep()) return;
    void keepStaff(staff).catch(() => undefined);
    void register().catch(() => undefined);
  }, [staff]);
}

async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/fittings-worker.js', { scope: '/fittings' });
  const { active } = await navigator.serviceWorker.ready;
  // What this page was made of came before the worker stood: it is told.
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(location.origin) && !new URL(name).pathname.startsWith('/api/'));
  active?.postMessage([...new Set(files)]);
}
