import type { Technology } from '@attend/kernel';
import { insertRows } from './insert-rows.ts';
import type { Queryable } from './queryable.ts';

type Named = { readonly id: string; readonly name: string };
export type OrderRow = {
  readonly id: string;
  readonly number: number;
  readonly supplier: string;
  readonly reference: string | null;
  readonly office: Named;
  readonly orderedOn: string;
  readonly expectedOn: string | null;
  readonly cancelled: boolean;
  readonly version: number;
  readonly lines: readonly {
    readonly model: Named & { readonly technology: Technology };
    readonly ordered: number;
    readonly received: number;
  }[];
  readonly shipments: readonly { readonly id: string; readonly number: number }[];
};

/** What came: received in its shipments, or settled as having been there. */
const came = `select count(*)::int from shipment s join shipment_item i on i.shipment_id = s.id
  where s.supply_order_id = o.id and i.model_id = l.model_id and (i.received_at is not null or i.settled_as = 'found-here')`;

/** Those that are still waited for first. */
export async function listOrders(client: Queryable): Promise<OrderRow[]> {
  const { rows } = await client.query<OrderRow>({
    name: 'supply-orders',
    text: `select o.id, o.number, o.supplier, o.reference, json_build_object('id', f.id, 'name', f.name) as office,
        o.ordered_on::text as "orderedOn", o.expected_on::text as "expectedOn", o.cancelled_at is not null as cancelled, o.version,
        (select json_agg(json_build_object('model', json_build_object('id', m.id, 'name', m.maker || ' ' || m.name, 'technology', m.technology),
            'ordered', l.count, 'received', (${came})) order by m.maker, m.name)
          from supply_order_line l join device_model m on m.id = l.model_id where l.supply_order_id = o.id) as lines,
        coalesce((select json_agg(json_build_object('id', s.id, 'number', s.number) order by s.number) from shipment s
          where s.supply_order_id = o.id and s.status <> 'cancelled'), '[]') as shipments
      from supply_order o join office f on f.id = o.office_id order by o.cancelled_at is not null, o.number desc limit 200`,
  });
  return rows;
}

export type LockedOrder = {
  readonly id: string;
  readonly officeId: string;
  readonly cancelled: boolean;
  readonly version: number;
};
export async function lockOrder(client: Queryable, id: string): Promise<LockedOrder | null> {
  const { rows } = await client.query<LockedOrder>(
    'select id, office_id as "officeId", cancelled_at is not null as cancelled, version from supply_order where id = $1 for no key update',
    [id],
  );
  return rows[0] ?? null;
}

export type NewOrder = {
  readonly programmeId: string;
  readonly supplier: string;
  readonly reference: string | null;
  readonly office: string;
  readonly orderedOn: string;
  readonly expectedOn: string | null;
  readonly by: string;
  readonly lines: readonly { readonly model: string; readonly count: number }[];
};
export async function insertOrder(
  client: Queryable,
  made: NewOrder,
): Promise<{ id: string; number: number }> {
  const { rows } = await client.query<{ id: string; number: number }>(
    `insert into supply_order (programme_id, number, supplier, reference, office_id, ordered_on, expected_on, made_by)
     values ($1, nextval('supply_order_number'), $2, $3, $4, $5, $6, $7) returning id, number`,
    [
      ...[made.programmeId, made.supplier, made.reference, made.office, made.orderedOn, made.expectedOn],
      made.by,
    ],
  );
  const order = rows[0] ?? { id: '', number: 0 };
  await insertRows(
    client,
    'supply_order_line',
    { supply_order_id: 'uuid', programme_id: 'uuid', model_id: 'uuid', count: 'integer' },
    made.lines.map(({ model, count }) => ({
      ...{ supply_order_id: order.id, programme_id: made.programmeId, model_id: model, count },
    })),
  );
  return order;
}

export async function cancelOrderRow(client: Queryable, id: string): Promise<void> {
  await client.query('update supply_order set cancelled_at = now(), version = version + 1 where id = $1', [
    id,
  ]);
}
