import type { StaffRole } from '@attend/contracts/session';
import type { Queryable } from './queryable.ts';

/** A standing session with the member of staff whose it is. */
export type SessionRow = {
  readonly session_id: string;
  readonly account_id: string;
  readonly email: string;
  /** The second factor is set up and was proven for this session. */
  readonly second_factor: boolean;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly staff_id: string;
  readonly name: string;
  readonly office_id: string | null;
  readonly provider_id: string | null;
  readonly roles: readonly StaffRole[];
  readonly programme_id: string;
  readonly programme_name: string;
  readonly timezone: string;
  readonly simulated: boolean;
  /** Since a second factor or a passkey was last proven for this session, by the database's clock. Null: never. */
  readonly proven_seconds_ago: number | null;
};

/** Null: no such session, an expired one, or a leaver's. Works before any programme is known. */
export async function findSession(client: Queryable, token: string): Promise<SessionRow | null> {
  const { rows } = await client.query<SessionRow>('select * from find_session($1)', [token]);
  return rows[0] ?? null;
}

/** Those of the sessions that still stand. */
export async function findSessions(
  client: Queryable,
  ids: readonly string[],
): Promise<readonly SessionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<SessionRow>('select * from find_session(null, $1)', [ids]);
  return rows;
}

export async function hasAccount(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select any_account() as found');
  return rows[0]?.found === true;
}

export type NewAdministrator = {
  readonly programme: { readonly name: string; readonly timezone: string; readonly simulated: boolean };
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
};

/** False: somebody can sign in already. */
export async function createFirstProgramme(client: Queryable, made: NewAdministrator): Promise<boolean> {
  const { programme } = made;
  try {
    await client.query('select from first_run($1, $2, $3, $4, $5, $6, $7)', [
      programme.name,
      programme.timezone,
      programme.simulated,
      made.accountId,
      made.name,
      made.email,
      made.passwordHash,
    ]);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'constraint' in thrown && thrown.constraint === 'first_run_once')
      return false;
    throw thrown;
  }
}

/** PostgreSQL's own list decides which zones there are, since its conversions use them. */
export async function isTimezone(client: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_timezone_names where name = $1', [name]);
  return rowCount === 1;
}
