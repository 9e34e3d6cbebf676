import type { AlertSummary } from '@attend/contracts/alerts';
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { preferences } from '../../ui/preferences.ts';
import { alertsQuery, sessionQuery } from '../queries.ts';
import { may, useStaff } from '../signed-in.tsx';
import { loudness } from './announce.ts';
import { SharedFeed } from './feed-of-tabs.ts';
import { forget, hear, lastKnown } from './heard.ts';
import { type AlertList, applyAlert, countsUncertain, type ListQuery, rowsOf } from './lists.ts';
import { isLoudTab, watchTab } from './loud-tab.ts';
import type { FeedMessage, FeedState } from './message.ts';
import { soundAlarm, unlockSound } from './tone.ts';

export type Urgent = { readonly alert: AlertSummary; readonly change: string };
type Live = {
  /** `off`: this person's role sees no alerts. */
  readonly state: FeedState | 'off';
  readonly counts: AlertList['counts'] | null;
  readonly urgent: readonly Urgent[];
  readonly dismiss: (id: string) => void;
};
const LiveContext = createContext<Live>({ state: 'off', counts: null, urgent: [], dismiss: () => {} });
export const useLive = (): Live => useContext(LiveContext);

type Data = InfiniteData<AlertList, string | null>;
const listKey = ['alerts'] as const;

function known(client: QueryClient, id: string): AlertSummary | null {
  const heard = lastKnown(id);
  if (heard) return heard;
  for (const [, data] of client.getQueriesData<Data>({ queryKey: listKey })) {
    const row = rowsOf(data).find((each) => each.id === id);
    if (row) return row;
  }
  return null;
}

function spread(client: QueryClient, me: string, alert: AlertSummary, before: AlertSummary | null): void {
  for (const [key, data] of client.getQueriesData<Data>({ queryKey: listKey })) {
    if (data) client.setQueryData(key, applyAlert(data, key[1] as ListQuery, me, alert, before));
  }
  void client.invalidateQueries({ queryKey: ['alert', alert.id] });
  void client.invalidateQueries({ queryKey: ['person', alert.participant.id] });
}

const shownAtOnce = 4;

/** Keeps the lists true while the page is open, and says aloud what cannot wait. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const staff = useStaff();
  const client = useQueryClient();
  const sees = may(staff, 'alerts.read');
  const open = useInfiniteQuery({ ...alertsQuery({ show: 'open' }, staff.id), enabled: sees });
  const position = open.data?.pages[0]?.feedPosition ?? null;
  const [state, setState] = useState<FeedState>('connecting');
  const [urgent, setUrgent] = useState<readonly Urgent[]>([]);
  const doubt = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const recount = useCallback(() => {
    doubt.current ??= setTimeout(() => {
      doubt.current = undefined;
      void client.invalidateQueries({ queryKey: listKey });
    }, 1_500);
  }, [client]);

  const take = useCallback(
    (message: FeedMessage) => {
      if (message.name === 'reload') {
        void client.invalidateQueries();
        return;
      }
      if (message.name !== 'alert') return;
      const { alert } = message.data;
      const before = known(client, alert.id);
      const said = loudness(message.data, before);
      hear(message.data, before);
      spread(client, staff.id, alert, before);
      if (countsUncertain(message.data, before)) recount();
      setUrgent((shown) => {
        const others = shown.filter((each) => each.alert.id !== alert.id);
        if (said === 'urgent')
          return [{ alert, change: message.data.change }, ...others].slice(0, shownAtOnce);
        // Taken up or taken back by anybody: no longer urgent here.
        return alert.status === 'new' && alert.withdrawnAt === null ? shown : others;
      });
      if (said === 'urgent' && preferences().sound && isLoudTab()) soundAlarm();
    },
    [client, staff.id, recount],
  );

  const started = position !== null;
  const startAt = useRef(position);
  startAt.current = position;
  useEffect(() => {
    if (!started) return;
    const feed = new SharedFeed(staff.id, startAt.current ?? '', { message: take, state: setState });
    return () => feed.close();
  }, [started, staff.id, take]);

  // A connection that broke may mean an ended session, which the stream itself cannot tell.
  useEffect(() => {
    if (state === 'down') void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [state, client]);

  useEffect(() => {
    const stop = watchTab(unlockSound);
    return () => {
      stop();
      forget();
    };
  }, []);

  const dismiss = useCallback(
    (id: string) => setUrgent((shown) => shown.filter((each) => each.alert.id !== id)),
    [],
  );
  const counts = open.data?.pages[0]?.counts ?? null;
  const live = useMemo(
    () => ({ state: sees ? state : ('off' as const), counts, urgent, dismiss }),
    [sees, state, counts, urgent, dismiss],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}
