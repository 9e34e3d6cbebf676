import type { Queryable } from './queryable.ts';
import type { Amount } from './retention-rows.ts';

export type NewReceipt = {
  readonly programmeId: string | null;
  readonly kind: string;
  readonly until: Date;
  readonly revision: number;
  readonly amount: Amount;
};

/** Answers its number. */
export async function insertReceipt(client: Queryable, made: NewReceipt): Promise<string> {
  const { amount } = made;
  const { rows } = await client.query<{ id: string }>(
    `insert into attend.retention_receipt (programme_id, kind, from_at, until_at, rows, bytes, held, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      ...[made.programmeId, made.kind, new Date(amount.from ?? made.until.getTime()), made.until],
      ...[amount.rows, amount.bytes, amount.held, made.revision],
    ],
  );
  return rows[0]?.id ?? '';
}

/** Never goes back: what is gone stays gone when a term is made longer. */
export async function raiseHorizon(
  client: Queryable,
  programmeId: string,
  kind: string,
  until: Date,
): Promise<void> {
  await client.query(
    `insert into attend.retention_horizon (programme_id, kind, until_at) values ($1, $2, $3)
     on conflict (programme_id, kind) do update set until_at = greatest(retention_horizon.until_at, excluded.until_at)`,
    [programmeId, kind, until],
  );
}

export async function readHorizon(
  client: Queryable,
  programmeId: string,
  kind: string,
): Promise<number | null> {
  const { rows } = await client.query<{ until_at: Date }>(
    'select until_at from attend.retention_horizon where programme_id = $1 and kind = $2',
    [programmeId, kind],
  );
  return rows[0]?.until_at.getTime() ?? null;
}

export async function beginRun(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'insert into attend.retention_run default values returning id',
  );
  return rows[0]?.id ?? '';
}

export async function endRun(client: Queryable, id: string, failures: readonly string[]): Promise<void> {
  await client.query('update attend.retention_run set ended_at = now(), failures = $2 where id = $1', [
    id,
    JSON.stringify(failures),
  ]);
}
