import { accountRequestList } from '@attend/contracts/account-requests';
import type { StaffRole } from '@attend/contracts/session';
import { staffList } from '@attend/contracts/staff';
import { providerList } from '@attend/contracts/supervision';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { type ApiClient, createApiClient, faultIn } from './api-client.ts';
import { codeOf, type DemoAccount, makePassword } from './memory.ts';

const domain = 'demo.attend.example';
const make = (name: string, who: string, role: StaffRole): DemoAccount => ({
  name,
  email: `${who}@${domain}`,
  role,
  password: makePassword(),
  authenticator: null,
});

/** The provider whose staff look at alerts first, fit devices and see people. */
export const monitoringCentre = 'Front Range Monitoring (demo)';

/** Who works in the demo's programme, by the first part of their address. The first enrols its people. */
const people = {
  officer: ['Dana Officer (demo)', 'case-officer'],
  supervisor: ['Sam Supervisor (demo)', 'supervisor'],
  // What takes two people takes both of them: money, publications, more restriction.
  second: ['Sofia Supervisor (demo)', 'supervisor'],
  auditor: ['Aldo Auditor (demo)', 'auditor'],
  manager: ['Mira Manager (demo)', 'programme-manager'],
  monitoring: ['Max Monitoring (demo)', 'monitoring-worker'],
  installer: ['Ines Installer (demo)', 'installer'],
  administrator: ['Ada Administrator (demo)', 'administrator'],
} as const satisfies Readonly<Record<string, readonly [string, StaffRole]>>;
export type DemoStaff = keyof typeof people;
export const emailOf = (who: DemoStaff): string => `${who}@${domain}`;

export const makeAccounts = (): DemoAccount[] =>
  Object.entries(people).map(([who, [name, role]]) => make(name, who, role));

/** Whose staff work for the provider. */
const ofProvider: readonly StaffRole[] = ['monitoring-worker', 'installer'];

type Step = { readonly client: ApiClient; readonly account: DemoAccount };

async function expectOk(
  client: ApiClient,
  path: string,
  body: unknown,
  what: string,
): Promise<Result<unknown, Fault>> {
  const answer = await client.post(path, body);
  return answer.status < 300
    ? succeed(answer.body)
    : fail({ code: 'refused', message: `${what}: the API answered ${faultIn(answer)}` });
}

const textIn = (body: unknown, field: string): string | null => {
  const value =
    typeof body === 'object' && body !== null
      ? Object.entries(body).find(([name]) => name === field)?.[1]
      : null;
  return typeof value === 'string' ? value : null;
};

const period = 30_000;
/**
 * Codes are tried from the one of half a minute ago, where it is still taken, so that the one showing now stays unused for
 * the person who watches the demo (each opens once).
 */
const codeAges = [period, 0] as const;

const giveCode = ({ client, account }: Step, path: string, age: number): Promise<Result<unknown, Fault>> =>
  expectOk(
    client,
    path,
    { code: codeOf(account, Date.now() - age)?.code ?? '' },
    `the code of ${account.email}`,
  );

/** Sets up the authenticator of whoever's password was just accepted. */
async function enrolAuthenticator({ client, account }: Step): Promise<Result<DemoAccount, Fault>> {
  const { email, password } = account;
  const asked = await expectOk(
    client,
    '/api/second-factor/enrol',
    { password },
    `the authenticator of ${email}`,
  );
  if (!asked.ok) return asked;
  const ready = { ...account, authenticator: textIn(asked.value, 'uri') };
  let confirmed: Result<unknown, Fault> = asked;
  for (const age of codeAges) {
    confirmed = await giveCode({ client, account: ready }, '/api/second-factor/confirm', age);
    if (confirmed.ok) return succeed(ready);
  }
  return confirmed.ok ? succeed(ready) : confirmed;
}

export type SignedIn = { readonly client: ApiClient; readonly account: DemoAccount };

/** Signs in with all that it takes; sets up the authenticator where this is the first time. */
export async function signIn(origin: string, account: DemoAccount): Promise<Result<SignedIn, Fault>> {
  const { email, password } = account;
  let last: Result<unknown, Fault> = fail({ code: 'no-code', message: `${email} has no code` });
  // A refused code ends the sign-in: the next begins with the password again.
  for (const age of codeAges) {
    const client = createApiClient(origin);
    last = await expectOk(client, '/api/sign-in', { email, password }, `the sign-in of ${email}`);
    if (!last.ok) return last;
    if (textIn(last.value, 'state') === 'second-factor-enrolment') {
      const ready = await enrolAuthenticator({ client, account });
      return ready.ok ? succeed({ client, account: ready.value }) : ready;
    }
    last = await giveCode({ client, account }, '/api/sign-in/second-factor', age);
    if (last.ok) return succeed({ client, account });
  }
  return last.ok ? fail({ code: 'no-code', message: `${email} has no code` }) : last;
}

/** By e-mail: that the operator of the machine says who this is, as the first colleague of a programme's only administrator. */
export type ConfirmByOperator = (email: string) => Promise<Result<unknown, Fault>>;

/** Of a role that sees nobody and changes nothing, which holds at once: that its owner is who they are said to be. */
async function confirmIdentity(second: ApiClient, staffId: string | null): Promise<Result<unknown, Fault>> {
  const listed = staffList.safeParse((await second.get('/api/staff')).body);
  const version = listed.data?.staff.find(({ id }) => id === staffId)?.version;
  const body = { version, note: 'Simulated: known in person.' };
  return expectOk(second, `/api/staff/${staffId}/confirmation`, body, 'the word on an account');
}

/** The second person's word on a new account, once its owner holds it. */
async function approve(second: ApiClient, staffId: string | null): Promise<Result<unknown, Fault>> {
  const listed = accountRequestList.safeParse((await second.get('/api/account-requests')).body);
  const waiting = listed.data?.requests.find(
    ({ staff, standing }) => staff.id === staffId && standing === 'waits',
  );
  if (waiting === undefined) return confirmIdentity(second, staffId);
  const { id, version } = waiting;
  return expectOk(
    second,
    `/api/account-requests/${id}/decision`,
    { decision: 'approved', version },
    `the second word on ${waiting.staff.email}`,
  );
}

export type Programme = { readonly name: string; readonly timezone: string };

/**
 * The first run: programme, administrator, and the others with their authenticators. Everything through the public API, but for the
 * operator's word on the supervisor, who then gives the second on everybody else. `confirm` null: it stays with one person's.
 */
export async function setUpStaff(
  origin: string,
  key: string,
  programme: Programme,
  accounts: readonly DemoAccount[],
  confirm: ConfirmByOperator | null,
): Promise<Result<SignedIn[], Fault>> {
  const administrator = accounts.find(({ role }) => role === 'administrator');
  if (administrator === undefined)
    return fail({ code: 'no-administrator', message: 'nobody is to be administrator' });
  const client = createApiClient(origin);
  const { name, email, password } = administrator;
  const first = await expectOk(
    client,
    '/api/first-run',
    { key, programme: { ...programme, simulated: true }, administrator: { name, email, password } },
    'the first run',
  );
  if (!first.ok) return first;
  const ready = await enrolAuthenticator({ client, account: administrator });
  if (!ready.ok) return ready;
  const entered = await expectOk(client, '/api/providers', { name: monitoringCentre }, 'the provider');
  if (!entered.ok) return entered;
  const done: SignedIn[] = [{ client, account: ready.value }];
  let second: ApiClient | null = null;
  // The supervisor first: theirs is the second word on the others.
  const others = accounts.filter((account) => account !== administrator);
  for (const account of others.sort(
    (a, b) => Number(b.role === 'supervisor') - Number(a.role === 'supervisor'),
  )) {
    const { role, name: theirs, email: address } = account;
    const provider = ofProvider.includes(role) ? monitoringCentre : null;
    const made = await expectOk(
      client,
      '/api/staff',
      { name: theirs, email: address, roles: [role], provider },
      `the invitation of ${account.email}`,
    );
    if (!made.ok) return made;
    const accepted = await expectOk(
      createApiClient(origin),
      '/api/invitations/accept',
      { token: textIn(made.value, 'token'), password: account.password },
      `the account of ${account.email}`,
    );
    if (!accepted.ok) return accepted;
    const signedIn = await signIn(origin, account);
    if (!signedIn.ok) return signedIn;
    done.push(signedIn.value);
    if (confirm === null) continue;
    const agreed: Result<unknown, Fault> =
      second === null ? await confirm(address) : await approve(second, textIn(made.value, 'id'));
    if (!agreed.ok) return agreed;
    second ??= signedIn.value.client;
  }
  return succeed(accounts.flatMap(({ email: whose }) => done.filter((one) => one.account.email === whose)));
}

/** The id of the demo's provider. */
export async function providerOf(client: ApiClient): Promise<string> {
  const read = providerList.parse((await client.get('/api/providers')).body);
  const found = read.providers.find(({ name }) => name === monitoringCentre);
  if (found === undefined) throw new Error('the demo has no provider');
  return found.id;
}
