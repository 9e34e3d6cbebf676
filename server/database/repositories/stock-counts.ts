import type {
  StockCountStatus,
  StockDifference,
  StockDifferenceKind,
  StockExplanation,
} from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from './insert-rows.ts';
import { millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type CountRow = {
  readonly id: string;
  readonly office: { readonly id: string; readonly name: string };
  readonly status: StockCountStatus;
  readonly begunAt: number;
  readonly begunBy: string;
  readonly closedAt: number | null;
  readonly scanned: number;
  readonly open: number;
  readonly version: number;
};
const columns = `c.id, json_build_object('id', o.id, 'name', o.name) as office, c.status, ${millis('c.begun_at')} as "begunAt", s.name as "begunBy",
  ${millis('c.closed_at')} as "closedAt", (select count(*)::int from stock_count_scan x where x.count_id = c.id) as scanned,
  (select count(*)::int from stock_difference x where x.count_id = c.id and x.explained_as is null) as open, c.version`;
const from = 'from stock_count c join office o on o.id = c.office_id join staff s on s.id = c.begun_by';

export async function listCounts(client: Queryable): Promise<CountRow[]> {
  const { rows } = await client.query<CountRow>(
    `select ${columns} ${from} order by c.closed_at is not null, c.begun_at desc limit 100`,
  );
  return rows;
}
export async function findCount(client: Queryable, id: string): Promise<CountRow | null> {
  const { rows } = await client.query<CountRow>(`select ${columns} ${from} where c.id = $1`, [id]);
  return rows[0] ?? null;
}
/** Locked until the transaction ends: no scan comes in after a count is over. */
export async function lockCount(client: Queryable, id: string): Promise<CountRow | null> {
  const { rows } = await client.query<CountRow>(
    `select ${columns} ${from} where c.id = $1 for no key update of c`,
    [id],
  );
  return rows[0] ?? null;
}

export async function insertCount(
  client: Queryable,
  made: { readonly programmeId: string; readonly office: string; readonly by: string },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'insert into stock_count (programme_id, office_id, begun_by) values ($1, $2, $3) returning id',
    [made.programmeId, made.office, made.by],
  );
  return rows[0]?.id ?? '';
}

/** False: it was scanned before. */
export async function insertScan(
  client: Queryable,
  scan: {
    readonly programmeId: string;
    readonly countId: string;
    readonly identifier: string;
    readonly deviceId: string | null;
    readonly by: string;
  },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into stock_count_scan (count_id, programme_id, identifier, device_id, by_id) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [scan.countId, scan.programmeId, scan.identifier, scan.deviceId, scan.by],
  );
  return rowCount === 1;
}

export type ScanRow = {
  readonly identifier: string;
  readonly deviceId: string | null;
  readonly at: number;
  readonly by: string;
};
/** The latest first. */
export async function listScans(client: Queryable, countId: string): Promise<ScanRow[]> {
  const { rows } = await client.query<ScanRow>(
    `select x.identifier, x.device_id as "deviceId", ${millis('x.at')} as at, s.name as by
     from stock_count_scan x join staff s on s.id = x.by_id where x.count_id = $1 order by x.at desc, x.identifier`,
    [countId],
  );
  return rows;
}

/** What the record has on this office's shelf now. */
export async function listShelf(
  client: Queryable,
  officeId: string,
): Promise<{ deviceId: string; identifier: string }[]> {
  const { rows } = await client.query<{ deviceId: string; identifier: string }>(
    'select id as "deviceId", identifier from shelf_of($1) order by identifier',
    [officeId],
  );
  return rows;
}

export async function insertDifferences(
  client: Queryable,
  of: { readonly programmeId: string; readonly countId: string },
  list: readonly StockDifference[],
): Promise<void> {
  await insertRows(
    client,
    'stock_difference',
    { programme_id: 'uuid', count_id: 'uuid', identifier: 'text', device_id: 'uuid', kind: 'text' },
    list.map(({ identifier, deviceId, kind }) => ({
      ...{ programme_id: of.programmeId, count_id: of.countId, identifier, device_id: deviceId, kind },
    })),
  );
}

export async function writeCountStatus(
  client: Queryable,
  id: string,
  status: Exclude<StockCountStatus, 'counting'>,
): Promise<void> {
  await client.query(
    `update stock_count set status = $2, counted_at = coalesce(counted_at, now()), closed_at = case when $2 = 'closed' then now() end,
       version = version + 1 where id = $1`,
    [id, status],
  );
}

export type DifferenceRow = {
  readonly id: string;
  readonly identifier: string;
  readonly deviceId: string | null;
  readonly kind: StockDifferenceKind;
  readonly explainedAs: StockExplanation | null;
  readonly explainedAt: number | null;
  readonly explainedBy: string | null;
  readonly reason: string | null;
};
/** Those that nobody has explained first. */
export async function listDifferences(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  countId: string,
): Promise<DifferenceRow[]> {
  const { rows } = await client.query<Omit<DifferenceRow, 'reason'> & { sealed: Buffer | null }>(
    `select d.id, d.identifier, d.device_id as "deviceId", d.kind, d.explained_as as "explainedAs", ${millis('d.explained_at')} as "explainedAt",
       s.name as "explainedBy", d.sealed
     from stock_difference d left join staff s on s.id = d.explained_by where d.count_id = $1
     order by d.explained_as is not null, d.kind, d.identifier`,
    [countId],
  );
  const key = keyring.create(`programme/${programmeId}`);
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    reason: sealed === null ? null : openRow(key, 'stock_difference', row.id, sealed).reason,
  }));
}

export async function writeExplanation(
  client: Queryable,
  keyring: Keyring,
  of: { readonly programmeId: string; readonly id: string },
  { as, reason, by }: { readonly as: StockExplanation; readonly reason: string; readonly by: string },
): Promise<void> {
  const sealed = sealRow(keyring.create(`programme/${of.programmeId}`), 'stock_difference', of.id, {
    reason,
  });
  await client.query(
    'update stock_difference set explained_as = $2, explained_at = now(), explained_by = $3, sealed = $4 where id = $1',
    [of.id, as, by, sealed],
  );
}
