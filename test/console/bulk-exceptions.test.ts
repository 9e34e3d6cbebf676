import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { applyBulkExceptions } from '../../server/bulk-exceptions/apply.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', office: 'Key West' } });
await console.enrol('A-2042', { participant: { name: 'Denis Okoro', office: 'Downtown' } });
const inHours = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

test('LIF-10 LIF-11 LIF-13 with the keyboard alone many are let off, and have to keep it again', async () => {
  const page = await console.open('/bulk-exceptions');
  await page.getByLabel('County of Key West', { exact: true }).fill('Monroe');
  await page.getByRole('button', { name: 'Save the county of Key West' }).press('Enter');
  await page.getByText('The county is on record.').first().waitFor();
  await page.getByLabel('Monroe', { exact: true }).press('Space');
  await page.getByLabel('Check-ins', { exact: true }).press('Space');
  await page.getByRole('button', { name: 'See whom it concerns' }).press('Enter');
  await page.getByText('Say why').waitFor();
  await lookAt(page, 'bulk-exceptions-faults');
  await page.getByLabel('Until').fill(inHours(48));
  await page.getByLabel('Reason').fill('the Keys are evacuated');
  await page.getByRole('button', { name: 'See whom it concerns' }).press('Enter');
  await page.getByText('It concerns 1 person').waitFor();
  await page.locator('td:has-text("Marisol Vega")').waitFor();
  await lookAt(page, 'bulk-exceptions-preview');
  await page.getByRole('button', { name: 'Grant it to all of them' }).press('Enter');
  await page.locator('td:has-text("0 of 1 so far")').waitFor();
  expect(await applyBulkExceptions(owner, keyring)).toBe(1);

  await page.goto(`${console.api.address}/`);
  await page.getByText('Exception for many').waitFor();
  await lookAt(page, 'today-exception-for-many');
  await page.goto(`${console.api.address}/people/${held.participantId}?part=order`);
  await page.getByText('the Keys are evacuated').first().waitFor();

  await page.goto(`${console.api.address}/bulk-exceptions`);
  await page.getByRole('button', { name: 'Take it back… the Keys are evacuated' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Reason').fill('the storm has passed');
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).press('Enter');
  await page.locator('td:has-text("the storm has passed")').waitFor();
  await page.context().close();
});

test('exceptions for many: axe finds nothing in any look, and nothing is wider than the window', async () => {
  await lookFromAllSides(
    (options) => console.open('/bulk-exceptions', options),
    'bulk-exceptions',
    async (page) => {
      await page.locator('fieldset').first().waitFor();
    },
  );
});
