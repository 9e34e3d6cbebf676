import { type KeyObject, randomUUIDv7 } from 'node:crypto';
import type { DevicePlace, PlaceKind, PlaceReason } from '@attend/casework';
import type { ProtocolName, Technology } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';
import { openRow, sealRow } from './sealed.ts';

const keyOf = (keyring: Keyring, programmeId: string) => keyring.create(`programme/${programmeId}`);

export type PlaceRow = DevicePlace & {
  readonly office: string | null;
  readonly shipment: number | null;
  readonly since: number | null;
  /** It is in the programme, and out of the actor's sight (STK-14): then nothing else here says anything. */
  readonly unseen: boolean;
};
const named = `l.office_id as "officeId", l.shipment_id as "shipmentId", l.damaged, o.name as office, s.number as shipment`;
const names = 'left join office o on o.id = l.office_id left join shipment s on s.id = l.shipment_id';

/** Where it is, also beyond the viewer's reach, unless that is out of a provider's sight; and that until the transaction ends. Null: no such device in the acting programme. */
export async function lockPlace(client: Queryable, deviceId: string): Promise<PlaceRow | null> {
  const { rows } = await client.query<PlaceRow>({
    name: 'lock-device-place',
    text: `select l.kind, ${named}, l.fitted, l.retired, l.unseen, ${millis('l.since')} as since from lock_device_place($1) l ${names}`,
    values: [deviceId],
  });
  return rows[0] ?? null;
}

export type ScannedDevice = {
  readonly id: string;
  readonly modelId: string | null;
  readonly model: string | null;
};
/** At most two of a number. */
export async function findScanned(client: Queryable, identifier: string): Promise<ScannedDevice[]> {
  const { rows } = await client.query<ScannedDevice>({
    name: 'scanned-devices',
    text: `select s.id, s.model_id as "modelId", m.maker || ' ' || m.name as model from scanned_devices($1) s
      left join device_model m on m.id = s.model_id`,
    values: [identifier],
  });
  return rows;
}

export type MoveOf = {
  readonly programmeId: string;
  readonly deviceId: string;
  readonly kind: Exclude<PlaceKind, 'participant'>;
  readonly officeId?: string | null;
  readonly shipmentId?: string | null;
  readonly damaged?: boolean;
  readonly why: PlaceReason;
  readonly reason?: string | null;
  /** Of whom the reason may tell: it is under their key, and ends with it. */
  readonly about?: string;
};
/** The one way by which a device gets anywhere but to somebody: the database locks it, and refuses what somebody wears. */
export async function moveDevice(client: Queryable, keyring: Keyring, move: MoveOf): Promise<void> {
  const id = randomUUIDv7();
  const { reason = null, about } = move;
  // Of whom no word may be kept any more none is.
  const isKept = reason !== null && !(about !== undefined && keyring.isDestroyed(about));
  const key = () => (about === undefined ? keyOf(keyring, move.programmeId) : keyring.create(about));
  const sealed = isKept ? sealRow(key(), 'device_place', id, { reason }) : null;
  await client.query({
    name: 'move-device',
    text: 'select move_device($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      ...[id, move.deviceId, move.kind, move.officeId ?? null, move.shipmentId ?? null],
      ...[move.damaged ?? false, move.why, sealed],
    ],
  });
}

export type PlaceEntry = {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly officeId: string | null;
  readonly office: string | null;
  readonly shipmentId: string | null;
  readonly shipment: number | null;
  readonly damaged: boolean;
  readonly from: number;
  readonly to: number | null;
  readonly why: PlaceReason;
  readonly by: string | null;
  readonly reason: string | null;
  readonly participantId: string | null;
};
/** SQL: a device is with, or waits with, somebody `p` of whom this holds. */
export const waitsWith = (device: string, holds: string): string =>
  `exists (select from device_place l join assignment a on a.id = l.assignment_id join participant p on p.id = a.participant_id
    where l.device_id = ${device} and l.to_at is null and ${holds})`;

/** Whether it is with, or waits with, somebody within reach. */
export async function isWithOneOf(
  client: Queryable,
  { whole, keys }: Reach,
  deviceId: string,
): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `select ${waitsWith('$1', `($2 or ${isReached('p', '$3')})`)} as is`,
    [deviceId, whole, keys],
  );
  return rows[0]?.is ?? false;
}

type PlaceSealed = Omit<PlaceEntry, 'reason'> & {
  readonly sealed: Buffer | null;
  /** Somebody had it just before: why it left them is as much theirs as that they had it. */
  readonly left: boolean;
  /** Whom it left; null: nobody, or nobody within reach. */
  readonly leftId: string | null;
};
/** The latest first; with whom it was, and why it left them, of those within reach alone. */
export async function listPlaces(
  client: Queryable,
  keyring: Keyring,
  { programmeId, whole, keys }: Reach,
  deviceId: string,
): Promise<PlaceEntry[]> {
  const { rows } = await client.query<PlaceSealed>({
    name: 'device-places',
    text: `select l.id, l.kind, ${named}, ${millis('l.from_at')} as from, ${millis('l.to_at')} as to, l.why, b.name as by, l.sealed,
        p.id as "participantId", coalesce(lag(l.kind) over before = 'participant', false) as left, lag(p.id) over before as "leftId"
      from device_place l ${names} left join staff b on b.id = l.by_id left join assignment a on a.id = l.assignment_id
        left join participant p on p.id = a.participant_id and p.entered_in_error_at is null and ($2 or ${isReached('p', '$3')})
      where l.device_id = $1 window before as (order by l.from_at) order by l.from_at desc limit 500`,
    values: [deviceId, whole, keys],
  });
  return rows.map(({ sealed, left, leftId, ...row }) => {
    const open = (key: KeyObject): string =>
      openRow(key, 'device_place', row.id, sealed ?? Buffer.alloc(0)).reason;
    if (sealed === null) return { ...row, reason: null };
    const ofProgramme = keyOf(keyring, programmeId);
    if (!left) return { ...row, reason: open(ofProgramme) };
    const own = leftId === null ? null : keyring.find(leftId);
    return { ...row, reason: own === null ? null : openEither(open, own, ofProgramme) };
  });
}

/** Said on collecting it, under the person's key; said by hand, or before that was so, under the programme's. */
function openEither(open: (key: KeyObject) => string, own: KeyObject, ofProgramme: KeyObject): string {
  try {
    return open(own);
  } catch {
    return open(ofProgramme);
  }
}

export type EquipmentRow = {
  readonly id: string;
  readonly protocol: ProtocolName;
  readonly technology: Technology;
  readonly modelId: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly iccid: string | null;
  readonly version: number;
  readonly fitted: boolean;
};
export async function findEquipment(client: Queryable, id: string): Promise<EquipmentRow | null> {
  const { rows } = await client.query<EquipmentRow>(
    `select d.id, d.protocol, d.technology, d.model_id as "modelId", m.maker || ' ' || m.name as model, d.firmware, d.iccid,
       d.equipment_version as version, not device_unheld(d.id) as fitted
     from device d left join device_model m on m.id = d.model_id where d.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export type LabelledDevice = Pick<EquipmentRow, 'id' | 'technology' | 'model'> & {
  readonly identifier: string;
};
/** By number. */
export async function listLabelled(client: Queryable, ids: readonly string[]): Promise<LabelledDevice[]> {
  const { rows } = await client.query<LabelledDevice>({
    name: 'labelled-devices',
    text: `select d.id, d.identifier, d.technology, m.maker || ' ' || m.name as model
      from device d left join device_model m on m.id = d.model_id where d.id = any($1::uuid[]) order by d.identifier, d.id`,
    values: [ids],
  });
  return rows;
}

export async function writeEquipment(
  client: Queryable,
  id: string,
  { model, firmware, iccid }: { model: string | null; firmware: string | null; iccid: string | null },
): Promise<void> {
  await client.query(
    'update device set model_id = $2, firmware = $3, iccid = $4, equipment_version = equipment_version + 1 where id = $1',
    [id, model, firmware, iccid],
  );
}

/** Numbers that nobody knew; those that are taken, in whatever programme, make none. */
export async function insertDevices(
  client: Queryable,
  programmeId: string,
  of: {
    readonly protocol: ProtocolName;
    readonly technology: Technology;
    readonly modelId: string;
    readonly firmware: string | null;
  },
  identifiers: readonly string[],
): Promise<{ id: string; identifier: string }[]> {
  const made = identifiers.map((identifier) => ({ id: randomUUIDv7(), identifier }));
  // Without `returning`: the wall lets a row be read by whoever may see the device, which is asked of rows that stand.
  const ids = made.map(({ id }) => id);
  await client.query(
    `insert into device (id, programme_id, protocol, identifier, technology, model_id, firmware)
     select i.id, $1, $2, i.identifier, $3, $4, $5 from unnest($6::uuid[], $7::text[]) as i (id, identifier)
     on conflict (protocol, identifier) do nothing`,
    [programmeId, of.protocol, of.technology, of.modelId, of.firmware, ids, identifiers],
  );
  const { rows } = await client.query<{ id: string }>('select id from device where id = any($1::uuid[])', [
    ids,
  ]);
  const kept = new Set(rows.map(({ id }) => id));
  return made.filter(({ id }) => kept.has(id));
}
