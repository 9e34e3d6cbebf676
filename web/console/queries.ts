import { accountRequestList } from '@attend/contracts/account-requests';
import { agencyView, colleagueList } from '@attend/contracts/agency';
import { alertDetail, alertList } from '@attend/contracts/alerts';
import { auditEntryDetail, auditList, auditRootsView } from '@attend/contracts/audit';
import { breakGlassList } from '@attend/contracts/break-glass';
import { destructionList } from '@attend/contracts/destructions';
import { deviceDetail, deviceKnocks, deviceList } from '@attend/contracts/devices';
import { delayCounts, delayList, ownLookList } from '@attend/contracts/disclosure';
import { hearingList, personHearings } from '@attend/contracts/hearings';
import { contactPointList, messageList, outbox } from '@attend/contracts/messages';
import {
  breachScope,
  type QualityReport,
  qualityPeople,
  qualityReport,
  unusualLookList,
} from '@attend/contracts/oversight';
import { lookList, movement, peopleList, personDetail } from '@attend/contracts/people';
import { retentionHolds, retentionOverview } from '@attend/contracts/retention';
import { sessionList, sessionState } from '@attend/contracts/session';
import { staffList } from '@attend/contracts/staff';
import { systemStatus } from '@attend/contracts/status';
import { absenceList, supervisionList } from '@attend/contracts/supervision';
import { ownSecurity, waysIn } from '@attend/contracts/ways-in';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { againSoon } from '../ui/api/again.ts';
import { read } from '../ui/api/request.ts';
import { caughtUp, marker } from './live/heard.ts';
import type { ListQuery } from './live/lists.ts';

/** Every reading call of the API, with its key in the cache. */

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => read('/api/session', sessionState, { signal }),
  staleTime: 60_000,
});

const pageSize = 200;
export const alertsQuery = (query: ListQuery, me: string) =>
  infiniteQueryOptions({
    queryKey: ['alerts', query],
    queryFn: async ({ pageParam, signal }) => {
      const since = marker();
      const page = await read('/api/alerts', alertList, {
        query: { ...query, mine: query.mine || undefined, cursor: pageParam, limit: pageSize },
        signal,
      });
      return caughtUp(page, since, query, me, pageParam === null);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // The feed keeps it; this is the net under the feed.
    staleTime: 60_000,
    refetchInterval: (query) => againSoon(query.state) || 300_000,
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert', id],
    queryFn: ({ signal }) => read(`/api/alerts/${id}`, alertDetail, { signal }),
    staleTime: 5_000,
    // Each reading is a look on record. The feed says when there is something new; coming back to the window does not.
    refetchOnWindowFocus: false,
  });

export const peopleQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['people', q],
    queryFn: ({ pageParam, signal }) =>
      read('/api/people', peopleList, { query: { q, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}`, personDetail, { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

export type MovementRequest = { readonly from: string; readonly to: string; readonly purpose: string };
export const movementQuery = (id: string, request: MovementRequest) =>
  queryOptions({
    queryKey: ['movement', id, request],
    queryFn: ({ signal }) => read(`/api/people/${id}/movement`, movement, { query: { ...request }, signal }),
    // Each reading is a look on record: it is not repeated without being asked for.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });

export const looksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['looks', id],
    queryFn: ({ pageParam, signal }) =>
      read(`/api/people/${id}/looks`, lookList, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });

export const ownLooksQuery = infiniteQueryOptions({
  queryKey: ['own-looks'],
  queryFn: ({ pageParam, signal }) =>
    read('/api/own/looks', ownLookList, { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  // Reading it is on record as well: coming back to the window is no reason.
  staleTime: 60_000,
  refetchOnWindowFocus: false,
});

type HearingsOf = {
  readonly day: string;
  readonly days: number;
  readonly office: string | undefined;
};
export const hearingsQuery = (asked: HearingsOf) =>
  infiniteQueryOptions({
    queryKey: ['hearings', 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      read('/api/hearings', hearingList, { query: { ...asked, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Each reading is a look at those who stand in it.
    refetchOnWindowFocus: false,
  });
export const personHearingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['hearings', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/hearings`, personHearings, { signal }),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

export const delaysQuery = queryOptions({
  queryKey: ['disclosure', 'orders'],
  queryFn: ({ signal }) => read('/api/disclosure-delays', delayList, { signal }),
  // Each reading is a look at those who stand in it.
  refetchOnWindowFocus: false,
});
export const delayCountsQuery = queryOptions({
  queryKey: ['disclosure', 'counts'],
  queryFn: ({ signal }) => read('/api/oversight/disclosure-delays', delayCounts, { signal }),
});

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => read('/api/status', systemStatus, { signal }),
  refetchInterval: 5_000,
});

type AuditFilter = Readonly<
  Partial<Record<'person' | 'staff' | 'action' | 'from' | 'to', string | undefined>>
>;
export const auditEntriesQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      read('/api/audit/entries', auditList, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Each reading is a look on record at whom the entries are about.
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
export const auditEntryQuery = (id: string) =>
  queryOptions({
    queryKey: ['audit-entry', id],
    queryFn: ({ signal }) => read(`/api/audit/entries/${id}`, auditEntryDetail, { signal }),
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
export const auditRootsQuery = infiniteQueryOptions({
  queryKey: ['audit-roots'],
  queryFn: ({ pageParam, signal }) =>
    read('/api/audit/roots', auditRootsView, { query: { before: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const agencyQuery = queryOptions({
  queryKey: ['agency'],
  queryFn: ({ signal }) => read('/api/agency', agencyView, { signal }),
});

export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => read('/api/colleagues', colleagueList, { signal }),
  staleTime: 15_000,
});

export const absencesQuery = queryOptions({
  queryKey: ['absences'],
  queryFn: ({ signal }) => read('/api/absences', absenceList, { signal }),
});

export const supervisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['supervision', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/supervision`, supervisionList, { signal }),
    staleTime: 15_000,
    // Each reading is a look on record.
    refetchOnWindowFocus: false,
  });

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => read('/api/staff', staffList, { signal }),
});

export const accountRequestsQuery = queryOptions({
  queryKey: ['account-requests'],
  queryFn: ({ signal }) => read('/api/account-requests', accountRequestList, { signal }),
});

export const destructionsQuery = queryOptions({
  queryKey: ['destructions'],
  queryFn: ({ signal }) => read('/api/destructions', destructionList, { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => read('/api/sessions', sessionList, { signal }),
});

export const unusualQuery = queryOptions({
  queryKey: ['unusual-looks'],
  queryFn: ({ signal }) => read('/api/oversight/looks', unusualLookList, { signal }),
  // Each reading is a look at those who stand in it.
  staleTime: 60_000,
  refetchOnWindowFocus: false,
});

export const qualityQuery = queryOptions({
  queryKey: ['quality'],
  queryFn: ({ signal }) => read('/api/oversight/quality', qualityReport, { signal }),
});

export const gapQuery = (kind: QualityReport['gaps'][number]['kind']) =>
  infiniteQueryOptions({
    queryKey: ['quality', kind],
    queryFn: ({ pageParam, signal }) =>
      read(`/api/oversight/quality/${kind}`, qualityPeople, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });

export type BreachRequest = {
  readonly from: string;
  readonly to: string;
  readonly staff: string | undefined;
  readonly purpose: string;
};
export const breachQuery = (request: BreachRequest) =>
  infiniteQueryOptions({
    queryKey: ['breach', request],
    queryFn: ({ pageParam, signal }) =>
      read('/api/oversight/breach', breachScope, { query: { ...request, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });

export const retentionQuery = queryOptions({
  queryKey: ['retention', 'overview'],
  queryFn: ({ signal }) => read('/api/retention', retentionOverview, { signal }),
});

export const holdsQuery = queryOptions({
  queryKey: ['retention', 'holds'],
  queryFn: ({ signal }) => read('/api/retention/holds', retentionHolds, { signal }),
  // Each reading is a look on record.
  refetchOnWindowFocus: false,
});

export const waysQuery = queryOptions({
  queryKey: ['ways'],
  queryFn: ({ signal }) => read('/api/sign-in/ways', waysIn, { signal }),
  staleTime: 60_000,
});

export const securityQuery = queryOptions({
  queryKey: ['security'],
  queryFn: ({ signal }) => read('/api/security', ownSecurity, { signal }),
});

export const sessionsOfQuery = (staff: string) =>
  queryOptions({
    queryKey: ['sessions-of', staff],
    queryFn: ({ signal }) => read(`/api/staff/${staff}/sessions`, sessionList, { signal }),
  });

export const contactPointsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact-points', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/contact-points`, contactPointList, { signal }),
    // Each reading is a look on record.
    refetchOnWindowFocus: false,
  });
export const messagesOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', 'of', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/messages`, messageList, { signal }),
    refetchOnWindowFocus: false,
  });
export const outboxQuery = (show: 'attention' | 'planned' | 'sent' | 'all') =>
  queryOptions({
    queryKey: ['messages', 'outbox', show],
    queryFn: ({ signal }) => read('/api/messages', outbox, { query: { show }, signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });

export const breakGlassQuery = queryOptions({
  queryKey: ['break-glass'],
  queryFn: ({ signal }) => read('/api/break-glass', breakGlassList, { signal }),
  staleTime: 15_000,
});

export const devicesQuery = (
  show: 'attention' | 'quarantined' | 'shelf' | 'all',
  q: string,
  office: string,
) =>
  infiniteQueryOptions({
    queryKey: ['devices', 'list', show, q, office],
    queryFn: ({ pageParam, signal }) =>
      read('/api/devices', deviceList, { query: { show, q, office, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Who has a device is a look at them.
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
export const deviceQuery = (id: string) =>
  queryOptions({
    queryKey: ['devices', 'one', id],
    queryFn: ({ signal }) => read(`/api/devices/${id}`, deviceDetail, { signal }),
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
export const knocksQuery = queryOptions({
  queryKey: ['devices', 'knocks'],
  queryFn: ({ signal }) => read('/api/device-knocks', deviceKnocks, { signal }),
});
