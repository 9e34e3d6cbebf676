import type { Queryable } from './queryable.ts';

/** What sign-in's own connections (attend.sign_in) read and write beside better-auth. Accounts, addresses and codes stand in it as keyed hashes. */

export type Pace = {
  /** Failures that cost nothing. */
  readonly free: number;
  /** The longest wait, so that nobody is locked out for good. */
  readonly longestSeconds: number;
  /** After so many minutes one failure is forgotten. */
  readonly forgetMinutes: number;
};
export type Attempt = { readonly who: Buffer; readonly pace: Pace };

/**
 * Counts an attempt before it is made, so that attempts at the same moment cannot all slip through; answers the seconds to
 * wait where it may not be made yet (and then does not count it). Past the free ones each failure doubles the wait.
 * Run it in a transaction of its own.
 */
export async function beginAttempts(client: Queryable, attempts: readonly Attempt[]): Promise<number> {
  // In one order: two sign-ins that share an account and an address must not wait for one another.
  const everyone = attempts.map(({ who }) => who).sort(Buffer.compare);
  await client.query(
    `insert into auth.attempt (who, failures, last_at, not_before)
     select s, 0, now(), now() from unnest($1::bytea[]) as s on conflict do nothing`,
    [everyone],
  );
  const { rows } = await client.query<{ wait: number }>(
    `select ceil(extract(epoch from not_before - now()))::int as wait from auth.attempt
     where who = any ($1) order by who for update`,
    [everyone],
  );
  const wait = Math.max(...rows.map((row) => row.wait));
  if (wait > 0) return wait;
  for (const { who, pace } of attempts)
    await client.query(
      `update auth.attempt a set failures = n.failures, last_at = now(),
         not_before = now() + make_interval(secs => case when n.failures <= $2 then 0
           else least($3, power(2, least(n.failures - $2, 20))) end)
       from (select greatest(0, failures - floor(extract(epoch from now() - last_at) / 60 / $4))::int + 1 as failures
             from auth.attempt where who = $1) n
       where a.who = $1`,
      [who, pace.free, pace.longestSeconds, pace.forgetMinutes],
    );
  return 0;
}

/**
 * It was no failure. Of the address this one alone is taken back: an account of one's own must not wash away the guesses at
 * others'. What was not counted is left as it is.
 */
export async function endAttempts(
  client: Queryable,
  counted: readonly Buffer[],
  { address, pair }: { readonly address: Buffer; readonly pair: Buffer },
): Promise<void> {
  await client.query(
    `update auth.attempt set failures = case when who = $2 then greatest(failures - 1, 0) else 0 end, not_before = now(),
       succeeded_at = case when who = $3 then now() else succeeded_at end
     where who = any ($1)`,
    [counted, address, pair],
  );
}

export async function hasSucceeded(client: Queryable, who: Buffer): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from auth.attempt where who = $1 and succeeded_at > now() - interval '90 days'`,
    [who],
  );
  return rowCount === 1;
}

/** Somebody has signed in there: strangers' failures do not count there. */
export async function rememberSuccess(client: Queryable, who: Buffer): Promise<void> {
  await client.query(
    `insert into auth.attempt (who, failures, last_at, not_before, succeeded_at) values ($1, 0, now(), now(), now())
     on conflict (who) do update set succeeded_at = now(), failures = 0, not_before = now()`,
    [who],
  );
}

/** Notes what was proven for a session; `provenAt` null: nothing lately. Answers false where it has ended meanwhile. */
export async function noteProof(
  client: Queryable,
  session: { readonly token: string } | { readonly id: string },
  provenAt: Date | null,
): Promise<boolean> {
  const [column, value] = 'token' in session ? ['token', session.token] : ['id', session.id];
  const { rowCount } = await client.query(
    `update auth.session set second_factor = true, proven_at = least($2::timestamptz, now()) where ${column} = $1`,
    [value, provenAt],
  );
  return rowCount === 1;
}

/** False: this has been used before. For what carries its own seal and time, and opens once. */
export async function spend(client: Queryable, hash: Buffer): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into auth.spent (hash) values ($1) on conflict do nothing',
    [hash],
  );
  return rowCount === 1;
}

/** False: this code has been used before. */
export async function useCode(client: Queryable, account: string, codeHash: Buffer): Promise<boolean> {
  await client.query(`delete from auth.used_code where user_id = $1 and at < now() - interval '3 minutes'`, [
    account,
  ]);
  const { rowCount } = await client.query(
    'insert into auth.used_code (user_id, code_hash) values ($1, $2) on conflict do nothing',
    [account, codeHash],
  );
  return rowCount === 1;
}

export type OwnSession = {
  readonly id: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
};

export async function listSessions(client: Queryable, account: string): Promise<readonly OwnSession[]> {
  const { rows } = await client.query<OwnSession>(
    `select id, created_at, last_seen_at, expires_at, ip_address, user_agent from auth.session
     where user_id = $1 and expires_at > now() order by last_seen_at desc, id`,
    [account],
  );
  return rows;
}

/** Every one of an account's; answers how many. */
export async function endSessions(client: Queryable, account: string): Promise<number> {
  const { rowCount } = await client.query('delete from auth.session where user_id = $1', [account]);
  return rowCount ?? 0;
}

/** False: it is none of this account's, or has ended. */
export async function endSession(client: Queryable, account: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from auth.session where user_id = $1 and id = $2', [
    account,
    id,
  ]);
  return rowCount === 1;
}

export async function endOtherSessions(client: Queryable, account: string, token: string): Promise<void> {
  await client.query('delete from auth.session where user_id = $1 and token <> $2', [account, token]);
}

/** What has served its time. */
export async function sweepSignIn(client: Queryable): Promise<void> {
  await client.query(`delete from auth.session where expires_at < now()`);
  await client.query(`delete from auth.verification where expires_at < now()`);
  // Longer than any challenge lives (challenges.ts).
  await client.query(`delete from auth.spent where at < now() - interval '1 hour'`);
  await client.query(
    `delete from auth.attempt where last_at < now() - interval '2 days'
       and (succeeded_at is null or succeeded_at < now() - interval '90 days')`,
  );
}
