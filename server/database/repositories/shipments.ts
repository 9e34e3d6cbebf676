import type { ItemState, ShipmentSettlement, ShipmentShow, ShipmentStatus } from '@attend/casework';
import type { Technology } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from './insert-rows.ts';
import { millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

type Named = { readonly id: string; readonly name: string };
export type ShipmentRow = {
  readonly id: string;
  readonly number: number;
  readonly from: Named | null;
  readonly to: Named | null;
  readonly order: { readonly id: string; readonly number: number } | null;
  readonly status: ShipmentStatus;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly planned: number;
  readonly packed: number;
  readonly received: number;
  readonly differences: number;
  readonly madeAt: number;
  readonly packedAt: number | null;
  readonly labelledAt: number | null;
  readonly handedAt: number | null;
  readonly receivedAt: number | null;
  readonly version: number;
};

const office = (column: string): string =>
  `(select json_build_object('id', o.id, 'name', o.name) from office o where o.id = ${column})`;
/** The same as `isDifference` (casework/stock/shipments.ts) once receiving is over. */
const differs = `i.settled_as is null and (i.packed_at is null or i.received_at is null or i.damaged)`;
const columns = `s.id, s.number, ${office('s.from_office_id')} as from, ${office('s.to_office_id')} as to,
  (select json_build_object('id', o.id, 'number', o.number) from supply_order o where o.id = s.supply_order_id) as order, s.status, s.carrier,
  s.tracking, (select coalesce(sum(l.count), 0)::int from shipment_line l where l.shipment_id = s.id) as planned, c.packed, c.received,
  case s.status when 'received' then c.differences else 0 end as differences, ${millis('s.made_at')} as "madeAt",
  ${millis('s.packed_at')} as "packedAt", ${millis('s.labelled_at')} as "labelledAt", ${millis('s.handed_at')} as "handedAt",
  ${millis('s.received_at')} as "receivedAt", s.version`;
const counted = `left join lateral (select count(i.packed_at)::int as packed, count(i.received_at)::int as received,
  (count(*) filter (where ${differs}))::int as differences from shipment_item i where i.shipment_id = s.id) c on true`;

const shows: Readonly<Record<ShipmentShow, string>> = {
  open: `s.closed_at is null order by s.number`,
  differences: `s.closed_at is null and s.status = 'received' order by s.number`,
  closed: `s.closed_at is not null order by s.closed_at desc, s.id`,
};
export async function listShipments(
  client: Queryable,
  show: ShipmentShow,
  limit: number,
): Promise<ShipmentRow[]> {
  const { rows } = await client.query<ShipmentRow>({
    name: `shipments-${show}`,
    text: `select ${columns} from shipment s ${counted} where ${shows[show]} limit $1`,
    values: [limit],
  });
  return rows;
}

export async function findShipment(client: Queryable, id: string): Promise<ShipmentRow | null> {
  const { rows } = await client.query<ShipmentRow>(
    `select ${columns} from shipment s ${counted} where s.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export type LockedShipment = {
  readonly id: string;
  readonly number: number;
  readonly status: ShipmentStatus;
  readonly fromOfficeId: string | null;
  readonly toOfficeId: string | null;
  readonly version: number;
};
/** Locked until the transaction ends: scans of one parcel follow each other, and none comes in after it is closed. */
export async function lockShipment(client: Queryable, id: string): Promise<LockedShipment | null> {
  const { rows } = await client.query<LockedShipment>({
    name: 'lock-shipment',
    text: `select id, number, status, from_office_id as "fromOfficeId", to_office_id as "toOfficeId", version from shipment where id = $1
      for no key update`,
    values: [id],
  });
  return rows[0] ?? null;
}

export type PlannedLine = { readonly modelId: string; readonly count: number };
export async function insertShipment(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly order: string | null;
    readonly by: string;
  },
  lines: readonly PlannedLine[],
): Promise<{ id: string; number: number }> {
  const { rows } = await client.query<{ id: string; number: number }>(
    `insert into shipment (programme_id, number, from_office_id, to_office_id, supply_order_id, made_by)
     values ($1, nextval('shipment_number'), $2, $3, $4, $5) returning id, number`,
    [made.programmeId, made.from, made.to, made.order, made.by],
  );
  const shipment = rows[0] ?? { id: '', number: 0 };
  await insertRows(
    client,
    'shipment_line',
    { shipment_id: 'uuid', programme_id: 'uuid', model_id: 'uuid', count: 'integer' },
    lines.map(({ modelId, count }) => ({
      ...{ shipment_id: shipment.id, programme_id: made.programmeId, model_id: modelId, count },
    })),
  );
  return shipment;
}

export type LineRow = PlannedLine & {
  readonly model: string;
  readonly technology: Technology;
};
export async function listLines(client: Queryable, shipmentId: string): Promise<LineRow[]> {
  const { rows } = await client.query<LineRow>({
    name: 'shipment-lines',
    text: `select l.model_id as "modelId", l.count, m.maker || ' ' || m.name as model, m.technology
      from shipment_line l join device_model m on m.id = l.model_id where l.shipment_id = $1 order by 3`,
    values: [shipmentId],
  });
  return rows;
}

const stepColumns: Readonly<Partial<Record<ShipmentStatus, string>>> = {
  packed: 'packed_at = now(),',
  labelled: 'labelled_at = coalesce(labelled_at, now()),',
  'handed-over': 'handed_at = now(),',
  received: 'received_at = coalesce(received_at, now()),',
  settled: 'received_at = coalesce(received_at, now()), closed_at = now(),',
  cancelled: 'closed_at = now(),',
};
export async function writeStatus(
  client: Queryable,
  id: string,
  status: ShipmentStatus,
  by: { readonly carrier: string; readonly tracking: string } | null = null,
): Promise<void> {
  await client.query(
    `update shipment set ${stepColumns[status] ?? ''} status = $2, carrier = coalesce($3, carrier), tracking = coalesce($4, tracking),
       version = version + 1 where id = $1`,
    [id, status, by?.carrier ?? null, by?.tracking ?? null],
  );
}

export type ItemRow = ItemState & {
  readonly id: string;
  readonly identifier: string;
  readonly deviceId: string | null;
  readonly modelId: string | null;
  readonly model: string | null;
  readonly packedAt: number | null;
  readonly packedBy: string | null;
  readonly receivedAt: number | null;
  readonly receivedBy: string | null;
  readonly settledAt: number | null;
  readonly settledBy: string | null;
  readonly sealed: Buffer | null;
};
const items = `select i.id, i.identifier, i.device_id as "deviceId", i.model_id as "modelId", m.maker || ' ' || m.name as model,
    i.packed_at is not null as packed, i.received_at is not null as received, i.damaged, i.settled_as as "settledAs",
    ${millis('i.packed_at')} as "packedAt", k.name as "packedBy", ${millis('i.received_at')} as "receivedAt", r.name as "receivedBy",
    ${millis('i.settled_at')} as "settledAt", t.name as "settledBy", i.sealed
  from shipment_item i left join device_model m on m.id = i.model_id
    left join staff k on k.id = i.packed_by left join staff r on r.id = i.received_by left join staff t on t.id = i.settled_by`;

export async function listItems(client: Queryable, shipmentId: string): Promise<ItemRow[]> {
  const { rows } = await client.query<ItemRow>({
    name: 'shipment-items',
    text: `${items} where i.shipment_id = $1 order by i.id`,
    values: [shipmentId],
  });
  return rows;
}
export async function findItem(
  client: Queryable,
  shipmentId: string,
  by: { readonly id: string } | { readonly identifier: string },
): Promise<ItemRow | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['identifier', by.identifier];
  const { rows } = await client.query<ItemRow>({
    name: `shipment-item-by-${column}`,
    text: `${items} where i.shipment_id = $1 and i.${column} = $2`,
    values: [shipmentId, value],
  });
  return rows[0] ?? null;
}
export const openReason = (
  keyring: Keyring,
  programmeId: string,
  { id, sealed }: Pick<ItemRow, 'id' | 'sealed'>,
): string | null =>
  sealed === null
    ? null
    : openRow(keyring.create(`programme/${programmeId}`), 'shipment_item', id, sealed).reason;

export type ItemOf = {
  readonly programmeId: string;
  readonly shipmentId: string;
  readonly identifier: string;
  readonly deviceId: string | null;
  readonly modelId: string | null;
  readonly by: string;
};
export async function insertPacked(client: Queryable, item: ItemOf): Promise<void> {
  await client.query({
    name: 'pack-item',
    text: `insert into shipment_item (programme_id, shipment_id, identifier, device_id, model_id, packed_at, packed_by) values ($1, $2, $3, $4, $5, now(), $6)`,
    values: [item.programmeId, item.shipmentId, item.identifier, item.deviceId, item.modelId, item.by],
  });
}
export async function insertSurplus(client: Queryable, item: ItemOf): Promise<void> {
  await client.query(
    `insert into shipment_item (programme_id, shipment_id, identifier, device_id, model_id, received_at, received_by) values ($1, $2, $3, $4, $5, now(), $6)`,
    [item.programmeId, item.shipmentId, item.identifier, item.deviceId, item.modelId, item.by],
  );
}
export async function deleteItem(client: Queryable, id: string): Promise<void> {
  await client.query('delete from shipment_item where id = $1', [id]);
}
export async function writeReceived(
  client: Queryable,
  id: string,
  by: string,
  damaged: boolean,
): Promise<void> {
  await client.query({
    name: 'receive-item',
    text: `update shipment_item set received_at = coalesce(received_at, now()), received_by = coalesce(received_by, $2), damaged = $3 where id = $1`,
    values: [id, by, damaged],
  });
}
export async function writeSettlement(
  client: Queryable,
  keyring: Keyring,
  item: { readonly programmeId: string; readonly id: string },
  { as, reason, by }: { readonly as: ShipmentSettlement; readonly reason: string; readonly by: string },
): Promise<void> {
  const sealed = sealRow(keyring.create(`programme/${item.programmeId}`), 'shipment_item', item.id, {
    reason,
  });
  await client.query(
    'update shipment_item set settled_as = $2, settled_at = now(), settled_by = $3, sealed = $4 where id = $1',
    [item.id, as, by, sealed],
  );
}

export type ScanCounts = { readonly packed: number; readonly received: number };
export async function countItems(client: Queryable, shipmentId: string): Promise<ScanCounts> {
  const { rows } = await client.query<ScanCounts>({
    name: 'count-items',
    text: `select count(packed_at)::int as packed, count(received_at)::int as received from shipment_item where shipment_id = $1`,
    values: [shipmentId],
  });
  return rows[0] ?? { packed: 0, received: 0 };
}
/** Of which models what is packed is: what a plan leaves room for. */
export async function listPackedModels(client: Queryable, shipmentId: string): Promise<(string | null)[]> {
  const { rows } = await client.query<{ modelId: string | null }>({
    name: 'packed-models',
    text: `select i.model_id as "modelId" from shipment_item i
      where i.shipment_id = $1 and i.packed_at is not null`,
    values: [shipmentId],
  });
  return rows.map(({ modelId }) => modelId);
}
