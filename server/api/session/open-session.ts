import type { SessionState } from '@attend/contracts/session';
import { fail, type Result, succeed } from '@attend/kernel';
import { type Pool, transaction } from '../../database/connect.ts';
import { findSession } from '../../database/repositories/sessions.ts';
import { noteProof } from '../../database/repositories/sign-in.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { Accounts } from './accounts.ts';
import type { KnownDevice } from './known-device.ts';
import { actorOf, signedInState } from './signed-in.ts';
import type { Slowing } from './slowing.ts';

/**
 * Opens a session for an account whose second factor, passkey or agency's sign-in was proven at `provenAt` (null: some time
 * ago). The session that this browser had ends: nobody goes on in one that was begun by somebody else.
 */
export type OpenSession = (
  http: HttpExchange,
  accountId: string,
  provenAt: Date | null,
) => Promise<Result<SessionState>>;

export type OpenSessionParts = {
  readonly accounts: Accounts;
  readonly pool: Pool;
  readonly slowing: Slowing;
  readonly device: KnownDevice;
};

export function createOpenSession({ accounts, pool, slowing, device }: OpenSessionParts): OpenSession {
  return async (http, accountId, provenAt) => {
    const before = (await accounts.api.readTokens({ headers: http.headers })).session;
    const { headers, response } = await accounts.api.openSession({
      body: { accountId },
      headers: http.headers,
      returnHeaders: true,
    });
    const token = response.token;
    if (token === null) return notHere();
    await transaction(pool, {}, (client) => noteProof(client, { token }, provenAt));
    const row = await findSession(pool, token);
    if (row === null) return notHere();
    if (before) await (await accounts.$context).internalAdapter.deleteSession(before);
    http.setCookies(headers);
    await slowing.remember(row.email, device.mark(http));
    return succeed(signedInState(actorOf(row)));
  };
}

/** A leaver, or an account that went in this moment. */
const notHere = () => fail({ code: 'not-invited', message: 'You have no account here.' });
