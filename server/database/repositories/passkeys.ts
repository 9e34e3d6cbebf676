import type { Queryable } from './queryable.ts';

/** On sign-in's own connections alone (attend.sign_in). */
export type PasskeyRow = {
  readonly id: string;
  readonly user_id: string;
  readonly rp_id: string;
  readonly name: string;
  readonly public_key: Buffer;
  /** bigint, as the driver gives it. */
  readonly counter: string;
  readonly transports: readonly string[];
  readonly created_at: Date;
  readonly last_used_at: Date | null;
};

export async function listPasskeys(client: Queryable, account: string): Promise<readonly PasskeyRow[]> {
  const { rows } = await client.query<PasskeyRow>(
    'select * from auth.passkey where user_id = $1 order by created_at, id',
    [account],
  );
  return rows;
}

/** Locked, so that of two sign-ins with the same counter one fails. */
export async function lockPasskey(client: Queryable, id: string): Promise<PasskeyRow | null> {
  const { rows } = await client.query<PasskeyRow>('select * from auth.passkey where id = $1 for update', [
    id,
  ]);
  return rows[0] ?? null;
}

export type NewPasskey = Pick<PasskeyRow, 'id' | 'rp_id' | 'name' | 'public_key' | 'transports'> & {
  readonly counter: number;
};

/** False: this credential is on record already. */
export async function addPasskey(client: Queryable, account: string, made: NewPasskey): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into auth.passkey (id, user_id, rp_id, name, public_key, counter, transports)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [made.id, account, made.rp_id, made.name, made.public_key, made.counter, made.transports],
  );
  return rowCount === 1;
}

export async function notePasskeyUse(client: Queryable, id: string, counter: number): Promise<void> {
  await client.query('update auth.passkey set counter = $2, last_used_at = now() where id = $1', [
    id,
    counter,
  ]);
}

export async function renamePasskey(
  client: Queryable,
  account: string,
  id: string,
  name: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'update auth.passkey set name = $3 where id = $1 and user_id = $2',
    [id, account, name],
  );
  return rowCount === 1;
}

export async function deletePasskey(client: Queryable, account: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from auth.passkey where id = $1 and user_id = $2', [
    id,
    account,
  ]);
  return rowCount === 1;
}
