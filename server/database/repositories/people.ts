import type { ProtocolName, Technology } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { isSuspended } from './let-go.ts';
import { millis, type Queryable } from './queryable.ts';
import { idsOf, type Reach } from './reach.ts';
import { openRow, type SealedForm } from './sealed.ts';

/** Null: their key was destroyed; the row stands, nothing in it can be read. */
export type PersonDetailsOrNull = SealedForm<'participant'> | null;

/** Shown in the place of a name whose key was destroyed. */
export const nameOf = (details: PersonDetailsOrNull): string => details?.name ?? '—';

export function openPerson(keyring: Keyring, id: string, sealed: Uint8Array): PersonDetailsOrNull {
  const key = keyring.find(id);
  return key === null ? null : openRow(key, 'participant', id, sealed);
}

export type PersonRow = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  readonly office: string | null;
  readonly officerId: string | null;
  readonly officer: string | null;
  readonly technology: Technology | null;
  readonly device: string | null;
  readonly openAlerts: number;
  readonly lastContact: number | null;
  readonly suspended: boolean;
};

const summary = (ids: string): string => `
select p.id, p.reference, p.sealed, o.name as office, s.id as "officerId", s.name as officer,
  d.technology, d.identifier as device, ${millis('h.last_contact_at')} as "lastContact",
  ${isSuspended('p.id', 'now()')} as suspended,
  (select count(*)::int from alert x where x.participant_id = p.id and x.status <> 'closed' and x.withdrawn_at is null) as "openAlerts"
from ${ids} with ordinality as w (id, place)
join participant p on p.id = w.id
left join office o on o.id = p.office_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
left join lateral (
  select a.id, a.device_id from assignment a
  where a.participant_id = p.id and a.from_at <= now() and (a.to_at is null or a.to_at > now())
  order by a.is_primary desc, a.from_at desc limit 1
) a on true
left join device d on d.id = a.device_id
left join assignment_health h on h.assignment_id = a.id
where p.entered_in_error_at is null
order by w.place`;

/** Rows of a list, in the order of the ids; whoever is not in the programme, or was entered in error, is missing. */
export async function loadPeople(client: Queryable, ids: readonly string[]): Promise<PersonRow[]> {
  const { name, from } = idsOf('people', 'people-summary', ids);
  const { rows } = await client.query<PersonRow>({ name, text: summary(from), values: [ids] });
  return rows;
}

/** No more of people than who they are: their number, and what names them. */
export type NamedRow = Pick<PersonRow, 'id' | 'reference' | 'sealed'>;

/** As `loadPeople`, for whoever needs no row of a list: what else it tells costs three times as much. */
export async function loadNames(client: Queryable, ids: readonly string[]): Promise<NamedRow[]> {
  const { name, from } = idsOf('people', 'people-names', ids);
  const { rows } = await client.query<NamedRow>({
    name,
    text: `select p.id, p.reference, p.sealed from ${from} with ordinality as w (id, place) join participant p on p.id = w.id
      where p.entered_in_error_at is null order by w.place`,
    values: [ids],
  });
  return rows;
}

const listWhole = `
select id from participant where programme_id = $1 and reference > $2 and entered_in_error_at is null and merged_into is null
order by reference limit $3`;

/** From each key on, no further than the page: an office's people come in the list's order from their index. */
const listReached = `
select r.id from (
  select f.id, f.reference from unnest($4::uuid[]) as k (key) cross join lateral (
    select p.id, p.reference from participant p
    where p.programme_id = $1 and p.office_id = k.key and p.reference > $2 and p.entered_in_error_at is null and p.merged_into is null order by p.reference limit $3
  ) f
  union
  select p.id, p.reference from participant p
  where p.programme_id = $1 and p.id = any($4) and p.reference > $2 and p.entered_in_error_at is null and p.merged_into is null
  union
  select p.id, p.reference from provider_supervision s join participant p on p.id = s.participant_id
  where s.provider_id = any($4) and s.to_at is null and p.reference > $2 and p.entered_in_error_at is null and p.merged_into is null
) r order by r.reference limit $3`;

/** Everybody within reach, by reference, after one; of several records of one person the one that is kept. */
export async function listPeople(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: whole ? 'people-list' : 'people-list-reached',
    text: whole ? listWhole : listReached,
    values: [programmeId, after, limit, ...(whole ? [] : [keys])],
  });
  return rows.map((row) => row.id);
}

/** What people can be found by besides their reference, to show what matched. Case numbers are still sealed. */
export type IdentifierRow = {
  readonly id: string;
  readonly devices: readonly string[];
  readonly orders: readonly string[];
  readonly cases: readonly { readonly id: string; readonly sealed: string }[];
};

const identifiers = (ids: string): string => `
select p.id,
  array(select d.identifier from assignment a join device d on d.id = a.device_id where a.participant_id = p.id order by a.from_at desc) as devices,
  array(select o.reference from supervision_order o where o.participant_id = p.id) as orders,
  (select coalesce(json_agg(json_build_object('id', c.id, 'sealed', encode(c.sealed, 'base64'))), '[]')
    from court_case c where c.participant_id = p.id and c.sealed is not null) as cases
from ${ids} as p (id)`;

/** Every identifier of each person. */
export async function loadIdentifiers(
  client: Queryable,
  keyring: Keyring,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const { name, from } = idsOf('people', 'people-identifiers', ids);
  const { rows } = await client.query<IdentifierRow>({ name, text: identifiers(from), values: [ids] });
  return new Map(
    rows.map(({ id, devices, orders, cases }) => {
      const key = keyring.find(id);
      const numbers = cases.flatMap((one) =>
        key === null
          ? []
          : (openRow(key, 'court_case', one.id, Buffer.from(one.sealed, 'base64')).number ?? []),
      );
      return [id, [...devices, ...numbers, ...orders]];
    }),
  );
}

export type PersonRecord = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  readonly office: string | null;
  /** Where their office is called; null: it is on no record. */
  readonly officePhone: string | null;
  readonly officerId: string | null;
  readonly officer: string | null;
  readonly timezone: string;
  readonly version: number;
};

const record = `
select p.id, p.reference, p.sealed, o.name as office, o.phone as "officePhone", s.id as "officerId", s.name as officer,
  coalesce(p.timezone, o.timezone, g.timezone) as timezone, p.version
from participant p
join programme g on g.id = p.programme_id
left join office o on o.id = p.office_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
where p.id = $1 and p.entered_in_error_at is null`;

export async function findPerson(client: Queryable, id: string): Promise<PersonRecord | null> {
  const { rows } = await client.query<PersonRecord>({ name: 'person', text: record, values: [id] });
  return rows[0] ?? null;
}

export type HeldDevice = {
  readonly assignmentId: string;
  readonly deviceId: string;
  readonly identifier: string;
  readonly protocol: ProtocolName;
  readonly technology: Technology;
  readonly model: string | null;
  readonly from: number;
  readonly to: number | null;
  readonly fixEvery: number;
  readonly uploadEvery: number;
  readonly lastContact: number | null;
  readonly percent: number | null;
  readonly charging: boolean | null;
  readonly strap: 'closed' | 'open' | null;
};

const held = `
select a.id as "assignmentId", d.id as "deviceId", d.identifier, d.protocol, d.technology, d.model,
  ${millis('a.from_at')} as from, ${millis('a.to_at')} as to, a.fix_every as "fixEvery", a.upload_every as "uploadEvery",
  ${millis('h.last_contact_at')} as "lastContact", h.battery_percent as percent, h.charging, h.strap
from assignment a join device d on d.id = a.device_id left join assignment_health h on h.assignment_id = a.id`;

/** A person's devices, newest first. */
export async function loadHeldDevices(client: Queryable, participantId: string): Promise<HeldDevice[]> {
  const { rows } = await client.query<HeldDevice>({
    name: 'held-devices',
    text: `${held} where a.participant_id = $1 order by a.from_at desc, a.id desc limit 100`,
    values: [participantId],
  });
  return rows;
}

export async function findHeldDevice(client: Queryable, assignmentId: string): Promise<HeldDevice | null> {
  const { rows } = await client.query<HeldDevice>({
    name: 'held-device',
    text: `${held} where a.id = $1`,
    values: [assignmentId],
  });
  return rows[0] ?? null;
}
