import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, test } from 'vitest';
import { type PageOptions, withConsole } from './console.ts';
import { lookAt, type Rules } from './look.ts';
import { setOffice } from './office.ts';
import { setScene } from './scene.ts';

const console = await withConsole();
const alerts = await setScene(console);
const { person, token } = await setOffice(console, 'A-2042');
type Shown = readonly [
  name: string,
  path: string,
  ready: string,
  act: ((page: Page) => Promise<void>) | null,
];
const shown = (name: string, path: string, ready: string, act: Shown[3] = null): Shown => [
  name,
  path,
  ready,
  act,
];
const map = '[data-map="ready"], [data-map="sketch"]';

const pages = [
  shown('today', '/', 'tr[data-kind="sos"]'),
  shown('today-filtered-empty', '/?severity=low&kind=sos', 'text=No alert fits these choices'),
  shown('today-closed', '/?show=closed', 'tr[data-kind="tamper"]'),
  shown('today-none-taken-back', '/?show=withdrawn', 'text=Nothing was taken back'),
  shown('alert-cut', `/alerts/${alerts.cut}`, map),
  shown('alert-zone', `/alerts/${alerts.zone}`, map),
  shown('alert-curfew', `/alerts/${alerts.curfew}`, map),
  shown('alert-closed', `/alerts/${alerts.cleared}`, 'text=Open again'),
  shown('alert-missing', '/alerts/01a21793-4000-7000-8000-000000000000', 'text=There is no such alert'),
  shown('people', '/people', 'text=Marisol Vega'),
  shown('people-none', '/people?q=zzzzqq', 'text=Nobody was found'),
  shown('person', `/people/${person}`, 'text=What the order permits'),
  shown('person-order', `/people/${person}?part=order`, map),
  shown('person-movement', `/people/${person}?part=movement`, 'text=Why do you look?', askMovement),
  shown('person-alerts', `/people/${person}?part=alerts`, 'text=Closed or taken back lately'),
  shown('person-looks', `/people/${person}?part=looks`, 'td:has-text("Ada Okafor")'),
  shown('status', '/status', 'text=Machine'),
  shown('staff', '/staff', 'td:has-text("Ada Okafor")'),
  shown('staff-new', '/staff', 'text=Invite somebody', (page) =>
    page.getByRole('button', { name: 'Invite somebody' }).click(),
  ),
  shown('oversight', '/oversight', 'table[aria-label="Unusual looks"]', askScope),
  shown('retention', '/retention', 'td:has-text("Readings and positions")'),
  shown('security', '/security', 'text=This one'),
  shown('person-supervision', `/people/${person}?part=supervision`, 'text=Appointed by the court'),
  shown('hand-over', `/people/${person}?part=supervision`, 'text=Hand over…', async (page) => {
    await page.getByRole('button', { name: 'Hand over…' }).click();
    await page.getByLabel('Who', { exact: true }).waitFor();
  }),
  shown('bring-in-attorney', `/people/${person}?part=supervision`, 'text=Bring in…', async (page) => {
    await page.getByRole('button', { name: 'Bring in…' }).click();
    await page.getByLabel('As', { exact: true }).selectOption('attorney');
    await page.getByRole('button', { name: 'Bring in', exact: true }).click();
    await page.getByText('Say whose authority it is').waitFor();
  }),
  shown('absences', '/absences', 'td:has-text("Rosa Lindqvist")'),
  shown('absence-new', '/absences', 'td:has-text("Rosa Lindqvist")', async (page) => {
    await page.getByRole('button', { name: 'Enter an absence' }).click();
    await page.getByLabel('Who is away').waitFor();
    await page.getByRole('button', { name: 'Enter the absence' }).click();
    await page.getByText('Choose who is away').waitFor();
  }),
  shown('offices', '/offices', 'td:has-text("Homeward Services")'),
  shown('office-new', '/offices', 'text=Open an office…', async (page) => {
    await page.getByRole('button', { name: 'Open an office…' }).click();
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByText('Fill this in').waitFor();
  }),
  shown('staff-change', '/staff', 'td:has-text("Theo Marchand")', async (page) => {
    await page.getByRole('button', { name: 'Change the account of Theo Marchand' }).click();
    await page.getByRole('checkbox', { name: 'Downtown' }).waitFor();
  }),
  shown('break-glass', '/break-glass', 'text=Their sister called'),
  shown('break-glass-review', '/break-glass', 'text=Their sister called', async (page) => {
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('Was it justified?').waitFor();
  }),
  shown('destructions', '/destructions', 'text=The case was sealed by the court.'),
  shown('import-export', '/import-export', 'main >> text=Orders to decide'),
  shown('invitation-signed-in', `/invitation#${token}`, 'h1'),
  shown('more-pages', '/status', 'text=Machine', async (page) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Ended keys' }).waitFor();
  }),
  shown('personal-menu', '/security', 'text=This one', (page) =>
    page.getByRole('button', { name: 'Settings and account' }).click(),
  ),
  shown('audit', '/audit', 'td:has-text("A-2042")'),
  shown('audit-entry', '/audit?person=A-2042', 'td:has-text("A-2042")', async (page) => {
    await page
      .getByRole('link', { name: /participant|enrol/ })
      .first()
      .click();
    await page.locator('text=As it was written').waitFor();
  }),
  shown('not-found', '/nowhere', 'text=There is no such page'),
];

/** What stands before anybody is signed in. */
const open = [
  shown('sign-in', '/', 'text=With the e-mail address and password'),
  shown('invitation', `/invitation#${token}`, 'text=Welcome, Ines Amaral'),
  shown('invitation-spent', '/invitation#nothing', 'text=This invitation does not open'),
];

async function askScope(page: Page): Promise<void> {
  await page.getByLabel('From (UTC)').fill('2026-01-01');
  await page.getByLabel('To, inclusive').fill('2036-01-01');
  await page.getByLabel('Why do you ask?').fill('An account was misused');
  await page.getByRole('button', { name: 'Show the scope' }).click();
  await page.getByRole('table', { name: 'Scope of the breach' }).waitFor();
}

async function askMovement(page: Page): Promise<void> {
  await page.getByLabel('Why do you look?').fill('Checking the device');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.locator(map).waitFor();
  await page.locator('tr[data-gap]').first().waitFor({ state: 'attached' });
}

const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 780 };
type Scheme = 'light' | 'dark';
type Direction = 'ltr' | 'rtl';
type Look = readonly [scheme: Scheme, size: { width: number; height: number }, Direction, of: Rules];
/**
 * Changed on the open page, as a hand and a switch change it: a page opened anew for each would take minutes. A switch of
 * colours changes colours alone, and direction alone where things stand: only what that can break is looked for again. Every
 * look is measured for its width.
 */
const looks: readonly Look[] = [
  ['light', wide, 'ltr', 'all'],
  ['light', wide, 'rtl', 'places'],
  ['dark', wide, 'ltr', 'colours'],
  ['dark', phone, 'ltr', 'all'],
  ['dark', phone, 'rtl', 'places'],
  ['light', phone, 'ltr', 'colours'],
];
/** In a language that runs from the right, for what is placed by script and not by style: popovers, sliders, maps. */
const fromTheRight: readonly Look[] = [
  ['light', wide, 'rtl', 'places'],
  ['dark', phone, 'rtl', 'all'],
];
const placedByScript = /^(today|alert-zone|person-movement|personal-menu|bring-in-attorney|sign-in)$/;
// Of the three alerts with a map, which are one page, one is enough but for what it is like at first.
const likeZone = /^alert-(cut|curfew)$/;

const right: PageOptions = { locale: 'ar' };
// One profile for all pages: the program's files are fetched and compiled once.
const profiles = {
  signedIn: await console.profile(),
  signedOut: await console.profile({ as: null }),
  right: await console.profile(right),
  rightSignedOut: await console.profile({ ...right, as: null }),
};
afterAll(async () => {
  for (const profile of Object.values(profiles)) await profile.close();
});

async function lookAtAll(
  context: BrowserContext,
  [name, path, ready, act]: Shown,
  of: readonly Look[],
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${console.api.address}${path}`);
  await page.locator(ready).first().waitFor();
  await act?.(page);
  for (const [scheme, size, direction, rules] of of) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await page.evaluate(`document.documentElement.dir = '${direction}'`);
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
    const look = `${size === wide ? 'wide' : 'phone'}-${scheme}-${direction}`;
    await lookAt(page, `${name}-${look}`, name !== 'today', rules);
  }
  await page.close();
}

// Side by side: while one page is laid out another one waits for the server.
const says = '%s: axe finds nothing in any look, and nothing is wider than the window';
describe('in English', () => {
  test.concurrent.each(pages)(says, (...page) =>
    lookAtAll(profiles.signedIn, page, likeZone.test(page[0]) ? looks.slice(0, 1) : looks),
  );
  test.concurrent.each(open)(says, (...page) => lookAtAll(profiles.signedOut, page, looks));
});
describe('in a language from the right', () => {
  const placed = (all: readonly Shown[]) => all.filter(([name]) => placedByScript.test(name));
  test.concurrent.each(placed(pages))(says, (...page) => lookAtAll(profiles.right, page, fromTheRight));
  test.concurrent.each(placed(open))(says, (...page) =>
    lookAtAll(profiles.rightSignedOut, page, fromTheRight),
  );
});
