import { createHash } from 'node:crypto';
import type { AlertStatus } from '@attend/casework';
import type { AlertKind, Certainty, Severity, Technology } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';
import { idsOf, type Reach, reachedPeople } from './reach.ts';

/** An alert as lists show it; the person's name and the zone's are still sealed. */
export type AlertRow = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly assignmentId: string;
  readonly kind: AlertKind;
  readonly condition: string | null;
  readonly conditionId: string | null;
  readonly conditionSealed: Buffer | null;
  readonly severity: Severity;
  /** Of its newest standing occurrence. */
  readonly certainty: Certainty;
  readonly status: AlertStatus;
  readonly from: number;
  readonly to: number | null;
  readonly raisedAt: number;
  readonly clearedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly occurrences: number;
  readonly technology: Technology;
  readonly office: string | null;
  readonly officerId: string | null;
  readonly officer: string | null;
  readonly acknowledgedById: string | null;
  readonly acknowledgedBy: string | null;
  readonly outcome: string | null;
  readonly version: number;
};

const summary = (ids: string): string => `
select a.id, a.participant_id as "participantId", p.reference, p.sealed as person, a.assignment_id as "assignmentId",
  a.kind, a.condition, c.id as "conditionId", c.sealed as "conditionSealed", a.severity, coalesce(x.certainty, 'reported') as certainty,
  a.status, ${millis('a.from_at')} as from, ${millis('a.to_at')} as to, ${millis('a.raised_at')} as "raisedAt",
  ${millis('a.cleared_at')} as "clearedAt", ${millis('a.withdrawn_at')} as "withdrawnAt", a.occurrences, d.technology,
  o.name as office, s.id as "officerId", s.name as officer, k.id as "acknowledgedById", k.name as "acknowledgedBy",
  a.outcome, a.version
from ${ids} with ordinality as w (id, place)
join alert a on a.id = w.id
join participant p on p.id = a.participant_id
join assignment g on g.id = a.assignment_id
join device d on d.id = g.device_id
left join office o on o.id = p.office_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
left join staff k on k.id = a.acknowledged_by
left join condition c on c.participant_id = a.participant_id and c.reference = a.condition
left join lateral (
  select y.certainty from alert_occurrence y where y.alert_id = a.id
  order by y.withdrawn_at is null desc, y.ordinal desc limit 1
) x on true
order by w.place`;

/** In the order of the ids; those of another programme are missing. */
export async function loadAlerts(client: Queryable, ids: readonly string[]): Promise<AlertRow[]> {
  if (ids.length === 0) return [];
  const { name, from } = idsOf('alerts', 'alerts-summary', ids);
  const { rows } = await client.query<AlertRow>({ name, text: summary(from), values: [ids] });
  return rows;
}

export type AlertFilter = {
  readonly reach: Reach;
  readonly show: 'open' | 'closed' | 'withdrawn';
  readonly kind?: AlertKind | undefined;
  readonly severity?: Severity | undefined;
  /** Of people whom this member of staff supervises. */
  readonly staffId?: string | undefined;
  readonly participantId?: string | undefined;
};

/** The order of each list with the index that gives it (migration 0004); the values a cursor carries are those of `keys`. */
const lists = {
  open: {
    where: `a.status <> 'closed' and a.withdrawn_at is null`,
    keys: ['a.urgency', 'a.raised_at', 'a.id'],
    types: ['smallint', 'timestamptz', 'uuid'],
    direction: 'asc',
  },
  closed: {
    where: `a.status = 'closed' and a.withdrawn_at is null`,
    keys: ['a.closed_at', 'a.id'],
    types: ['timestamptz', 'uuid'],
    direction: 'desc',
  },
  withdrawn: {
    where: 'a.withdrawn_at is not null',
    keys: ['a.withdrawn_at', 'a.id'],
    types: ['timestamptz', 'uuid'],
    direction: 'desc',
  },
} as const;

/** How many values a cursor of this list carries. */
export const cursorLength = (show: AlertFilter['show']): number => lists[show].keys.length;

/**
 * Of people within reach; $1 is the programme, `keys` the parameter that holds their keys. As one list of ids, for which an index by person
 * is asked at once: it costs what these have, and not what is open in the programme.
 */
const ofReached = (keys: string): string =>
  `a.participant_id = any (array(select distinct q.id from (${reachedPeople('$1', keys)}) q))`;

/** A name for each of the few shapes that the list's statement has: a shape is planned once a connection. */
const nameOf = (text: string): string =>
  `alerts-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

export type AlertPage = { readonly ids: readonly string[]; readonly next: readonly string[] | null };

/** Ids of one page, after a cursor's values. Throws where those are no values of the list's types. */
export async function listAlerts(
  client: Queryable,
  filter: AlertFilter,
  after: readonly string[] | null,
  limit: number,
): Promise<AlertPage> {
  const list = lists[filter.show];
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const where: string[] = [`a.programme_id = ${given(filter.reach.programmeId)}`, list.where];
  if (!filter.reach.whole) where.push(ofReached(given(filter.reach.keys)));
  if (filter.kind !== undefined) where.push(`a.kind = ${given(filter.kind)}`);
  if (filter.severity !== undefined) where.push(`a.severity = ${given(filter.severity)}`);
  if (filter.participantId !== undefined) where.push(`a.participant_id = ${given(filter.participantId)}`);
  if (filter.staffId !== undefined) {
    const own = `supervision m where m.participant_id = a.participant_id and m.staff_id = ${given(filter.staffId)}
      and (m.to_at is null or m.to_at > now())`;
    // Of everybody's alerts from one's own people on; of the few that somebody else sees each is asked whose it is, as the second wall
    // would look at hundreds of own people.
    where.push(filter.reach.whole ? `exists (select from ${own})` : `(select true from ${own} limit 1)`);
  }
  if (after !== null) {
    const values_ = after.map((value, index) => `${given(value)}::${list.types[index]}`);
    where.push(`(${list.keys.join(', ')}) ${list.direction === 'asc' ? '>' : '<'} (${values_.join(', ')})`);
  }
  const text = `select a.id, array[${list.keys.map((key) => `${key}::text`).join(', ')}] as key from alert a
     where ${where.join(' and ')} order by ${list.keys.map((key) => `${key} ${list.direction}`).join(', ')} limit ${given(limit + 1)}`;
  const { rows } = await client.query<{ id: string; key: string[] }>({ name: nameOf(text), text, values });
  const page = rows.slice(0, limit);
  return { ids: page.map((row) => row.id), next: rows.length > limit ? (page.at(-1)?.key ?? null) : null };
}

export type OpenCounts = { open: number; new: number; critical: number; high: number };

/** Of everything open within reach; in the whole programme, from the open list's index alone. */
export async function countOpenAlerts(client: Queryable, reach: Reach): Promise<OpenCounts> {
  const { programmeId, whole, keys } = reach;
  const { rows } = await client.query<OpenCounts>({
    name: whole ? 'alerts-open-counts' : 'alerts-open-counts-reached',
    text: `select count(*)::int as open, count(*) filter (where status = 'new')::int as new,
      count(*) filter (where urgency = 0)::int as critical, count(*) filter (where urgency = 1)::int as high
      from alert a where programme_id = $1 and status <> 'closed' and withdrawn_at is null ${whole ? '' : `and ${ofReached('$2')}`}`,
    values: [programmeId, ...(whole ? [] : [keys])],
  });
  return rows[0] ?? { open: 0, new: 0, critical: 0, high: 0 };
}

/** The feed's position before anything else of the answer is read: what comes after it is not missed, at most heard twice. */
export async function readFeedPosition(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ position: string }>({
    name: 'feed-position',
    text: 'select feed_position()::text as position',
  });
  return rows[0]?.position ?? '0';
}

/** A person's alerts, newest first. */
export async function listAlertsOf(
  client: Queryable,
  participantId: string,
  which: 'open' | 'settled',
  limit: number,
): Promise<string[]> {
  const chosen =
    which === 'open'
      ? `status <> 'closed' and withdrawn_at is null`
      : `(status = 'closed' or withdrawn_at is not null)`;
  const { rows } = await client.query<{ id: string }>({
    name: `alerts-of-${which}`,
    text: `select id from alert where participant_id = $1 and ${chosen} order by raised_at desc, id desc limit $2`,
    values: [participantId, limit],
  });
  return rows.map((row) => row.id);
}
