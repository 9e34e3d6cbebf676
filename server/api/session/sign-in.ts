import { createHash, randomUUID } from 'node:crypto';
import type { firstRunRequest, SessionState, secondFactorEnrolment } from '@attend/contracts/session';
import { fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { type Pool, transaction } from '../../database/connect.ts';
import type { NewPasskey } from '../../database/repositories/passkeys.ts';
import {
  createFirstProgramme,
  findSession,
  hasAccount,
  isTimezone,
} from '../../database/repositories/sessions.ts';
import {
  endOtherSessions,
  endSession,
  endSessions,
  listSessions,
  noteProof,
  type OwnSession,
  useCode,
} from '../../database/repositories/sign-in.ts';
import { readWays, type WaysRow } from '../../database/repositories/ways-in.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { hashOfToken, type Invitations, notInvited } from '../invitations/invitations.ts';
import { type Accounts, refusalCode } from './accounts.ts';
import type { FirstRunKey } from './first-run.ts';
import type { KnownDevice } from './known-device.ts';
import type { OpenSession } from './open-session.ts';
import { hashPassword } from './password.ts';
import { actorOf, signedInState } from './signed-in.ts';
import type { Slowing } from './slowing.ts';
import { refusePassword } from './weak-password.ts';

export type Standing =
  | { readonly kind: 'nobody' }
  /** The password was accepted; the second factor is not set up yet. */
  | { readonly kind: 'password-accepted'; readonly accountId: string; readonly email: string }
  | { readonly kind: 'signed-in'; readonly actor: Actor };

/** Sign-in as our routes see it. Cookies go through the exchange. */
export type SignIn = {
  /** Who asks. Read from the database each time: an ended session ends at once. */
  readStanding(http: HttpExchange): Promise<Standing>;
  readState(http: HttpExchange): Promise<SessionState>;
  firstRun(http: HttpExchange, request: z.output<typeof firstRunRequest>): Promise<Result<SessionState>>;
  signIn(http: HttpExchange, email: string, password: string): Promise<Result<SessionState>>;
  proveSecondFactor(http: HttpExchange, code: string): Promise<Result<SessionState>>;
  enrolSecondFactor(
    http: HttpExchange,
    password: string,
  ): Promise<Result<z.output<typeof secondFactorEnrolment>>>;
  confirmSecondFactor(http: HttpExchange, code: string): Promise<Result<SessionState>>;
  /** `email`: whose session it is. Guesses at the present password wait as those at sign-in do. */
  changePassword(http: HttpExchange, email: string, current: string, next: string): Promise<Result<null>>;
  signOut(http: HttpExchange): Promise<void>;
  listSessions(accountId: string): Promise<readonly OwnSession[]>;
  /** False: it is none of this account's. */
  endSession(accountId: string, sessionId: string): Promise<boolean>;
  /** Every session of an account; answers how many. */
  endSessions(accountId: string): Promise<number>;
  hashPassword(password: string): Promise<string>;
  /** Makes an invited person's account; they are signed in, and set up the second factor next. */
  acceptWithPassword(http: HttpExchange, token: string, password: string): Promise<Result<SessionState>>;
  acceptWithPasskey(http: HttpExchange, token: string, passkey: NewPasskey): Promise<Result<SessionState>>;
  readWays(accountId: string): Promise<WaysRow>;
  /** Proves anew, with a code, that it is the session's owner. */
  stepUp(http: HttpExchange, actor: Actor, code: string): Promise<Result<null>>;
  /** A passkey has proven it. */
  noteProof(sessionId: string): Promise<void>;
};

export type SignInParts = {
  readonly accounts: Accounts;
  /** Sign-in's own connections. */
  readonly pool: Pool;
  readonly slowing: Slowing;
  readonly firstRunKey: FirstRunKey;
  readonly device: KnownDevice;
  readonly invitations: Invitations;
  readonly openSession: OpenSession;
};

/** What a browser would send back of the cookies just set. */
function cookiesOf(set: Headers): Headers {
  const pairs = set.getSetCookie().flatMap((cookie) => cookie.split(';')[0] ?? []);
  return new Headers({ cookie: pairs.filter((pair) => !pair.endsWith('=')).join('; ') });
}

const wrongCredentials = () =>
  fail({ code: 'wrong-credentials', message: 'The e-mail address or the password is wrong.' });
const wrongCode = () => fail({ code: 'wrong-code', message: 'This code is wrong or has expired.' });
const secondFactorSet = () =>
  fail({ code: 'second-factor-set', message: 'Your second factor is set up already.' });
const usedCode = () =>
  fail({ code: 'wrong-code', message: 'This code has been used: wait for the next one.' });
/** Of a code that the library refused. */
function refusalOfCode(thrown: unknown): Result<never> {
  const refusal = refusalCode(thrown);
  if (refusal === 'ACCOUNT_TEMPORARILY_LOCKED')
    return fail({ code: 'too-many-attempts', message: 'Too many wrong codes: try again in 15 minutes.' });
  if (refusal === 'INVALID_TWO_FACTOR_COOKIE' || refusal === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
    return fail({ code: 'sign-in-expired', message: 'Begin again with your password.' });
  return wrongCode();
}

export function createSignIn(parts: SignInParts): SignIn {
  const { accounts, pool, slowing, firstRunKey, device, invitations, openSession } = parts;
  const readTokens = ({ headers }: HttpExchange) => accounts.api.readTokens({ headers });

  const readStanding: SignIn['readStanding'] = async (http) => {
    const { session } = await readTokens(http);
    const row = session ? await findSession(pool, session) : null;
    if (row === null) return { kind: 'nobody' };
    if (!row.second_factor) return { kind: 'password-accepted', accountId: row.account_id, email: row.email };
    return { kind: 'signed-in', actor: actorOf(row) };
  };

  /** After a step that made a session: who that is now. */
  const stateOf = async (token: string): Promise<Result<SessionState>> => {
    const row = await findSession(pool, token);
    if (row === null) return wrongCredentials();
    return succeed(row.second_factor ? signedInState(actorOf(row)) : { state: 'second-factor-enrolment' });
  };

  /** Tries the password. Whoever calls it has seen to the waiting after failures. */
  const enter = async (
    http: HttpExchange,
    email: string,
    password: string,
    accepted: () => Promise<void>,
  ): Promise<Result<SessionState>> => {
    try {
      const { headers, response } = await accounts.api.signInEmail({
        body: { email, password },
        headers: http.headers,
        returnHeaders: true,
      });
      await accepted();
      if ('twoFactorRedirect' in response) {
        http.setCookies(headers);
        return succeed({ state: 'second-factor' });
      }
      const state = await stateOf(response.token);
      if (state.ok) http.setCookies(headers);
      return state;
    } catch (thrown) {
      refusalCode(thrown);
      return wrongCredentials();
    }
  };

  const signIn: SignIn['signIn'] = async (http, email, password) => {
    const attempt = await slowing.begin(email, http.address, device.read(http));
    return attempt.ok ? enter(http, email, password, attempt.value.succeeded) : attempt;
  };

  /** Six digits are the authenticator's; everything else is tried as a backup code. Throws the library's refusals. */
  const tryCode = async (http: HttpExchange, code: string) => {
    const digits = code.replaceAll(' ', '');
    const byTime = /^\d{6}$/.test(digits);
    const call = { headers: http.headers, returnHeaders: true } as const;
    const { headers } = byTime
      ? await accounts.api.verifyTOTP({ ...call, body: { code: digits } })
      : await accounts.api.verifyBackupCode({ ...call, body: { code } });
    return { headers, byTime, hash: createHash('sha256').update(digits).digest() };
  };

  const verify = async (
    http: HttpExchange,
    code: string,
    account: string,
    proven: (token: string) => Promise<void> = async () => {},
  ): Promise<Result<SessionState>> => {
    try {
      const { headers, byTime, hash } = await tryCode(http, code);
      // Setting up makes a new session and answers with the old one's token: the new one stands in its cookie.
      const { session } = await readTokens({ ...http, headers: cookiesOf(headers) });
      if (byTime && !(await transaction(pool, {}, (client) => useCode(client, account, hash)))) {
        if (session) await (await accounts.$context).internalAdapter.deleteSession(session);
        return usedCode();
      }
      if (session) {
        await noteProof(pool, { token: session }, new Date());
        await proven(session);
      }
      const state = await stateOf(session ?? '');
      if (!state.ok) return state;
      http.setCookies(headers);
      if (state.value.state === 'signed-in')
        await slowing.remember(state.value.staff.email, device.mark(http));
      return state;
    } catch (thrown) {
      return refusalOfCode(thrown);
    }
  };

  return {
    hashPassword,
    listSessions: (accountId) => listSessions(pool, accountId),
    endSession: (accountId, sessionId) => endSession(pool, accountId, sessionId),
    endSessions: (accountId) => endSessions(pool, accountId),
    noteProof: async (sessionId) => void (await noteProof(pool, { id: sessionId }, new Date())),

    async acceptWithPassword(http, token, password) {
      // Before the hashing, which costs: anybody may ask.
      const invited = await invitations.find(token);
      if (invited === null) return notInvited();
      const weak = refusePassword(password, [invited.name, invited.email], 'password');
      if (weak !== null) return fail(weak);
      const hash = await hashPassword(password);
      const accepted = await invitations.accept(
        { tokenHash: hashOfToken(token) },
        { kind: 'password', hash },
      );
      if (!accepted.ok) return accepted;
      // No guess: whoever holds the link has just chosen it, so strangers' failures must not stand in the way.
      return enter(http, accepted.value.email, password, async () => {});
    },

    async acceptWithPasskey(http, token, passkey) {
      const key = { tokenHash: hashOfToken(token) };
      const accepted = await invitations.accept(key, { kind: 'passkey', passkey });
      return accepted.ok ? openSession(http, accepted.value.account_id, new Date()) : accepted;
    },

    async readWays(accountId) {
      const ways = await readWays(pool, accountId);
      if (ways === null) throw new Error('somebody signed in has no account');
      return ways;
    },

    async stepUp(http, { accountId, sessionId }, code) {
      try {
        const { byTime, hash } = await tryCode(http, code);
        if (byTime && !(await transaction(pool, {}, (client) => useCode(client, accountId, hash))))
          return usedCode();
        return (await noteProof(pool, { id: sessionId }, new Date()))
          ? succeed(null)
          : fail({ code: 'signed-out', message: 'Your session has ended.' });
      } catch (thrown) {
        return refusalOfCode(thrown);
      }
    },

    readStanding,
    signIn,

    async readState(http) {
      const standing = await readStanding(http);
      if (standing.kind === 'signed-in') return signedInState(standing.actor);
      if (standing.kind === 'password-accepted') return { state: 'second-factor-enrolment' };
      if ((await readTokens(http)).awaited !== null) return { state: 'second-factor' };
      return { state: (await hasAccount(pool)) ? 'signed-out' : 'first-run' };
    },

    async firstRun(http, { key, programme, administrator }) {
      const exists = fail({
        code: 'first-run-done',
        message: 'This system has been set up already: sign in.',
      });
      if (await hasAccount(pool)) return exists;
      if (!firstRunKey.matches(key))
        return fail({
          code: 'wrong-key',
          message: 'This is not the key that `attend up` printed.',
          path: ['key'],
        });
      if (!(await isTimezone(pool, programme.timezone)))
        return fail({
          code: 'unknown-timezone',
          ...say('“{name}” is no time zone’s name, such as America/New_York.', { name: programme.timezone }),
          path: ['programme', 'timezone'],
        });
      const { name, email, password } = administrator;
      const weak = refusePassword(password, [name, email, programme.name], 'administrator', 'password');
      if (weak !== null) return fail(weak);
      const made = await createFirstProgramme(pool, {
        programme,
        accountId: randomUUID(),
        name: administrator.name,
        email: administrator.email,
        passwordHash: await hashPassword(administrator.password),
      });
      if (!made) return exists;
      firstRunKey.discard();
      return signIn(http, administrator.email, administrator.password);
    },

    async proveSecondFactor(http, code) {
      const { awaited } = await readTokens(http);
      if (awaited === null)
        return fail({ code: 'sign-in-expired', message: 'Begin again with your password.' });
      return verify(http, code, awaited);
    },

    async enrolSecondFactor(http, password) {
      const standing = await readStanding(http);
      if (standing.kind !== 'password-accepted') return secondFactorSet();
      const attempt = await slowing.begin(standing.email, http.address, device.read(http));
      if (!attempt.ok) return attempt;
      try {
        const made = await accounts.api.enableTwoFactor({ body: { password }, headers: http.headers });
        if (made.method !== 'totp') throw new Error('an authenticator was asked for');
        await attempt.value.succeeded();
        return succeed({ uri: made.totpURI, backupCodes: made.backupCodes });
      } catch (thrown) {
        refusalCode(thrown);
        return fail({ code: 'wrong-password', message: 'This is not your password.', path: ['password'] });
      }
    },

    async confirmSecondFactor(http, code) {
      const standing = await readStanding(http);
      if (standing.kind !== 'password-accepted') return secondFactorSet();
      // SGN-2: another session to which the same password led has proven nothing, and would open with this one.
      return verify(http, code, standing.accountId, (token) =>
        endOtherSessions(pool, standing.accountId, token),
      );
    },

    async changePassword(http, email, current, next) {
      const weak = refusePassword(next, [email], 'next');
      if (weak !== null) return fail(weak);
      const attempt = await slowing.begin(email, http.address, device.read(http));
      if (!attempt.ok) return attempt;
      const before = await readStanding(http);
      try {
        const { headers } = await accounts.api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: http.headers,
          returnHeaders: true,
        });
        await attempt.value.succeeded();
        // The library opens a new session in place of the old one: what was proven for that holds for it.
        const { session } = await readTokens({ ...http, headers: cookiesOf(headers) });
        const seconds = before.kind === 'signed-in' ? before.actor.provenSecondsAgo : null;
        const provenAt = seconds === null ? null : new Date(Date.now() - seconds * 1000);
        if (session) await noteProof(pool, { token: session }, provenAt);
        http.setCookies(headers);
        return succeed(null);
      } catch (thrown) {
        refusalCode(thrown);
        return fail({ code: 'wrong-password', message: 'This is not your password.', path: ['current'] });
      }
    },

    async signOut(http) {
      await accounts.api.forgetAwaited({ headers: http.headers });
      const { headers } = await accounts.api.signOut({ headers: http.headers, returnHeaders: true });
      http.setCookies(headers);
    },
  };
}
