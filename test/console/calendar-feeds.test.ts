import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
await console.enrol('A-2041', { participant: { name: 'Marisol Vega', office: 'Downtown' } });

test('calendar-feeds: axe finds nothing in any look, and nothing is wider than the window', async () => {
  for (const options of [{}, { locale: 'ar' }]) {
    const page = await console.open('/calendar-feeds', options);
    await page.locator('form button[type="submit"]').waitFor();
    for (const [look, size] of [
      ['wide', { width: 1280, height: 900 }],
      ['phone', { width: 360, height: 780 }],
    ] as const) {
      await page.setViewportSize(size);
      await lookAt(page, `calendar-feeds-${look}${'locale' in options ? '-from-the-right' : ''}`);
    }
    await page.context().close();
  }
});

test('ICS-1 with the keyboard alone: an address is made, shown once, used, renewed and revoked', async () => {
  const page = await console.open('/calendar-feeds');
  await page.getByLabel('Of whom').selectOption({ label: 'Downtown' });
  await page.getByRole('button', { name: 'Make an address' }).press('Enter');
  const shown = page.getByLabel('Subscribe to this address in your calendar program');
  await shown.waitFor();
  const first = await shown.inputValue();
  const get = async (address: string): Promise<number> => (await fetch(address)).status;
  expect(await get(first)).toBe(200);
  await page.getByRole('button', { name: 'I have it' }).press('Enter');
  expect(await page.content()).not.toContain(first.split('/').at(-2));
  await page.getByRole('button', { name: 'Another address: Downtown' }).press('Enter');
  await shown.waitFor();
  const second = await shown.inputValue();
  expect([await get(first), await get(second)]).toEqual([404, 200]);
  await page.getByRole('button', { name: 'Revoke: Downtown' }).press('Enter');
  await page.getByRole('button', { name: 'Revoke it' }).press('Enter');
  await page.getByText('You have made none.').waitFor();
  expect(await get(second)).toBe(404);
  expect((await owner.query('select count(*)::int as n from calendar_feed')).rows).toEqual([{ n: 1 }]);
  await page.context().close();
});
