import { createHash, randomBytes } from 'node:crypto';
import type { invitationShown } from '@attend/contracts/ways-in';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { type Pool, transaction } from '../../database/connect.ts';
import {
  type Accepted,
  acceptInvitation,
  findInvitation,
  type InvitationKey,
  type OpenInvitation,
} from '../../database/repositories/invitations.ts';
import { addPasskey, type NewPasskey } from '../../database/repositories/passkeys.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { linkAccount } from '../../database/repositories/ways-in.ts';

/** How the new account is opened from now on. */
export type FirstWay =
  | { readonly kind: 'password'; readonly hash: string }
  | { readonly kind: 'passkey'; readonly passkey: NewPasskey }
  | { readonly kind: 'provider'; readonly issuer: string; readonly subject: string };

/** The invited's side, before anybody is signed in: on sign-in's own connections. */
export type Invitations = {
  find(token: string): Promise<OpenInvitation | null>;
  show(token: string): Promise<Result<z.output<typeof invitationShown>>>;
  /** Makes the account with its first way in: both or nothing. */
  accept(key: InvitationKey, way: FirstWay): Promise<Result<Accepted>>;
};

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
/** Shown once, in a link; only its hash is kept. 256 bits, so that no salt is needed. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

export const notInvited = () =>
  fail({
    code: 'not-invited',
    message: 'This invitation was used, withdrawn or is too old: ask for a new one.',
  });

export function createInvitations(pool: Pool): Invitations {
  const find: Invitations['find'] = (token) => findInvitation(pool, { tokenHash: hashOfToken(token) });
  return {
    find,
    async show(token) {
      const found = await find(token);
      if (found === null) return notInvited();
      const { name, email, programme_name, expires_at } = found;
      return succeed({ name, email, programme: programme_name, expiresAt: expires_at.toISOString() });
    },
    async accept(key, way) {
      try {
        return await transaction(pool, {}, async (client) => {
          const accepted = await acceptInvitation(client, key, way.kind === 'password' ? way.hash : null);
          if (accepted === null) return notInvited();
          if (!(await addWay(client, way, accepted.account_id))) throw new Taken();
          return succeed(accepted);
        });
      } catch (thrown) {
        if (!(thrown instanceof Taken)) throw thrown;
        return fail({ code: 'exists', message: 'This passkey or sign-in belongs to another account.' });
      }
    },
  };
}

/** Ends the transaction: no account without its way in. */
class Taken extends Error {}

async function addWay(client: Queryable, way: FirstWay, account: string): Promise<boolean> {
  if (way.kind === 'passkey') return addPasskey(client, account, way.passkey);
  if (way.kind === 'provider') return linkAccount(client, account, way.issuer, way.subject);
  return true;
}
