import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { openLine } from './line.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const rows = (page: Page) => page.locator('tbody tr[data-kind]');
const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();

/** Kinds on the screen from top to bottom. */
const kinds = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-kind')));

test('an empty list says that nobody needs anybody, and a cut strap is on the screen in well under a second', async () => {
  const held = await console.enrol('L-1', { participant: { name: 'Rosa Delgado' } });
  const page = await console.open();
  await page.getByText('Nobody needs you right now').waitFor();
  await live(page);
  const before = Date.now();
  await console.raise(held);
  await page.locator('tr[data-kind="strap-opened"]').waitFor();
  const took = Date.now() - before;
  expect(took).toBeLessThan(1_000);
  await page.getByTestId('urgent').getByText('Rosa Delgado').waitFor();
  await expect.poll(() => page.title()).toBe('(1) Today · Attend');
  await page.context().close();
});

describe('a hand in the list', () => {
  test('keeps every row in its place; what came waits with a notice, and is shown on request', async () => {
    const [one, two, three] = [
      await console.enrol('L-2'),
      await console.enrol('L-3'),
      await console.enrol('L-4'),
    ];
    await console.raise(one, { kind: 'silent', severity: 'medium' });
    await console.raise(two, { kind: 'battery-low', severity: 'low' });
    const page = await console.open();
    await live(page);
    await rows(page).nth(2).waitFor();
    const before = await kinds(page);
    await page.locator('tr[data-kind="battery-low"] a').focus();
    const place = await page.locator('tr[data-kind="battery-low"]').boundingBox();
    await console.raise(three, { kind: 'exclusion-zone-entered', condition: 'z1', severity: 'high' });
    await page.getByText('1 new alert waits').waitFor();
    expect(await kinds(page)).toEqual(before);
    expect(await page.locator('tr[data-kind="battery-low"]').boundingBox()).toEqual(place);

    await page.keyboard.press('n');
    await page.locator('tr[data-kind="exclusion-zone-entered"]').waitFor();
    // The focus stays with its alert, wherever that stands now.
    const focused = await page.evaluate('document.activeElement.closest("tr").dataset.kind');
    expect(focused).toBe('battery-low');
    await page.context().close();
  });

  test('sees an urgent one all the same, over the list', async () => {
    const held = await console.enrol('L-5', { participant: { name: 'Paul Desir' } });
    const page = await console.open();
    await live(page);
    await rows(page).first().hover();
    const before = await kinds(page);
    await console.raise(held, { kind: 'sos', severity: 'critical' });
    await page.getByTestId('urgent').getByText('Paul Desir').waitFor();
    expect(await kinds(page)).toEqual(before);
    await page.context().close();
  });
});

test('after a break nothing is missed, and the break is said', async () => {
  const held = await console.enrol('L-6', { participant: { name: 'Ines Romero' } });
  const line = await openLine(console.api.address);
  const page = await (await console.profile({ origin: line.address })).newPage();
  await page.goto(line.address);
  await live(page);
  line.cut();
  await page.getByText('Not connected').waitFor();
  const id = await console.raise(held, { kind: 'tamper', severity: 'high' });
  await page.getByText('The server has not answered since').waitFor();
  // The words of the break stand beside all pages and the search, at every width, and push nothing out of the window.
  for (const width of [1280, 1000, 780, 390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await page.getByText('Not connected').waitFor();
    await lookAt(page, `today-broken-line-${width}`, false);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  line.mend();
  await page.locator('tr', { hasText: 'Ines Romero' }).waitFor();
  await live(page);
  await expect.poll(() => page.getByText('The server has not answered since').count()).toBe(0);

  // It came by the feed, from where that was broken off, not by reading the list again.
  line.cut();
  await page.getByText('Not connected').waitFor();
  await page.route('**/api/alerts?**', (route) => route.abort());
  await console.admin.post(`/api/alerts/${id}/acknowledge`, { version: 1 });
  line.mend();
  await page.locator('tr', { hasText: 'Ines Romero' }).getByText('Acknowledged').waitFor();
  await page.context().close();
  line.close();
});

test('two tabs share one connection, and both hear; when the one that reads is closed the other goes on', async () => {
  const held = await console.enrol('L-7', { participant: { name: 'Fabiola Augustin' } });
  const later = await console.enrol('L-8', { participant: { name: 'Omar Nasser' } });
  const context = await console.profile();
  const feeds: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/api/feed')) feeds.push(request.url());
  });
  const first = await context.newPage();
  await first.goto(console.api.address);
  await live(first);
  const second = await context.newPage();
  await second.goto(console.api.address);
  await live(second);
  await console.raise(held, { kind: 'tamper', severity: 'high' });
  for (const page of [first, second]) await page.locator('tr', { hasText: 'Fabiola Augustin' }).waitFor();
  expect(feeds).toHaveLength(1);

  await first.close();
  await expect.poll(() => feeds.length, { timeout: 10_000 }).toBe(2);
  await console.raise(later, { kind: 'tamper', severity: 'high' });
  await second.locator('tr', { hasText: 'Omar Nasser' }).waitFor();
  await context.close();
});

test('an API that does not answer shows as that, never as an empty list', async () => {
  const context = await console.profile();
  const page = await context.newPage();
  await page.route('**/api/alerts?**', (route) => route.abort());
  await page.goto(console.api.address);
  await page.getByText('The server does not answer').waitFor({ timeout: 20_000 });
  expect(await page.getByText('Nobody needs you right now').count()).toBe(0);
  await lookAt(page, 'today-no-answer');
  await page.unroute('**/api/alerts?**');
  await rows(page).first().waitFor({ timeout: 20_000 });
  await context.close();
});

test('a page whose code was not fetched yet says that the server does not answer, and comes by itself', async () => {
  await console.raise(await console.enrol('L-14'), { kind: 'tamper', severity: 'high' });
  const line = await openLine(console.api.address);
  const page = await (await console.profile({ origin: line.address })).newPage();
  await page.goto(line.address);
  await live(page);
  line.cut();
  await page.getByText('Not connected').waitFor();
  await page.getByRole('link', { name: 'People' }).first().click();
  await page.getByRole('heading', { name: 'The server does not answer' }).waitFor();
  // The frame stands: what is connected, and the way back.
  await page.getByText('The server has not answered since').waitFor();
  await page.getByRole('link', { name: 'Today' }).first().click();
  await rows(page).first().waitFor();
  await page.getByRole('link', { name: 'People' }).first().click();
  line.mend();
  await page.locator('a[data-person]').first().waitFor({ timeout: 20_000 });
  await page.context().close();
  line.close();
});

test('title and sound can be turned off, and stay off', async () => {
  await console.raise(await console.enrol('L-13'), { kind: 'tamper', severity: 'high' });
  const page = await console.open();
  await expect.poll(() => page.title()).toMatch(/^\(\d+\) Today/);
  await page.getByRole('button', { name: 'Settings and account' }).click();
  await page.getByRole('switch', { name: 'Number of new alerts in the title' }).click();
  await page.getByRole('switch', { name: 'Sound at urgent alerts' }).click();
  await expect.poll(() => page.title()).toBe('Today · Attend');
  await page.reload();
  await rows(page).first().waitFor();
  expect(await page.title()).toBe('Today · Attend');
  expect(await page.evaluate('localStorage.getItem("attend.sound")')).toBe('off');
  await page.context().close();
});

test('an urgent alert sounds once somebody has touched the page, and not when it is turned off', async () => {
  const [one, two] = [await console.enrol('L-9'), await console.enrol('L-10')];
  const context = await console.profile();
  // Counts the tones that start, where a loudspeaker would be.
  await context.addInitScript(`
    globalThis.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { globalThis.tones += 1; return start.apply(this, when); };
  `);
  const page = await context.newPage();
  await page.goto(console.api.address);
  await live(page);
  await page.keyboard.press('Shift');
  await page.locator('h1').click();
  await console.raise(one);
  await expect.poll(() => page.evaluate<number>('globalThis.tones')).toBeGreaterThan(0);
  await page.evaluate('globalThis.tones = 0; localStorage.setItem("attend.sound", "off")');
  await page.reload();
  await live(page);
  await page.locator('h1').click();
  await console.raise(two);
  await page.getByTestId('urgent').first().waitFor();
  expect(await page.evaluate('globalThis.tones')).toBe(0);
  await context.close();
});

test('filters stand in the address and take in what arrives', async () => {
  const [one, two] = [
    await console.enrol('L-11', { participant: { name: 'Filter One' } }),
    await console.enrol('L-12', { participant: { name: 'Filter Two' } }),
  ];
  const page = await console.open('/?kind=no-position');
  await page.getByText('No alert fits these choices').waitFor();
  await live(page);
  await console.raise(one, { kind: 'no-position', severity: 'low' });
  await page.locator('tr', { hasText: 'Filter One' }).waitFor();
  await console.raise(two, { kind: 'case-opened', severity: 'high' });
  await page.getByLabel('Kind').selectOption('case-opened');
  await page.locator('tr', { hasText: 'Filter Two' }).waitFor();
  expect(page.url()).toContain('kind=case-opened');
  expect(await page.locator('tr', { hasText: 'Filter One' }).count()).toBe(0);
  await page.context().close();
});
