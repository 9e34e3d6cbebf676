import type { Queryable } from './queryable.ts';

/** An account's ways in, on sign-in's own connections alone (attend.sign_in). */
export type WaysRow = {
  readonly password: boolean;
  readonly authenticator: boolean;
  readonly passkeys: number;
  /** Issuers of agencies' sign-in. */
  readonly issuers: readonly string[];
};

/** Locks the account until the transaction ends: two ways that are closed at the same moment must not both be the last but one. */
export async function lockWays(client: Queryable, account: string): Promise<WaysRow | null> {
  await client.query('select from auth.user_account where id = $1 for update', [account]);
  return readWays(client, account);
}

export async function readWays(client: Queryable, account: string): Promise<WaysRow | null> {
  const { rows } = await client.query<WaysRow>(
    `select u.two_factor_enabled as authenticator,
       exists (select from auth.credential c where c.user_id = u.id and c.provider_id = 'credential' and c.password is not null)
         as password,
       (select count(*)::int from auth.passkey p where p.user_id = u.id) as passkeys,
       coalesce((select array_agg(distinct c.provider_id) from auth.credential c
         where c.user_id = u.id and c.provider_id <> 'credential'), '{}') as issuers
     from auth.user_account u where u.id = $1`,
    [account],
  );
  return rows[0] ?? null;
}

/** The account that an agency's sign-in is linked to. */
export async function findLinkedAccount(
  client: Queryable,
  issuer: string,
  subject: string,
): Promise<string | null> {
  const { rows } = await client.query<{ user_id: string }>(
    'select user_id from auth.credential where provider_id = $1 and account_id = $2',
    [issuer, subject],
  );
  return rows[0]?.user_id ?? null;
}

/** False: this account is linked to somebody else of this issuer, or this somebody to another account. */
export async function linkAccount(
  client: Queryable,
  account: string,
  issuer: string,
  subject: string,
): Promise<boolean> {
  await client.query('select from auth.user_account where id = $1 for update', [account]);
  const { rowCount } = await client.query(
    `insert into auth.credential (id, user_id, account_id, provider_id)
     select gen_random_uuid()::text, $1, $3, $2
     where not exists (select from auth.credential where user_id = $1 and provider_id = $2)
     on conflict do nothing`,
    [account, issuer, subject],
  );
  return rowCount === 1;
}

export async function findWorkingAccount(client: Queryable, email: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string | null }>('select find_working_account($1) as id', [
    email,
  ]);
  return rows[0]?.id ?? null;
}
