import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type PageOptions, withConsole } from './console.ts';
import { setScene } from './scene.ts';

const console = await withConsole();
const alerts = await setScene(console);
const { body: list } = await console.admin.get('/api/people?q=A-2042');
const person: string = list.people[0].id;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** `ATTEND_SHOTS=/tmp/shots` keeps a picture of each page, to be looked at. */
const shots = process.env.ATTEND_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const pages: readonly (readonly [
  name: string,
  path: string,
  ready: string,
  act?: (page: Page) => Promise<void>,
])[] = [
  ['today', '/', 'tr[data-kind="sos"]'],
  ['today-filtered-empty', '/?severity=low&kind=sos', 'text=No alert fits these choices'],
  ['today-closed', '/?show=closed', 'text=Nothing has been closed yet'],
  ['alert-cut', `/alerts/${alerts.cut}`, '[data-map="ready"], [data-map="sketch"]'],
  ['alert-zone', `/alerts/${alerts.zone}`, '[data-map="ready"], [data-map="sketch"]'],
  ['alert-curfew', `/alerts/${alerts.curfew}`, '[data-map="ready"], [data-map="sketch"]'],
  ['people', '/people', 'text=Marisol Vega'],
  ['people-none', '/people?q=zzzzqq', 'text=Nobody was found'],
  ['person', `/people/${person}`, 'text=What the order permits'],
  ['person-order', `/people/${person}?part=order`, '[data-map="ready"], [data-map="sketch"]'],
  ['person-movement', `/people/${person}?part=movement`, 'text=Why do you look?', askMovement],
  ['person-alerts', `/people/${person}?part=alerts`, 'text=Closed or taken back lately'],
  ['person-looks', `/people/${person}?part=looks`, 'td:has-text("Ada Okafor")'],
  ['status', '/status', 'text=Machine'],
  ['staff', '/staff', 'td:has-text("Ada Okafor")'],
  [
    'staff-new',
    '/staff',
    'text=New account',
    (page) => page.getByRole('button', { name: 'New account' }).click(),
  ],
  ['sessions', '/sessions', 'text=This one'],
  ['not-found', '/nowhere', 'text=There is no such page'],
];

async function askMovement(page: Page): Promise<void> {
  await page.getByLabel('Why do you look?').fill('Checking the device');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.locator('[data-map="ready"], [data-map="sketch"]').waitFor();
  await page.locator('tr[data-gap]').first().waitFor({ state: 'attached' });
}

const looks: readonly (readonly [name: string, options: PageOptions])[] = [
  ['wide-light', {}],
  ['wide-dark', { scheme: 'dark' }],
  ['phone-light', { width: 390, height: 844 }],
  ['wide-rtl', { locale: 'ar' }],
];

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window.
    const { violations } = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(
      (violation: { id: string; nodes: { target: string[]; failureSummary: string }[] }) =>
        violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
  return found;
}

describe.each(looks)('%s', (look, options) => {
  test.each(pages)(
    '%s: axe finds nothing, and nothing is wider than the window',
    async (name, path, ready, act) => {
      const page = await console.open(path, options);
      await page.locator(ready).first().waitFor();
      await act?.(page);
      if (shots)
        await page.screenshot({ path: join(shots, `${name}-${look}.png`), fullPage: name !== 'today' });
      expect(await faultsOf(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await page.context().close();
    },
  );
});
