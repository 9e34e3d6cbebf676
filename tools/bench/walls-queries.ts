import { randomUUID } from 'node:crypto';
import type { Permission } from '@attend/contracts/session';
import { grantsOf } from '@attend/server/access/policy';
import { OutOfReach, type Recorder } from '@attend/server/access/recorder';
import { readLooks } from '@attend/server/api/access/looks';
import { readAlert } from '@attend/server/api/alerts/detail';
import { listAlertsFor } from '@attend/server/api/alerts/list';
import type { StaffContext } from '@attend/server/api/context';
import { readMovement } from '@attend/server/api/movement/movement';
import { readPerson } from '@attend/server/api/people/detail';
import { listPeopleFor } from '@attend/server/api/people/list';
import { readSupervision } from '@attend/server/api/supervision/supervision';
import { countOpenAlerts } from '@attend/server/database/repositories/alerts';
import type { Queryable } from '@attend/server/database/repositories/queryable';
import { findBeyond, loadReach } from '@attend/server/database/repositories/reach';
import type { Keyring } from '@attend/server/keys/keyring';
import { frequentName, type WallsProgramme } from './walls-programme.ts';

export type Asker = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly record: Recorder;
  readonly reach: StaffContext['reach'];
  readonly staffId: string;
};

type Query = {
  readonly name: string;
  readonly permission: Permission;
  /** What a look at it is on record as. */
  readonly action: 'list' | 'open';
  readonly ask: (context: StaffContext, programme: WallsProgramme) => Promise<unknown>;
};

const list = { limit: 50, q: undefined, cursor: undefined };
const alerts = {
  limit: 100,
  cursor: undefined,
  kind: undefined,
  severity: undefined,
  mine: undefined,
  participant: undefined,
};

/** The ten that the console makes most, by the product's own use cases. */
export const consoleQueries: readonly Query[] = [
  {
    name: 'people',
    permission: 'people.read',
    action: 'list',
    ask: (context) => listPeopleFor(context, list),
  },
  {
    ...{ name: 'search by a frequent name', permission: 'people.read', action: 'list' },
    ask: (context) => listPeopleFor(context, { ...list, q: frequentName }),
  },
  {
    ...{ name: 'search by number', permission: 'people.read', action: 'list' },
    ask: (context, { reference }) => listPeopleFor(context, { ...list, q: reference }),
  },
  {
    ...{ name: 'one person', permission: 'people.read', action: 'open' },
    ask: (context, { person }) => readPerson(context, person, 'supervision'),
  },
  {
    ...{ name: 'a day of movement', permission: 'movement.read', action: 'open' },
    ask: (context, { person, day }) => readMovement(context, person, { ...day, purpose: 'bench' }),
  },
  {
    ...{ name: 'open alerts', permission: 'alerts.read', action: 'list' },
    ask: (context) => listAlertsFor(context, { ...alerts, show: 'open' }),
  },
  {
    ...{ name: 'closed alerts', permission: 'alerts.read', action: 'list' },
    ask: (context) => listAlertsFor(context, { ...alerts, show: 'closed' }),
  },
  {
    ...{ name: 'counts of open alerts', permission: 'alerts.read', action: 'list' },
    ask: async (context) => countOpenAlerts(context.client, await context.reach()),
  },
  {
    ...{ name: 'one alert with its evidence', permission: 'alerts.read', action: 'open' },
    ask: (context, { alert }) => readAlert(context, alert, 'working the alert'),
  },
  {
    ...{ name: 'who works with a person, who looked', permission: 'looks.read', action: 'open' },
    ask: async (context, { person }) => {
      await readSupervision(context, person);
      return readLooks(context.client, person, { limit: 50 });
    },
  },
];

/** A use case's context, as far as reading uses it. */
export function contextOf(
  { client, keyring, record, reach, staffId }: Asker,
  { programmeId }: WallsProgramme,
): StaffContext {
  const context = {
    ...{ kind: 'staff', requestId: randomUUID(), now: Date.now, client, reach, record },
    services: { keyring },
    actor: { staffId, permissions: new Set<Permission>() },
    programme: { id: programmeId, name: 'Benchmark', timezone: 'America/Denver', simulated: true },
  };
  // What a request has besides (sign-in, feed, HTTP) is not read by these use cases.
  return context as unknown as StaffContext;
}

/** The permission's relations by the policy table, read once, as in a request. */
export function reachOnce(
  client: Queryable,
  programmeId: string,
  permission: Permission,
): StaffContext['reach'] {
  let loading: ReturnType<typeof loadReach> | null = null;
  return () => {
    loading ??= loadReach(client, programmeId, grantsOf(permission));
    return loading;
  };
}

/** The first wall and no record: whoever is listed or opened has to be within reach. */
export function checkAlone(client: Queryable, reach: StaffContext['reach']): Recorder {
  const check = async (ids: readonly string[]): Promise<void> => {
    if ((await findBeyond(client, await reach(), ids)).length > 0) throw new OutOfReach('bench');
  };
  const nobody: ReadonlySet<string> = new Set();
  return {
    list: (ids) => check([...new Set(ids)]),
    open: (id) => check([id]),
    passOver: () => {},
    recorded: nobody,
    passedOver: nobody,
    written: [],
  };
}

/** A connection by hand: it asks for a page's people beforehand nowhere, since no row asks for them again. */
export function withoutAdmission(client: Queryable): Queryable {
  const query = (asked: unknown, ...more: unknown[]): unknown => {
    const plain =
      typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string'
        ? { ...asked, text: asked.text.replaceAll(/\badmit_(people|alerts)\(/g, 'unnest(') }
        : asked;
    return Reflect.apply(client.query, client, [plain, ...more]);
  };
  return { query: query as Queryable['query'] };
}
