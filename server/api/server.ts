import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openSigner, readPublicKeys } from '../audit/signing.ts';
import { createPool } from '../database/connect.ts';
import type { Database } from '../database/open.ts';
import { hasAccount } from '../database/repositories/sessions.ts';
import { sweepSignIn } from '../database/repositories/sign-in.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import { followDestructions } from '../keys/follow-destructions.ts';
import type { Keyring } from '../keys/keyring.ts';
import { type MessageWays, noWays } from '../messages/start-messages.ts';
import { loadAlertSummaries } from './alerts/summary.ts';
import { startSequencer } from './audit/keep.ts';
import { createCalendars } from './calendar-feeds/calendars.ts';
import { checkRoutes } from './check-routes.ts';
import type { LoadAlertSummaries } from './feed/deliver.ts';
import { startFeed } from './feed/feed.ts';
import { buildApp } from './http/build-app.ts';
import { createInvitations } from './invitations/invitations.ts';
import type { Route } from './route.ts';
import { routes as table } from './routes.ts';
import { createAccounts } from './session/accounts.ts';
import { openFirstRunKey } from './session/first-run.ts';
import { createKnownDevice } from './session/known-device.ts';
import { createOpenSession } from './session/open-session.ts';
import { createPasskeys } from './session/passkeys.ts';
import type { ProviderSettings } from './session/provider-settings.ts';
import { createProviders } from './session/providers.ts';
import { deriveSecret, loadFirstRunKey, loadSignInSecret } from './session/secrets.ts';
import { createSignIn } from './session/sign-in.ts';
import { createSlowing } from './session/slowing.ts';
import { createStatus, type GatewayReport } from './status/status.ts';

export type ApiOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly database: Pick<Database, 'app' | 'describe'>;
  readonly keyring: Keyring;
  /** Holds sign-in's secret and the first run's key, readable by the program's own account alone. */
  readonly dataDir: string;
  /** The built web app. */
  readonly webRoot: string;
  /** Null: none runs, or it starts again. */
  readonly gateway: () => GatewayReport | null;
  readonly log: Logger;
  /** Where a proxy ends TLS: the origin that browsers see. Cookies are then for TLS alone. */
  readonly publicOrigin?: string;
  readonly trustProxy?: boolean | string | string[];
  /** Agencies' own sign-in. */
  readonly providers?: readonly ProviderSettings[];
  /** Ways out for messages; none unless told. */
  readonly messages?: MessageWays;
  /** Of one address, over all routes. */
  readonly requestsPerMinute?: number;
  /** Other than the product's: for tests of the feed itself. */
  readonly loadAlertSummaries?: LoadAlertSummaries;
  /** Other routes than the product's: for tests of the table itself. */
  readonly routes?: readonly Route[];
  readonly now?: () => number;
  readonly pulseEvery?: number;
};

export type Api = {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** What the first administrator is made with; null once somebody can sign in. */
  readonly firstRunKey: string | null;
  stop(): Promise<void>;
};

const sweepEvery = 3_600_000;
const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/** Starts the API and the pages. Throws where the table is not complete, the port is taken or the database does not answer. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { database, dataDir, keyring, log, now = Date.now } = options;
  const routes = options.routes ?? table;
  checkRoutes(routes);
  const pool = createPool(database.app, { name: 'api', max: 10, statementTimeoutMs: 20_000, planOnce: true });
  const signInPool = createPool(asSignIn(database.app), {
    name: 'sign-in',
    max: 4,
    statementTimeoutMs: 20_000,
  });
  const feed = startFeed({
    pool,
    settings: database.app,
    keyring,
    log,
    loadAlertSummaries: options.loadAlertSummaries ?? loadAlertSummaries,
    ...(options.pulseEvery === undefined ? {} : { pulseEvery: options.pulseEvery }),
  });
  const auditDirectory = join(dataDir, 'keyring');
  const signer = openSigner(auditDirectory);
  const auditPool = createPool(database.app, { name: 'audit', max: 1 });
  const sequencer = startSequencer({ pool: auditPool, signer, directory: auditDirectory, log });
  const destructions = followDestructions({ pool, settings: database.app, keyring, log });
  const sweep = setInterval(() => void sweepSignIn(signInPool).catch(() => {}), sweepEvery);
  const release = async (): Promise<void> => {
    clearInterval(sweep);
    await Promise.all([feed.stop(), sequencer.stop(), destructions.stop()]);
    await Promise.all([pool.end(), signInPool.end(), auditPool.end()]);
  };
  try {
    // Before anything is answered: a keyring brought back from before a destruction still has the key.
    await destructions.settle();
    const secret = loadSignInSecret(dataDir);
    const publicOrigin = options.publicOrigin ?? null;
    const secure = publicOrigin?.startsWith('https:') ?? false;
    const accounts = createAccounts({ pool: signInPool, secret, secure });
    const slowing = createSlowing(signInPool, deriveSecret(secret, 'slowing'));
    const device = createKnownDevice(secure);
    const openSession = createOpenSession({ accounts, pool: signInPool, slowing, device });
    const invitations = createInvitations(signInPool);
    const signIn = createSignIn({
      accounts,
      pool: signInPool,
      slowing,
      device,
      invitations,
      openSession,
      firstRunKey: openFirstRunKey(dataDir),
    });
    const passkeys = createPasskeys({
      pool: signInPool,
      key: deriveSecret(secret, 'challenges'),
      now,
      openSession,
    });
    const providers = createProviders({
      settings: options.providers ?? [],
      pool: signInPool,
      key: deriveSecret(secret, 'agency sign-in'),
      secure,
      now,
      openSession,
      invitations,
      log,
    });
    const status = createStatus({
      pool,
      version,
      startedAt: now(),
      describeDatabase: database.describe,
      gateway: options.gateway,
      auditFault: sequencer.fault,
      now,
    });
    const app = await buildApp({
      routes,
      pool,
      services: {
        ...{ keyring, signIn, passkeys, providers, invitations, feed, status, destructions },
        calendars: createCalendars(pool, keyring),
        messages: options.messages ?? noWays,
        audit: { key: signer.key, publicKeys: () => readPublicKeys(auditDirectory) },
      },
      log,
      now,
      webRoot: options.webRoot,
      publicOrigin,
      trustProxy: options.trustProxy ?? false,
      requestsPerMinute: options.requestsPerMinute ?? 6_000,
    });
    const firstRunKey = (await hasAccount(signInPool)) ? null : loadFirstRunKey(dataDir);
    const address = await app.listen({ port: options.port, host: options.host });
    return {
      address,
      firstRunKey,
      stop: async () => {
        // Streams first: the listener waits for every answer that is still being given.
        await feed.stop();
        await app.close();
        await release();
      },
    };
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

/** Sign-in's own connections: its tables first, and permission to see them (migration 0007). */
const asSignIn = (settings: ConnectionSettings): ConnectionSettings => ({
  ...settings,
  options: `${settings.options} -c search_path=auth,attend,public -c attend.sign_in=on`,
});
