import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { downtown, way } from './scene.ts';

const console = await withConsole();
const held = await console.enrol('M-1', { names: { z1: 'Downtown hotel' } });
await console.store(held, way(Date.now(), 120, downtown));
const zone = await console.raise(held, { kind: 'exclusion-zone-entered', condition: 'z1', severity: 'high' });

async function openMap(prepare: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await (await console.profile()).newPage();
  await prepare(page);
  await page.goto(`${console.api.address}/alerts/${zone}`);
  return page;
}

test('where the browser has no WebGL the map is a sketch to scale, with the same table', async () => {
  const page = await openMap((fresh) =>
    fresh.addInitScript(`
      const getContext = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
      };
    `),
  );
  await page.locator('[data-map="sketch"] svg[role="img"]').waitFor();
  await page.getByText('A sketch to scale').waitFor();
  expect(await page.locator('[data-map="sketch"] svg text', { hasText: /m$/ }).count()).toBe(1);
  expect(await page.locator('table tbody tr').count()).toBeGreaterThan(10);
  await lookAt(page, 'alert-sketch');
  await page.context().close();
});

test('the map says that its base is coarse, and fetches nothing from elsewhere', async () => {
  const page = await openMap(async () => {});
  await page.locator('[data-map="ready"]').waitFor();
  await page.getByText('The base map is coarse').waitFor();
  // That nothing was fetched elsewhere is asked of every page of these tests when they end.
  await page.context().close();
});

test('without the base map’s files zones and fixes are drawn all the same', async () => {
  const page = await openMap((fresh) => fresh.route('**/counties-*.json', (route) => route.abort()));
  await page.locator('[data-map="ready"]').waitFor();
  await page.context().close();
});

test('on paper an alert has a sketch instead of the map, and no buttons', async () => {
  const page = await openMap(async () => {});
  await page.locator('[data-map="ready"]').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('[data-map] svg[role="img"]').isVisible()).toBe(true);
  expect(await page.locator('.maplibregl-map').isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Acknowledge' }).isVisible()).toBe(false);
  expect(await page.getByRole('heading', { name: 'Why' }).isVisible()).toBe(true);
  await lookAt(page, 'alert-print');
  await page.context().close();
});
