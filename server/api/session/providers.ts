import { createHash, createSecretKey } from 'node:crypto';
import type { SessionState } from '@attend/contracts/session';
import { fail, type PlainSentence, type Result, succeed } from '@attend/kernel';
import * as openid from 'openid-client';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Pool, transaction } from '../../database/connect.ts';
import { spend } from '../../database/repositories/sign-in.ts';
import { findLinkedAccount, findWorkingAccount, linkAccount } from '../../database/repositories/ways-in.ts';
import { sealJson, unsealJson } from '../../keys/seal.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { Invitations } from '../invitations/invitations.ts';
import { stepUpSeconds } from '../step-up.ts';
import { defineCookie } from './cookie.ts';
import type { OpenSession } from './open-session.ts';
import {
  hasSecondFactor,
  type ProviderClaims,
  type ProviderSettings,
  provenAtOf,
  vouchedEmail,
} from './provider-settings.ts';

/** Agencies' own sign-in (OpenID Connect, authorization code with PKCE) as our routes see it. */
export type Providers = {
  readonly list: readonly Pick<ProviderSettings, 'id' | 'name' | 'issuer'>[];
  /** Where the browser is to go. `again`: the provider is to ask for a fresh proof. */
  start(http: HttpExchange, id: string, again: boolean): Promise<Result<{ url: string }>>;
  /** The query with which the browser came back. */
  finish(http: HttpExchange, query: string): Promise<Result<SessionState>>;
};

export type ProviderParts = {
  readonly settings: readonly ProviderSettings[];
  readonly pool: Pool;
  /** Seals what waits in the browser. */
  readonly key: Buffer;
  readonly secure: boolean;
  readonly now: () => number;
  readonly openSession: OpenSession;
  readonly invitations: Invitations;
  readonly log: Logger;
};

/** From the button to coming back: a person may have to find their telephone. */
const waitSeconds = 10 * 60;
/** The provider's answers, in seconds. */
const patience = 10;
/** Providers send the browser back to this page of the console. */
export const returnPath = '/sign-in/agency';

const waiting = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  again: z.boolean(),
  until: z.number(),
});

const begin = () => fail({ code: 'sign-in-expired', message: 'Begin again: this took too long.' });
const away = () =>
  fail({ code: 'provider-away', message: 'Your agency’s sign-in does not answer. Try again shortly.' });
const refused = (message: PlainSentence) => fail({ code: 'provider-refused', message });

export function createProviders(parts: ProviderParts): Providers {
  const { settings, pool, now } = parts;
  const key = createSecretKey(parts.key);
  const log = parts.log.child({ namespace: 'providers' });
  const cookie = defineCookie('agency', parts.secure);
  const discover = createDiscovery();
  const unseal = (sealed: string): z.output<typeof waiting> | null => {
    try {
      return waiting.parse(unsealJson(key, 'agency', Buffer.from(sealed, 'base64url')));
    } catch {
      return null;
    }
  };

  /** What the provider says, checked by the library: issuer, audience, signature, time, nonce, state. */
  const exchange = async (
    provider: ProviderSettings,
    given: z.output<typeof waiting>,
    returned: URL,
  ): Promise<Result<openid.IDToken>> => {
    try {
      const configuration = await discover(provider);
      const tokens = await openid.authorizationCodeGrant(configuration, returned, {
        pkceCodeVerifier: given.verifier,
        expectedState: given.state,
        expectedNonce: given.nonce,
        idTokenExpected: true,
        ...(given.again ? { maxAge: stepUpSeconds } : {}),
      });
      const claims = tokens.claims();
      return claims === undefined
        ? refused('Your agency’s sign-in did not say who you are.')
        : succeed(claims);
    } catch (thrown) {
      // Only the kind of fault: messages may quote claims.
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : 'unknown';
      log.warn({ provider: provider.id, code }, 'sign-in refused');
      return isSilence(thrown) ? away() : refused('Your agency’s sign-in was refused.');
    }
  };

  /** Linked before; else whoever works here, or is invited, with an address that the provider vouches for. */
  const accountOf = async (provider: ProviderSettings, claims: openid.IDToken): Promise<Result<string>> => {
    const { issuer } = provider;
    const linked = await findLinkedAccount(pool, issuer, claims.sub);
    if (linked !== null) return succeed(linked);
    const email = vouchedEmail(provider, claims);
    if (email === null) return refused('Your agency’s sign-in does not vouch for your e-mail address.');
    const working = await findWorkingAccount(pool, email);
    if (working !== null) {
      const kept = await transaction(pool, {}, (client) => linkAccount(client, working, issuer, claims.sub));
      return kept ? succeed(working) : refused('This account is linked to another person of your agency.');
    }
    const way = { kind: 'provider', issuer, subject: claims.sub } as const;
    const accepted = await parts.invitations.accept({ email }, way);
    if (accepted.ok) return succeed(accepted.value.account_id);
    return fail({
      code: 'not-invited',
      message: 'You have no account here. An administrator of your programme can invite you.',
    });
  };

  return {
    list: settings,

    async start(http, id, again) {
      const provider = settings.find((one) => one.id === id);
      if (provider === undefined)
        return fail({ code: 'not-found', message: 'There is no such agency’s sign-in.' });
      const given = {
        provider: id,
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
        again,
        until: now() + waitSeconds * 1000,
      };
      try {
        const url = openid.buildAuthorizationUrl(await discover(provider), {
          redirect_uri: `${http.origin}${returnPath}`,
          scope: 'openid email profile',
          state: given.state,
          nonce: given.nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(given.verifier),
          code_challenge_method: 'S256',
          ...(again ? { prompt: 'login', max_age: '0' } : {}),
        });
        http.setCookies(cookie.write(sealJson(key, 'agency', given).toString('base64url'), waitSeconds));
        return succeed({ url: url.href });
      } catch (thrown) {
        log.warn({ provider: id, code: codeOf(thrown) }, 'provider not reached');
        return away();
      }
    },

    async finish(http, query) {
      const sealed = cookie.read(http.headers);
      const given = sealed === null ? null : unseal(sealed);
      const provider = settings.find(({ id }) => id === given?.provider);
      if (given === null || provider === undefined || given.until < now()) return begin();
      const returned = new URL(`${http.origin}${returnPath}?${query.replace(/^\?/, '')}`);
      // Once, whatever comes of it, and before the code is used: a copy of cookie and address opens nothing.
      const hash = createHash('sha256').update(given.state).digest();
      if (returned.searchParams.get('state') !== given.state) return begin();
      if (!(await spend(pool, hash))) return begin();
      http.setCookies(cookie.write('', 0));
      const claims = await exchange(provider, given, returned);
      if (!claims.ok) return claims;
      const said: ProviderClaims = claims.value;
      if (!hasSecondFactor(provider, said))
        return refused('Your agency’s sign-in did not ask for a second factor.');
      const account = await accountOf(provider, claims.value);
      return account.ok ? parts.openSession(http, account.value, provenAtOf(said)) : account;
    },
  };
}

const codeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;

/** The network, not the answer: the library's own faults carry their codes, fetch throws TypeError, a time limit its name. */
function isSilence(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const cause = thrown.cause;
  return (
    thrown.name === 'TimeoutError' ||
    codeOf(thrown) === 'OAUTH_TIMEOUT' ||
    (thrown instanceof TypeError && thrown.message === 'fetch failed') ||
    (cause instanceof TypeError && cause.message === 'fetch failed')
  );
}

/** Each provider's own description (`/.well-known/openid-configuration`), read when it is first needed and kept for an hour. */
function createDiscovery(): (provider: ProviderSettings) => Promise<openid.Configuration> {
  const keepFor = 3_600_000;
  const known = new Map<string, { readonly at: number; readonly found: Promise<openid.Configuration> }>();
  return (provider) => {
    const had = known.get(provider.id);
    if (had !== undefined && performance.now() - had.at < keepFor) return had.found;
    const issuer = new URL(provider.issuer);
    // Without TLS anybody on the way could say who signs in: on this machine alone, for trying it out.
    const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(issuer.hostname);
    const found = openid.discovery(issuer, provider.clientId, provider.clientSecret, undefined, {
      timeout: patience,
      execute: [openid.enableNonRepudiationChecks, ...(loopback ? [openid.allowInsecureRequests] : [])],
    });
    known.set(provider.id, { at: performance.now(), found });
    // What failed is asked again.
    found.catch(() => known.delete(provider.id));
    return found;
  };
}
