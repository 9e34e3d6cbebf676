import type { DeviceList } from '@attend/casework';
import type { ProtocolName, Technology } from '@attend/kernel';
import { waitsWith } from './device-places.ts';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type DeviceRow = {
  readonly id: string;
  readonly identifier: string;
  readonly protocol: ProtocolName;
  readonly technology: Technology;
  readonly model: string | null;
  readonly quarantined: boolean;
  readonly retired: boolean;
  readonly free: boolean;
  readonly flags: readonly string[];
  /** On the shelf. */
  readonly lastContact: number | null;
  readonly percent: number | null;
  readonly charging: boolean | null;
};

const columns = `
d.id, d.identifier, d.protocol, d.technology, d.model, d.quarantined_at is not null as quarantined, d.retired_at is not null as retired,
  device_unheld(d.id) as free, array(select f.kind from device_flag f where f.device_id = d.id and f.outcome is null order by f.kind) as flags,
  ${millis('c.last_at')} as "lastContact", c.battery_percent as percent, c.charging`;

/**
 * Nobody has it, or somebody within reach has. The wall lets devices through by whoever ever had them, since a person's page names
 * what they wore; once another has it, it is not that one's officer's any more; once it lies on a shelf that is not theirs, not the
 * provider's staff's (STK-14), for whom it may still wait to be fetched from one of their people.
 */
export const isKnown = (whole: string, keys: string): string =>
  `(${whole} or device_unheld(d.id)
      and ((select acting_provider()) is null or lies_on_shelf(d.id, (select own_shelves())) or ${waitsWith('d.id', isReached('p', keys))})
    or coalesce((select true from assignment a join participant p on p.id = a.participant_id
      where a.device_id = d.id and (a.to_at is null or a.to_at > now()) and ${isReached('p', keys)} limit 1), false))`;

const shown: Readonly<Record<DeviceList, string>> = {
  // From the few that stand open, and not from the whole stock.
  attention: `d.id in (select device_id from device_flag where programme_id = $1 and outcome is null
    union select id from device where programme_id = $1 and quarantined_at is not null)`,
  quarantined: 'd.quarantined_at is not null',
  shelf: 'd.retired_at is null and device_unheld(d.id)',
  all: 'true',
};

/** By number, after one; `begins` is the beginning of a number. */
export async function listDevices(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  { show, begins, after, limit, office }: ListOf,
): Promise<DeviceRow[]> {
  const { rows } = await client.query<DeviceRow>({
    name: office === null ? `devices-${show}` : `devices-${show}-at`,
    text: `select ${columns} from device d left join device_contact c on c.device_id = d.id
      where d.programme_id = $1 and (d.identifier, d.id) > ($2, $3::uuid) and starts_with(d.identifier, $4) and ${shown[show]}
        and ${isKnown('$6', '$7')}${office === null ? '' : liesAt('$8')}
      order by d.identifier, d.id limit $5`,
    values: [
      programmeId,
      after[0],
      after[1],
      begins,
      limit,
      whole,
      keys,
      ...(office === null ? [] : [office]),
    ],
  });
  return rows;
}
type ListOf = {
  readonly show: DeviceList;
  readonly begins: string;
  readonly after: readonly [identifier: string, id: string];
  readonly limit: number;
  /** On whose shelf it lies; null: wherever it is. */
  readonly office: string | null;
};
/** Narrows, and shows nothing that the list would not show without it. */
const liesAt = (office: string): string =>
  ` and d.id in (select l.device_id from device_place l where l.programme_id = $1 and l.kind = 'office' and l.office_id = ${office}::uuid and l.to_at is null)`;

export type DeviceRecord = DeviceRow & {
  readonly createdAt: number;
  readonly networks: readonly string[] | null;
  readonly hasToken: boolean;
  readonly refused: { readonly first: number; readonly last: number; readonly messages: number } | null;
};

export async function findDevice(
  client: Queryable,
  { whole, keys }: Reach,
  id: string,
): Promise<DeviceRecord | null> {
  const { rows } = await client.query<DeviceRecord>({
    name: 'device',
    text: `select ${columns}, ${millis('d.created_at')} as "createdAt", d.networks::text[] as networks, d.token_hash is not null as "hasToken",
      (select json_build_object('first', ${millis('u.first_at')}, 'last', ${millis('u.last_at')}, 'messages', u.frames) from unknown_device u
        where u.protocol = d.protocol and u.identifier = d.identifier) as refused
      from device d left join device_contact c on c.device_id = d.id where d.id = $1 and ${isKnown('$2', '$3')}`,
    values: [id, whole, keys],
  });
  return rows[0] ?? null;
}

/** As it stands until the transaction ends. */
export async function lockDevice(
  client: Queryable,
  { whole, keys }: Reach,
  id: string,
): Promise<LockedDevice | null> {
  const { rows } = await client.query<LockedDevice>(
    `select id, protocol, quarantined_at is not null as quarantined, retired_at is not null as retired, networks::text[] as networks
     from device d where d.id = $1 and ${isKnown('$2', '$3')} for update of d`,
    [id, whole, keys],
  );
  return rows[0] ?? null;
}
export type LockedDevice = {
  readonly id: string;
  readonly protocol: ProtocolName;
  readonly quarantined: boolean;
  readonly retired: boolean;
  readonly networks: readonly string[] | null;
};

export type HolderRow = {
  readonly deviceId: string;
  readonly participantId: string;
  readonly lastContact: number | null;
  readonly percent: number | null;
  readonly charging: boolean | null;
};

/** Who has which of these devices now, of those within reach alone. */
export async function loadHolders(
  client: Queryable,
  { whole, keys }: Reach,
  deviceIds: readonly string[],
): Promise<HolderRow[]> {
  const { rows } = await client.query<HolderRow>({
    name: 'device-holders',
    text: `select a.device_id as "deviceId", a.participant_id as "participantId", ${millis('h.last_contact_at')} as "lastContact",
        h.battery_percent as percent, h.charging
      from assignment a join participant p on p.id = a.participant_id left join assignment_health h on h.assignment_id = a.id
      where a.device_id = any($1::uuid[]) and a.from_at <= now() and (a.to_at is null or a.to_at > now())
        and p.entered_in_error_at is null and ($2 or ${isReached('p', '$3')})`,
    values: [deviceIds, whole, keys],
  });
  return rows;
}

export async function writeNetworks(
  client: Queryable,
  id: string,
  networks: readonly string[],
): Promise<void> {
  await client.query('update device set networks = $2::cidr[] where id = $1', [
    id,
    networks.length === 0 ? null : networks,
  ]);
}

export async function writeTokenHash(client: Queryable, id: string, hash: Buffer): Promise<void> {
  await client.query('update device set token_hash = $2 where id = $1', [id, hash]);
}

export type Knock = {
  readonly protocol: string;
  readonly identifier: string;
  readonly first: number;
  readonly last: number;
  readonly messages: number;
};

export async function listKnocks(client: Queryable): Promise<Knock[]> {
  const { rows } = await client.query<Knock>(
    `select protocol, identifier, ${millis('first_at')} as first, ${millis('last_at')} as last, frames::float8 as messages
     from unclaimed_knocks()`,
  );
  return rows;
}
