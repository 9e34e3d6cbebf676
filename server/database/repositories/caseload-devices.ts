import type { PlaceKind, Tier } from '@attend/casework';
import type { Millis, ProtocolName, Technology } from '@attend/kernel';
import { isKnown } from './devices.ts';
import { insertRows } from './insert-rows.ts';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';
import type { Reach } from './reach.ts';

export type CaseloadDeviceRow = {
  readonly id: string;
  readonly protocol: ProtocolName;
  readonly identifier: string;
  readonly technology: Technology;
  readonly model: string | null;
  readonly networks: readonly string[] | null;
  readonly retired: number | null;
};
const columns = `d.id, d.protocol, d.identifier, d.technology, d.model, d.networks::text[] as networks, ${millis('d.retired_at')} as retired`;

/** Of these names, those that the sender may know of. */
export async function loadCaseloadDevices(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  names: readonly { readonly protocol: string; readonly identifier: string }[],
): Promise<CaseloadDeviceRow[]> {
  const { rows } = await client.query<CaseloadDeviceRow>(
    `select ${columns} from unnest($2::text[], $3::text[]) as n (protocol, identifier)
       join device d on d.protocol = n.protocol and d.identifier = n.identifier
     where d.programme_id = $1 and ${isKnown('$4', '$5')}`,
    [
      ...[programmeId, names.map(({ protocol }) => protocol), names.map(({ identifier }) => identifier)],
      ...[whole, keys],
    ],
  );
  return rows;
}

/** A page of the equipment within reach, by protocol and identifier, after one. */
export async function listCaseloadDevices(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  after: readonly [protocol: string, identifier: string],
  limit: number,
): Promise<CaseloadDeviceRow[]> {
  const { rows } = await client.query<CaseloadDeviceRow>(
    `select ${columns} from device d where d.programme_id = $1 and (d.protocol, d.identifier) > ($2, $3) and ${isKnown('$5', '$6')}
     order by d.protocol, d.identifier limit $4`,
    [programmeId, after[0], after[1], limit, whole, keys],
  );
  return rows;
}

export async function insertCaseloadDevices(
  client: Queryable,
  programme_id: string,
  devices: readonly CaseloadDeviceRow[],
): Promise<void> {
  // Networks go as text: an array of arrays of different lengths is none to PostgreSQL.
  await client.query(
    `insert into device (id, programme_id, protocol, identifier, technology, model, networks, retired_at)
     select id, $1, protocol, identifier, technology, model, networks::cidr[], retired
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
       as d (id, protocol, identifier, technology, model, networks, retired)`,
    [
      ...[programme_id, devices.map(({ id }) => id), devices.map(({ protocol }) => protocol)],
      ...[devices.map(({ identifier }) => identifier), devices.map(({ technology }) => technology)],
      devices.map(({ model }) => model),
      devices.map(({ networks }) => (networks === null ? null : `{${networks.join(',')}}`)),
      devices.map(({ retired }) => instantOrNull(retired)),
    ],
  );
}

/** What a clerk could correct of equipment. */
export async function updateCaseloadDevices(
  client: Queryable,
  devices: readonly CaseloadDeviceRow[],
): Promise<void> {
  if (devices.length === 0) return;
  await client.query(
    `update device d set model = w.model, networks = w.networks::cidr[], retired_at = w.retired
     from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as w (id, model, networks, retired) where d.id = w.id`,
    [
      ...[devices.map(({ id }) => id), devices.map(({ model }) => model)],
      devices.map(({ networks }) => (networks === null ? null : `{${networks.join(',')}}`)),
      devices.map(({ retired }) => instantOrNull(retired)),
    ],
  );
}

export type CaseloadAssignmentRow = {
  readonly participantId: string;
  readonly deviceId: string;
  readonly protocol: ProtocolName;
  readonly identifier: string;
  readonly from: number;
  readonly to: number | null;
  readonly fixEvery: number;
  readonly uploadEvery: number;
  readonly primary: boolean;
};
const assignment = `select a.participant_id as "participantId", a.device_id as "deviceId", d.protocol, d.identifier,
  ${millis('a.from_at')} as "from", ${millis('a.to_at')} as "to", a.fix_every as "fixEvery", a.upload_every as "uploadEvery",
  a.is_primary as "primary" from assignment a join device d on d.id = a.device_id`;

/** Of these people, and of these devices with whomever of those whom the sender sees. */
export async function loadCaseloadAssignments(
  client: Queryable,
  participants: readonly string[],
  devices: readonly string[] = [],
): Promise<CaseloadAssignmentRow[]> {
  const { rows } = await client.query<CaseloadAssignmentRow>(
    `${assignment} where a.participant_id = any($1) or a.device_id = any($2) order by a.participant_id, a.from_at, a.id`,
    [participants, devices],
  );
  return rows;
}

type Author = { readonly programmeId: string };

/** Answers their ids in order. What is to come of one that has not ended is worked out from now on. */
export async function insertCaseloadAssignments(
  client: Queryable,
  { programmeId: programme_id }: Author,
  now: number,
  made: readonly CaseloadAssignmentRow[],
): Promise<string[]> {
  const columns = {
    ...{ programme_id: 'uuid', participant_id: 'uuid', device_id: 'uuid', is_primary: 'boolean' },
    ...{ from_at: 'timestamptz', to_at: 'timestamptz', fix_every: 'integer', upload_every: 'integer' },
  };
  const rows = made.map(({ participantId, deviceId, from, to, fixEvery, uploadEvery, primary }) => ({
    ...{ programme_id, participant_id: participantId, device_id: deviceId, is_primary: primary },
    ...{ from_at: instantOf(from), to_at: instantOrNull(to), fix_every: fixEvery, upload_every: uploadEvery },
  }));
  const written = await insertRows<
    (typeof rows)[number],
    { readonly id: string; readonly device: string; readonly from: number }
  >(client, 'assignment', columns, rows, `returning id, device_id as device, ${millis('from_at')} as "from"`);
  const ids = new Map(written.map(({ id, device, from }) => [`${device} ${from}`, id]));
  const idOf = ({ deviceId, from }: CaseloadAssignmentRow): string => ids.get(`${deviceId} ${from}`) ?? '';
  await insertRows(
    client,
    'assignment_state',
    { assignment_id: 'bigint', programme_id: 'uuid' },
    made.map((one) => ({ assignment_id: idOf(one), programme_id })),
  );
  await insertRows(
    client,
    'assignment_due',
    { assignment_id: 'bigint', due_at: 'timestamptz' },
    made
      .filter(({ to }) => to === null || to > now)
      .map((one) => ({ assignment_id: idOf(one), due_at: instantOf(now) })),
    'on conflict do nothing',
  );
  return made.map(idOf);
}

export type DecidedTier = { readonly tier: Tier; readonly at: Millis };

/** The level that was last decided for each of these, where one was: nothing is fitted above it (`hold_tier`). */
export async function loadDecidedTiers(
  client: Queryable,
  participantIds: readonly string[],
): Promise<ReadonlyMap<string, DecidedTier>> {
  const { rows } = await client.query<DecidedTier & { readonly participantId: string }>(
    `select distinct on (participant_id) participant_id as "participantId", tier_to as tier, ${millis('decided_at')} as at from review
     where participant_id = any($1::uuid[]) and decision <> 'stay' and decided_at is not null
     order by participant_id, decided_at desc, id desc`,
    [participantIds],
  );
  return new Map(rows.map(({ participantId, ...decided }) => [participantId, decided]));
}

export type StandingPlace = {
  readonly place: PlaceKind | null;
  readonly damaged: boolean;
  /** On a shelf that the sender does not run (STK-14). */
  readonly elsewhere: boolean;
};

/** Where each of these is now, as far as it is on record. */
export async function loadStandingPlaces(
  client: Queryable,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, StandingPlace>> {
  const { rows } = await client.query<StandingPlace & { readonly deviceId: string }>(
    `select device_id as "deviceId", kind as place, damaged,
       acting_staff() is not null and office_id is not null and not runs_shelf(office_id) as elsewhere
     from device_place where device_id = any($1::uuid[]) and to_at is null`,
    [deviceIds],
  );
  return new Map(rows.map(({ deviceId, ...place }) => [deviceId, place]));
}
