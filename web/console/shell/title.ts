import { t } from '@lingui/core/macro';
import { createContext, useContext, useEffect } from 'react';
import { usePreferences } from '../../ui/preferences.ts';
import { useLive } from '../live/live.tsx';

/** «(3) Today · Attend»: seen in the tab while another one is open. Never a participant's name: titles end up in histories. */
export function composeTitle(page: string, fresh: number, wanted: boolean): string {
  const title = t`${page} · Attend`;
  return wanted && fresh > 0 ? `(${fresh}) ${title}` : title;
}

export function useTitle(page: string): void {
  const { counts } = useLive();
  const { title } = usePreferences();
  const fresh = counts?.new ?? 0;
  useEffect(() => {
    document.title = composeTitle(page, fresh, title);
  }, [page, fresh, title]);
}

/** Opens the keyboard help from anywhere. */
export const HelpContext = createContext<() => void>(() => {});
export const useHelp = () => useContext(HelpContext);
