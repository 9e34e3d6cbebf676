import { createHash } from 'node:crypto';
import type { SessionState } from '@attend/contracts/session';
import type { PasskeyMade, PasskeyProof, passkeyOptions } from '@attend/contracts/ways-in';
import { fail, type Result, succeed } from '@attend/kernel';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import { type Pool, transaction } from '../../database/connect.ts';
import {
  addPasskey,
  deletePasskey,
  listPasskeys,
  lockPasskey,
  type NewPasskey,
  notePasskeyUse,
  type PasskeyRow,
  renamePasskey,
} from '../../database/repositories/passkeys.ts';
import { spend } from '../../database/repositories/sign-in.ts';
import { lockWays } from '../../database/repositories/ways-in.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { isChallenge, makeChallenge } from './challenges.ts';
import type { OpenSession } from './open-session.ts';
import { type RelyingParty, relyingPartyOf } from './relying-party.ts';
import { remainsWithout } from './ways-left.ts';

export type PasskeyOptions = z.output<typeof passkeyOptions>;
export type Owner = { readonly accountId: string; readonly email: string; readonly name: string };

/** Passkeys as our routes see them. What is proven is a signature: nothing can be guessed, so failures slow nobody. */
export type Passkeys = {
  readonly availableAt: (http: HttpExchange) => boolean;
  list(accountId: string): Promise<readonly PasskeyRow[]>;
  /** `purpose`: what the new passkey is for; the same must be given to `read`. */
  offer(http: HttpExchange, owner: Owner, purpose: string): Promise<Result<PasskeyOptions>>;
  /** Verified, not kept yet. */
  read(http: HttpExchange, made: PasskeyMade, name: string, purpose: string): Promise<Result<NewPasskey>>;
  keep(accountId: string, made: NewPasskey): Promise<Result<null>>;
  rename(accountId: string, id: string, name: string): Promise<Result<null>>;
  /** Refused for the last way in. */
  remove(accountId: string, id: string): Promise<Result<null>>;
  /** `accountId` null: whoever it is, to sign in. */
  ask(http: HttpExchange, accountId: string | null): Promise<Result<PasskeyOptions>>;
  signIn(http: HttpExchange, proof: PasskeyProof): Promise<Result<SessionState>>;
  /** Proves that it is this account's owner. */
  prove(http: HttpExchange, proof: PasskeyProof, accountId: string): Promise<Result<null>>;
};

export type PasskeyParts = {
  readonly pool: Pool;
  /** Seals challenges. */
  readonly key: Buffer;
  readonly now: () => number;
  readonly openSession: OpenSession;
};

/**
 * COSE's EdDSA, ES256 and RS256: every authenticator has one of them. The library would add ML-DSA where it can, which Node
 * still calls experimental and warns about in the program's output.
 */
const algorithms = [-8, -7, -257] as const;

const unavailable = () =>
  fail({
    code: 'no-passkeys-here',
    message: 'Browsers know no passkeys here: open Attend by its name, over https.',
  });
const wrong = () => fail({ code: 'wrong-passkey', message: 'This passkey opens nothing here.' });
const noSuch = () => fail({ code: 'not-found', message: 'You have no such passkey.' });
const purposeOf = (accountId: string | null): string =>
  accountId === null ? 'passkey sign-in' : `passkey step-up ${accountId}`;

export function createPasskeys({ pool, key, now, openSession }: PasskeyParts): Passkeys {
  const challenge = (purpose: string) => new Uint8Array(makeChallenge(key, purpose, now()));
  const isOurs = (purpose: string) => (given: string) => isChallenge(key, purpose, given, now());

  /** The account whose passkey signed a challenge of ours made for `purpose`; each challenge once. */
  const verify = async (
    http: HttpExchange,
    proof: PasskeyProof,
    purpose: string,
  ): Promise<Result<string>> => {
    const party = relyingPartyOf(http.origin);
    if (party === null) return unavailable();
    return transaction(pool, {}, async (client) => {
      const row = await lockPasskey(client, proof.id);
      if (row === null || row.rp_id !== party.id) return wrong();
      const counter = await readProof(proof, row, party, isOurs(purpose));
      if (counter === null) return wrong();
      if (!(await spend(client, hashOfClientData(proof)))) return wrong();
      await notePasskeyUse(client, row.id, counter);
      return succeed(row.user_id);
    });
  };

  return {
    availableAt: ({ origin }) => relyingPartyOf(origin) !== null,
    list: (accountId) => listPasskeys(pool, accountId),

    async offer(http, owner, purpose) {
      const party = relyingPartyOf(http.origin);
      if (party === null) return unavailable();
      const had = await listPasskeys(pool, owner.accountId);
      const options = await generateRegistrationOptions({
        rpName: 'Attend',
        rpID: party.id,
        userName: owner.email,
        userDisplayName: owner.name,
        userID: new Uint8Array(Buffer.from(owner.accountId)),
        challenge: challenge(purpose),
        attestationType: 'none',
        supportedAlgorithmIDs: [...algorithms],
        excludeCredentials: had.map(({ id }) => ({ id })),
        // Found without an e-mail address being typed, and a finger or PIN each time: it stands for both factors.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      return succeed({ ...options });
    },

    async read(http, made, name, purpose) {
      const party = relyingPartyOf(http.origin);
      if (party === null) return unavailable();
      const read = await readMade(made, party, isOurs(purpose));
      if (read === null) return wrong();
      return succeed({ ...read, rp_id: party.id, name });
    },

    async keep(accountId, made) {
      const kept = await transaction(pool, {}, async (client) => {
        // Held against a reset or an end of the same moment, which takes all passkeys away.
        if ((await lockWays(client, accountId)) === null) return false;
        return addPasskey(client, accountId, made);
      });
      return kept ? succeed(null) : fail({ code: 'exists', message: 'This passkey is on record already.' });
    },

    async rename(accountId, id, name) {
      return (await renamePasskey(pool, accountId, id, name)) ? succeed(null) : noSuch();
    },

    remove: (accountId, id) =>
      transaction(pool, {}, async (client) => {
        const ways = await lockWays(client, accountId);
        if (ways === null || !(await listPasskeys(client, accountId)).some((row) => row.id === id))
          return noSuch();
        if (!remainsWithout(ways, 'one-passkey'))
          return fail({
            code: 'last-way-in',
            message: 'This is your only way in: make another passkey first.',
          });
        await deletePasskey(client, accountId, id);
        return succeed(null);
      }),

    async ask(http, accountId) {
      const party = relyingPartyOf(http.origin);
      if (party === null) return unavailable();
      const own = accountId === null ? [] : await listPasskeys(pool, accountId);
      const options = await generateAuthenticationOptions({
        rpID: party.id,
        challenge: challenge(purposeOf(accountId)),
        userVerification: 'required',
        allowCredentials: own.map(({ id }) => ({ id })),
      });
      return succeed({ ...options });
    },

    async signIn(http, proof) {
      const account = await verify(http, proof, purposeOf(null));
      return account.ok ? openSession(http, account.value, new Date(now())) : account;
    },

    async prove(http, proof, accountId) {
      const account = await verify(http, proof, purposeOf(accountId));
      if (!account.ok) return account;
      return account.value === accountId ? succeed(null) : wrong();
    },
  };
}

/** A challenge is used once, so its signed data are. */
const hashOfClientData = ({ response }: PasskeyProof): Buffer =>
  createHash('sha256').update(Buffer.from(response.clientDataJSON, 'base64url')).digest();

type IsOurs = (challenge: string) => boolean;

/** The authenticator's new counter; null: whatever is wrong with it. The library throws for each check that fails. */
async function readProof(
  proof: PasskeyProof,
  row: PasskeyRow,
  party: RelyingParty,
  expectedChallenge: IsOurs,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      // The form was checked by the contract; the library's type asks for fields that it does not read.
      response: { ...proof, clientExtensionResults: {} } as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: row.id,
        publicKey: new Uint8Array(row.public_key),
        counter: Number(row.counter),
      },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

async function readMade(
  made: PasskeyMade,
  party: RelyingParty,
  expectedChallenge: IsOurs,
): Promise<Omit<NewPasskey, 'rp_id' | 'name'> | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...made, clientExtensionResults: {} } as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (!verified) return null;
    const { credential } = registrationInfo;
    return {
      id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: made.response.transports ?? [],
    };
  } catch {
    return null;
  }
}
