import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { type PageOptions, withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { setScene } from './scene.ts';

const console = await withConsole();
const alerts = await setScene(console);
const { body: list } = await console.admin.get('/api/people?q=A-2042');
const person: string = list.people[0].id;
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
  shown('oversight', '/oversight', 'text=Nothing unusual in the last seven days', askScope),
  shown('retention', '/retention', 'td:has-text("Readings and positions")'),
  shown('security', '/security', 'text=This one'),
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
type Look = readonly [name: string, scheme: 'light' | 'dark', size: { width: number; height: number }];
/** Changed on the open page, as a hand and a switch change it: a page opened anew for each would take minutes. */
const looks: readonly Look[] = [
  ['wide-light', 'light', wide],
  ['wide-dark', 'dark', wide],
  ['phone-dark', 'dark', phone],
  ['phone-light', 'light', phone],
];
const directions: readonly (readonly [name: string, options: PageOptions, of: readonly Look[]])[] = [
  ['from the left', {}, looks],
  ['from the right', { locale: 'ar' }, looks.filter(([name]) => /wide-light|phone-dark/.test(name))],
];

const likeZone = /^alert-(cut|curfew)$/;

describe.each(directions)('%s', (direction, options, of) => {
  // Of the three alerts with a map, which are one page, one is enough but for what it is like at first.
  const shownHere = direction === 'from the left' ? pages : pages.filter(([name]) => !likeZone.test(name));
  test.each(shownHere)(
    '%s: axe finds nothing in any look, and nothing is wider than the window',
    async (name, path, ready, act) => {
      const page = await console.open(path, options);
      await page.locator(ready).first().waitFor();
      await act?.(page);
      for (const [look, colorScheme, size] of likeZone.test(name) ? of.slice(0, 1) : of) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(size);
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
        await lookAt(page, `${name}-${look}-${direction.replaceAll(' ', '-')}`, name !== 'today');
      }
      await page.context().close();
    },
  );
});
