import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import { z } from 'zod';
import type { Pool } from '../../database/connect.ts';

/** Half a day: a shift with its overtime. Not extended: who works on signs in again. */
const sessionSeconds = 12 * 60 * 60;
/** From the password to the code. */
const secondFactorSeconds = 10 * 60;

export type AccountOptions = {
  /** Sign-in's own connections (attend.sign_in). */
  readonly pool: Pool;
  readonly secret: string;
  /** Cookies go over TLS alone. */
  readonly secure: boolean;
};

/**
 * What our own routes need and the library has no endpoint for: the session's token, whose password was accepted while
 * its code is awaited, and a session for a passkey or an agency's sign-in.
 */
const attendPlugin = {
  id: 'attend',
  endpoints: {
    readTokens: createAuthEndpoint(
      '/attend/tokens',
      { method: 'GET', requireHeaders: true, metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { secret, authCookies, createAuthCookie, internalAdapter } = ctx.context;
        const session = await ctx.getSignedCookie(authCookies.sessionToken.name, secret);
        const pending = await ctx.getSignedCookie(createAuthCookie('two_factor').name, secret);
        const found = pending ? await internalAdapter.findVerificationValue(pending) : null;
        const awaited = found && found.expiresAt > new Date() ? found.value : null;
        return { session: session || null, awaited };
      },
    ),
    /** For who has proven themselves in a way that the library does not know. */
    openSession: createAuthEndpoint(
      '/attend/open',
      {
        method: 'POST',
        requireHeaders: true,
        body: z.object({ accountId: z.string() }),
        metadata: { SERVER_ONLY: true },
      },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.accountId);
        if (!user) return { token: null };
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return { token: session.token };
      },
    ),
    /** Signing out halfway: the accepted password counts no longer. */
    forgetAwaited: createAuthEndpoint(
      '/attend/forget',
      { method: 'POST', requireHeaders: true, metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { secret, createAuthCookie, internalAdapter } = ctx.context;
        const pending = await ctx.getSignedCookie(createAuthCookie('two_factor').name, secret);
        if (pending) await internalAdapter.deleteVerificationByIdentifier(pending);
        return {};
      },
    ),
  },
};

/** better-auth, wrapped: reached through our own routes alone, never served. */
export function createAccounts({ pool, secret, secure }: AccountOptions) {
  return betterAuth({
    appName: 'Attend',
    baseURL: secure ? 'https://attend.invalid' : 'http://attend.invalid',
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    session: {
      modelName: 'session',
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    user: {
      modelName: 'user_account',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    plugins: [
      twoFactor({
        issuer: 'Attend',
        twoFactorCookieMaxAge: secondFactorSeconds,
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              backupCodes: 'backup_codes',
              userId: 'user_id',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      attendPlugin,
    ],
    advanced: {
      // `__Host-`: no neighbouring host name can set one in its place. The library's own switch knows `__Secure-` alone.
      cookiePrefix: secure ? '__Host-attend' : 'attend',
      useSecureCookies: false,
      // The console's own pages ask; nothing else ever needs to carry the session.
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/', secure },
      // Set by our own routes from the connection, never taken from the request.
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => randomUUID() },
    },
  });
}

export const addressHeader = 'x-attend-address';
export type Accounts = ReturnType<typeof createAccounts>;

const thrownByLibrary = z.object({ body: z.object({ code: z.string() }), statusCode: z.number() });
/** The library's refusals are thrown; their codes are values again. Rethrows whatever is none. */
export function refusalCode(thrown: unknown): string {
  const read = thrownByLibrary.safeParse(thrown);
  if (!read.success || read.data.statusCode >= 500) throw thrown;
  return read.data.body.code;
}
