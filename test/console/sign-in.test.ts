import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../server/api/testing/client.ts';
import { providerClient, startProvider } from '../../server/api/testing/provider.ts';
import { enrol, firstRun, password, withTestApi } from '../../server/api/testing/start.ts';
import { totpOf } from '../../server/api/testing/totp.ts';
import { launchBrowser } from './browser.ts';
import { builtApp } from './built-app.ts';
import { lookAt } from './look.ts';

const provider = await startProvider();
const setup = await withTestApi({
  webRoot: await builtApp(),
  providers: [
    {
      id: 'southside',
      name: 'Southside County',
      issuer: provider.issuer,
      clientId: providerClient.id,
      clientSecret: providerClient.secret,
      domains: ['southside.example'],
      secondFactor: 'claimed',
      acr: [],
    },
  ],
});
const owner = setup.database.pool('owner');
// By its name: browsers know no passkeys for an address of numbers.
const origin = setup.api.address.replace('127.0.0.1', 'localhost');
const admin = await firstRun(setup);
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await provider.stop();
});

/** A browser profile with an authenticator of Chromium's own (CDP, WebAuthn domain). */
async function newProfile(): Promise<{ context: BrowserContext; page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { context, page, cdp };
}

async function enterAs(context: BrowserContext, client: Client): Promise<void> {
  await context.addCookies(
    client
      .cookies()
      .split('; ')
      .map((pair) => ({
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        url: origin,
      })),
  );
}
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const signOut = async (page: Page) => {
  await page.getByRole('button', { name: 'Settings and account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
};
/** As if six minutes went by for this person. */
const letProofsAge = (email: string) =>
  owner.query(
    `update auth.session set proven_at = now() - interval '6 minutes'
     where user_id = (select id from auth.user_account where email = $1)`,
    [email],
  );

test('SGN-21 an invitation from the staff page to the new person’s first look, by a passkey', async () => {
  const { context, page } = await newProfile();
  await enterAs(context, admin);
  await page.goto(`${origin}/staff`);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Pia Passkey');
  await page.getByLabel('E-mail').fill('pia@southside.example');
  await page.getByLabel('Case officer').check();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('dialog', { name: 'Invitation of Pia Passkey' }).waitFor();
  await lookAt(page, 'invitation-link');
  const link = await page.getByLabel('Link').inputValue();
  expect(link).toMatch(new RegExp(`^${origin}/invitation#`));
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByText('invited, until').waitFor();
  await lookAt(page, 'staff-invited');

  const invited = await newProfile();
  await invited.page.goto(link);
  await heading(invited.page, 'Welcome, Pia Passkey');
  await lookAt(invited.page, 'invitation');
  await invited.page.getByRole('button', { name: 'Make a passkey' }).click();
  await heading(invited.page, 'Today');
  // The link has served: it is in no address bar any more.
  expect(invited.page.url()).toBe(`${origin}/`);

  await signOut(invited.page);
  await lookAt(invited.page, 'sign-in-ways');
  await invited.page.getByRole('button', { name: 'Use a passkey' }).click();
  await heading(invited.page, 'Today');
  const again = await newProfile();
  await again.page.goto(link);
  await heading(again.page, 'This invitation does not open');
  await lookAt(again.page, 'invitation-used');
  // With no passkey here the browser says so, and the page lives on.
  await again.page.getByRole('button', { name: 'To sign-in' }).click();
  await again.cdp.send('WebAuthn.disable');
  await heading(again.page, 'Sign in');
  for (const each of [context, invited.context, again.context]) await each.close();
});

test('SGN-15 SGN-17 passkeys are added by name, renamed and removed; the last one stays; all by keyboard', async () => {
  const { context, page } = await newProfile();
  const made = await admin.post('/api/staff', {
    name: 'Kay Board',
    email: 'kay@example.org',
    roles: ['case-officer'],
  });
  const client = createClient(origin);
  await client.post('/api/invitations/accept', { token: made.body.token, password });
  await enrol(client);
  await enterAs(context, client);
  await page.goto(`${origin}/security`);
  await page.getByRole('button', { name: 'Add a passkey' }).waitFor();
  await lookAt(page, 'security-none');
  await page.getByRole('button', { name: 'Add a passkey' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Add a passkey' }).waitFor();
  await lookAt(page, 'passkey-new');
  await page.keyboard.type('Office computer');
  await page.keyboard.press('Enter');
  await page.getByText('Passkey added.').waitFor();
  await page.getByRole('button', { name: 'Rename Office computer' }).click();
  await page.getByLabel('Name of the passkey').fill('Old laptop');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Old laptop' }).waitFor();
  await lookAt(page, 'security');
  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Removed: it opens nothing any more.').waitFor();
  expect((await client.get('/api/security')).body.passkeys).toEqual([]);
  await context.close();
});

test('SGN-18 a sensitive command asks for a fresh proof, and then goes on by itself', async () => {
  const { context, page } = await newProfile();
  const boss = createClient(origin);
  const made = await admin.post('/api/staff', {
    name: 'Bo Boss',
    email: 'bo@example.org',
    roles: ['administrator'],
  });
  await boss.post('/api/invitations/accept', { token: made.body.token, password });
  const uri = await enrol(boss);
  await admin.post('/api/staff', { name: 'Lee Ver', email: 'lee@example.org', roles: ['auditor'] });
  await enterAs(context, boss);
  await page.goto(`${origin}/staff`);
  await letProofsAge('bo@example.org');
  await page.getByRole('button', { name: 'Withdraw the invitation of Lee Ver' }).click();
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('dialog', { name: 'Is it still you?' }).waitFor();
  await lookAt(page, 'step-up');
  // Called off: nothing is changed, and why is said.
  await page.keyboard.press('Escape');
  await page.getByText('This needs a fresh proof that it is you').waitFor();
  expect(await page.getByText('invitation withdrawn').count()).toBe(0);
  await page.getByRole('button', { name: 'Withdraw the invitation of Lee Ver' }).click();
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.keyboard.press('Enter');
  await page.getByText('This code is wrong or has expired.').waitFor();
  await page.getByLabel('Code', { exact: true }).fill(totpOf(uri, Date.now() + 30_000));
  await page.keyboard.press('Enter');
  await page.getByText('invitation withdrawn').waitFor();

  // With a passkey, on top of the dialog whose command asks.
  await page.goto(`${origin}/security`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.keyboard.type('Blue key');
  await page.keyboard.press('Enter');
  await page.getByText('Passkey added.').waitFor();
  await page.goto(`${origin}/staff`);
  await letProofsAge('bo@example.org');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Nu Comer');
  await page.getByLabel('E-mail').fill('nu@example.org');
  await page.getByLabel('Auditor').check();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('dialog', { name: 'Invitation of Nu Comer' }).waitFor();
  await context.close();
});

test('SGN-23 an administrator ends somebody’s session on the staff page', async () => {
  const { context, page } = await newProfile();
  const made = await admin.post('/api/staff', {
    name: 'Sid Session',
    email: 'sid@example.org',
    roles: ['case-officer'],
  });
  const sid = createClient(origin);
  await sid.post('/api/invitations/accept', { token: made.body.token, password });
  await enrol(sid);
  await enterAs(context, admin);
  await page.goto(`${origin}/staff`);
  await page.getByRole('button', { name: 'Change the account of Sid Session' }).click();
  await page.getByRole('button', { name: 'End all sessions' }).waitFor();
  await lookAt(page, 'staff-sessions');
  await page.getByRole('button', { name: 'End all sessions' }).click();
  await page.getByText('Signed in nowhere.').waitFor();
  expect((await sid.get('/api/people')).status).toBe(401);
  await context.close();
});

test('SGN-19 an agency’s own sign-in, there and back to where one was; what is refused is said', async () => {
  const { context, page } = await newProfile();
  await admin.post('/api/staff', {
    name: 'Ana Agency',
    email: 'ana@southside.example',
    roles: ['case-officer'],
  });
  const sits = {
    sub: 'ana',
    email: 'ana@southside.example',
    email_verified: true,
    amr: ['mfa'],
  };
  provider.sits = { ...sits, email_verified: false };
  await page.goto(`${origin}/people`);
  await page.getByRole('button', { name: 'Sign in with Southside County' }).click();
  await page.getByText('does not vouch for your e-mail address').waitFor();
  await lookAt(page, 'agency-refused');
  expect(page.url()).toBe(`${origin}/sign-in/agency`);
  await page.getByRole('button', { name: 'Back to sign-in' }).click();
  provider.sits = sits;
  await page.getByRole('button', { name: 'Sign in with Southside County' }).click();
  await heading(page, 'People');
  expect(new URL(page.url()).pathname).toBe('/people');
  await context.close();
});
