import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffRole } from '@attend/contracts/session';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { type TestDatabase, withTestDatabase } from '../../database/testing.ts';
import { type Keyring, openKeyring } from '../../keys/keyring.ts';
import { confirmByOperator } from '../../operator/confirm.ts';
import type { Operator } from '../../operator/operator.ts';
import { type Api, type ApiOptions, startApi } from '../server.ts';
import { type Client, createClient } from './client.ts';
import { timezone } from './day.ts';
import { totpOf } from './totp.ts';

export type TestOptions = Partial<
  Pick<
    ApiOptions,
    | 'routes'
    | 'trustProxy'
    | 'loadAlertSummaries'
    | 'requestsPerMinute'
    | 'publicOrigin'
    | 'pulseEvery'
    | 'webRoot'
    | 'providers'
    | 'messages'
    | 'now'
  >
>;

export type TestApi = {
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly api: Api;
  /** What the program logged, a line each. */
  readonly logged: readonly string[];
  readonly client: () => Client;
  /** A second process' worth of API on the same database and data folder. */
  readonly startAnother: (options?: TestOptions) => Promise<Api>;
};

/** A real API on a real database; stopped after the file's last test. */
export async function withTestApi(options: TestOptions = {}): Promise<TestApi> {
  const database = await withTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'attend-api-'));
  const keyring = openKeyring(join(dataDir, 'keyring'));
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  const running: Api[] = [];
  const start = async (more: TestOptions = {}): Promise<Api> => {
    const api = await startApi({
      port: 0,
      host: '127.0.0.1',
      database: {
        app: database.app,
        describe: () => ({ kind: 'embedded', state: 'ready', version: '18', detail: 'of a test' }),
      },
      keyring,
      dataDir,
      webRoot: join(dataDir, 'none'),
      gateway: () => null,
      log,
      ...options,
      ...more,
    });
    running.push(api);
    return api;
  };
  const api = await start();
  afterAll(async () => {
    for (const one of running) await one.stop();
    keyring.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { database, dataDir, api, logged, client: () => createClient(api.address), startAnother: start };
}

export const password = 'correct horse battery';
export const administrator = { name: 'Ada Admin', email: 'ada@example.org', password };
export const programme = { name: 'Test Programme', timezone, simulated: true };

/** Sets up the second factor of a client whose password was accepted. Returns the authenticator's URI. */
export async function enrol(client: Client, given = password): Promise<string> {
  const enrolment = await client.post('/api/second-factor/enrol', { password: given });
  if (enrolment.status !== 200) throw new Error(`enrol: ${JSON.stringify(enrolment.body)}`);
  const confirmed = await client.post('/api/second-factor/confirm', { code: totpOf(enrolment.body.uri) });
  if (confirmed.status !== 200) throw new Error(`confirm: ${JSON.stringify(confirmed.body)}`);
  return enrolment.body.uri;
}

/** The first administrator, signed in with a second factor. */
export async function firstRun({ api, client }: TestApi): Promise<Client> {
  const made = client();
  const ran = await made.post('/api/first-run', { key: api.firstRunKey, programme, administrator });
  if (ran.status !== 200) throw new Error(`first run: ${JSON.stringify(ran.body)}`);
  await enrol(made);
  return made;
}

/** Who gives the second word on what this administrator asks for; none: one person's is enough still. */
const seconds = new WeakMap<Client, Client>();

/** The machine's operator, as the command line has them. */
export const operatorOf = ({ database }: TestApi, keyring: Keyring): Operator => ({
  name: 'root',
  requestId: 'test',
  owner: database.pool('owner'),
  app: database.pool('app'),
  keyring,
  close: async () => {},
});

/**
 * A second administrator, confirmed by the machine's operator as the first colleague of a programme is: from here on two people are
 * needed, and `signInAs` gets both words.
 */
export async function withSecondPerson(
  system: TestApi,
  admin: Client,
  email = 'second-person@example.org',
): Promise<SignedInStaff> {
  const second = await signInAs(system, admin, ['administrator'], email);
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  const confirmed = await confirmByOperator(operatorOf(system, keyring), email);
  keyring.close();
  if (!confirmed.ok) throw new Error(confirmed.error.message);
  seconds.set(admin, second);
  return second;
}

/** Approves what waits about this account, as the second person of who asked for it. Nothing where nothing waits. */
export async function approve(admin: Client, staffId: string): Promise<void> {
  const second = seconds.get(admin);
  if (second === undefined) return;
  const { requests } = (await second.get('/api/account-requests')).body;
  const waiting = requests.find(
    (one: { staff: { id: string }; standing: string }) =>
      one.staff.id === staffId && one.standing === 'waits',
  );
  if (waiting === undefined) return;
  const decided = await second.post(`/api/account-requests/${waiting.id}/decision`, {
    decision: 'approved',
    version: waiting.version,
  });
  if (decided.status !== 200) throw new Error(`approve: ${JSON.stringify(decided.body)}`);
}

/** Somebody of the staff with these roles, signed in with a second factor; by two people's word where two are needed. */
export async function signInAs(
  system: TestApi,
  admin: Client,
  roles: readonly StaffRole[],
  email = `${roles.join('-')}@example.org`,
  /** Office, provider: as the administrator's form has them. */
  more: { readonly office?: string; readonly provider?: string } = {},
): Promise<SignedInStaff> {
  return bringIn(system, admin, { name: `Test ${roles.join(' ')}`, email, roles, ...more });
}

export type SignedInStaff = Client & { readonly staffId: string; readonly uri: string };

/** The same, under a name of their own. */
export async function bringIn(
  { client }: TestApi,
  admin: Client,
  invited: Parameters<typeof accept>[2],
): Promise<SignedInStaff> {
  const own = client();
  const staffId = await accept(admin, own, invited);
  const uri = await enrol(own);
  await approve(admin, staffId);
  return { ...own, staffId, uri };
}

/** Invites somebody, who accepts with the usual password: the second factor is to be set up next. Returns the staff's id. */
export async function accept(
  admin: Client,
  own: Client,
  invited: {
    readonly name: string;
    readonly email: string;
    readonly roles: readonly StaffRole[];
    readonly office?: string;
    readonly provider?: string;
  },
  given = password,
): Promise<string> {
  const made = await admin.post('/api/staff', invited);
  if (made.status !== 201) throw new Error(`staff: ${JSON.stringify(made.body)}`);
  const accepted = await own.post('/api/invitations/accept', { token: made.body.token, password: given });
  if (accepted.status !== 200) throw new Error(`accept: ${JSON.stringify(accepted.body)}`);
  return made.body.id;
}
