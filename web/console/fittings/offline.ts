import { useEffect, useState } from 'react';
import { useStaff } from '../signed-in.tsx';
import { canKeep, keepStaff } from './kept.ts';

/**
 * FIT-9: from the first visit on the page opens without a network: its files and who is signed in are kept, for the day. Answers whether
 * all of it is kept by now.
 */
export function useOffline(): boolean {
  const staff = useStaff();
  const [files, setFiles] = useState(false);
  const [own, setOwn] = useState(false);
  useEffect(() => {
    if (!canKeep() || !('serviceWorker' in navigator)) return;
    const heard = ({ data }: MessageEvent) => setFiles(data?.kept === true);
    navigator.serviceWorker.addEventListener('message', heard);
    navigator.serviceWorker.startMessages();
    void keepStaff(staff).then(
      () => setOwn(true),
      () => undefined,
    );
    void register().catch(() => undefined);
    return () => navigator.serviceWorker.removeEventListener('message', heard);
  }, [staff]);
  return files && own;
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register('/fittings-worker.js', { scope: '/fittings' });
  const { active } = await navigator.serviceWorker.ready;
  // What this page was made of came before the worker stood: it is told.
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(location.origin) && !new URL(name).pathname.startsWith('/api/'));
  active?.postMessage([...new Set(files)]);
}
