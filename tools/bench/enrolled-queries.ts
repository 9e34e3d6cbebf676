import type { Permission } from '@attend/contracts/session';
import { needPage } from '@attend/contracts/today';
import { listAlertsFor } from '@attend/server/api/alerts/list';
import { readDay } from '@attend/server/api/check-ins/lists';
import type { StaffContext } from '@attend/server/api/context';
import { readHearings } from '@attend/server/api/hearings/list';
import { readLog } from '@attend/server/api/log/read';
import { readOutbox } from '@attend/server/api/messages/messages';
import { readPerson } from '@attend/server/api/people/detail';
import { listPeopleFor } from '@attend/server/api/people/list';
import { readCheckInNeeds, readHearingNeeds, readMessageNeeds } from '@attend/server/api/today/needs';
import { countOpenAlerts } from '@attend/server/database/repositories/alerts';
import type { Enrolled } from './enrolled-load.ts';
import { enrolledName, enrolledReference } from './enrolled-rows.ts';

/** Whom and when one asking is about. */
export type Asked = {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly office: string;
  /** An open day from now on. */
  readonly day: string;
};
export type EnrolledQuery = {
  readonly name: string;
  readonly permission: Permission;
  readonly action: 'list' | 'open';
  readonly ask: (context: StaffContext, asked: Asked) => Promise<unknown>;
};

const needs = { limit: needPage.usual };
const list = { limit: 50, q: undefined, cursor: undefined };
const alerts = {
  ...{ limit: 100, cursor: undefined, kind: undefined, severity: undefined },
  ...{ mine: undefined, participant: undefined, show: 'open' as const },
};

/**
 * The ten that the console asks most, by the product's own use cases (*Today* is four of them, asked one by one), and three besides.
 */
export const enrolledQueries: readonly EnrolledQuery[] = [
  {
    ...{ name: 'today: what is open, and of it mine', permission: 'alerts.read', action: 'list' },
    ask: async (context) => {
      await countOpenAlerts(context.client, await context.reach());
      return listAlertsFor(context, { ...alerts, mine: true });
    },
  },
  {
    ...{ name: 'today: check-ins missed', permission: 'check-ins.read', action: 'list' },
    ask: (context) => readCheckInNeeds(context, needs),
  },
  {
    ...{ name: 'today: hearings not confirmed', permission: 'hearings.read', action: 'list' },
    ask: (context) => readHearingNeeds(context, needs),
  },
  {
    ...{ name: 'today: help, replies, numbers', permission: 'messages.read', action: 'list' },
    ask: (context) => readMessageNeeds(context, needs),
  },
  {
    ...{ name: 'people', permission: 'people.read', action: 'list' },
    ask: (context, { reference }) =>
      listPeopleFor(context, {
        ...list,
        cursor: Buffer.from(JSON.stringify([reference])).toString('base64url'),
      }),
  },
  {
    ...{ name: 'search by a name with a slip', permission: 'people.read', action: 'list' },
    ask: (context, { name }) => listPeopleFor(context, { ...list, q: withSlip(name) }),
  },
  {
    ...{ name: 'search by number', permission: 'people.read', action: 'list' },
    ask: (context, { reference }) => listPeopleFor(context, { ...list, q: reference }),
  },
  {
    ...{ name: 'one person', permission: 'people.read', action: 'open' },
    ask: (context, { id }) => readPerson(context, id, 'supervision'),
  },
  {
    ...{ name: 'a day of check-ins of an office', permission: 'check-ins.read', action: 'list' },
    ask: (context, { office, day: on }) => readDay(context, { office, on }),
  },
  {
    ...{ name: 'contact log of a person', permission: 'log.read', action: 'open' },
    ask: (context, { id }) => readLog(context, id, { limit: 50, purpose: 'supervision' }),
  },
  // Besides.
  {
    ...{ name: 'open alerts', permission: 'alerts.read', action: 'list' },
    ask: (context) => listAlertsFor(context, alerts),
  },
  {
    ...{ name: 'a day of hearings', permission: 'hearings.read', action: 'list' },
    ask: (context, { day, office }) =>
      readHearings(context, { day, days: 1, office, cursor: undefined, limit: 100 }),
  },
  {
    ...{ name: 'outbox: what needs somebody', permission: 'messages.read', action: 'list' },
    ask: (context) => readOutbox(context, { show: 'attention' }),
  },
];

/** A letter of the longest part left out: what somebody types who has heard the name. */
function withSlip(name: string): string {
  const parts = name.split(' ');
  const longest = parts.toSorted((a, b) => b.length - a.length)[0] ?? name;
  const at = Math.floor(longest.length / 2);
  return parts.map((part) => (part === longest ? part.slice(0, at) + part.slice(at + 1) : part)).join(' ');
}

/** Another person of the programme each time; `offices`: of these alone. */
export function askedOf({ sample, offices, now }: Enrolled, own: readonly string[], at: number): Asked {
  const ofOwn = sample.filter(({ index }) =>
    own.includes(offices[Math.floor(index / 7) % offices.length] ?? ''),
  );
  const { id, index } = ofOwn[at % Math.max(1, ofOwn.length)] ?? { id: '', index: 0 };
  return {
    ...{ id, reference: enrolledReference(index), name: enrolledName(index) },
    office: offices[Math.floor(index / 7) % offices.length] ?? '',
    // Today and the days after: what a front desk and a court's list are asked for.
    day: new Date(now + (at % 5) * 86_400_000).toISOString().slice(0, 10),
  };
}
