import { expect, test } from 'vitest';
import { bringInvoice, enrolWearer, publishCard } from '../../server/api/costs/testing.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { closeMonths } from '../../server/costs/close-months.ts';
import { compareInvoices } from '../../server/costs/compare-invoices.ts';
import { withConsole } from './console.ts';
import { lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const second = await signInAs(console, console.admin, ['supervisor'], 'second@costs.example.org');
const provider: string = (await console.admin.post('/api/providers', { name: 'Northern Monitoring' })).body
  .id;
const worn = { from: '2026-02-10T15:00:00Z', to: null, provider };
await enrolWearer(console.admin, console.database, { reference: 'W-1', ...worn });
await enrolWearer(console.admin, console.database, { reference: 'W-2', ...worn });
await publishCard(console.admin, { provider });
await closeMonths(owner, () => Date.parse('2026-04-04T00:00:00Z'));
const brought = await bringInvoice(console.admin, {
  ...{ provider, number: 'A-1', totalMinor: 8_525 + 8_800 },
  csv: 'serial,from,to,days,rate,amount\nDW-1,2026-03-01,2026-03-31,31,2.75,85.25\nDW-2,2026-03-01,2026-03-31,31,2.84,88.00\n',
});
const path = `/api/invoices/${brought.body.id}`;
const taken = await console.admin.post(`${path}/take-in`, { version: brought.body.version });
expect(taken.status, JSON.stringify(taken.body)).toBe(200);
await compareInvoices(owner);

test.each([
  ['costs', '/costs', 'td:has-text("Northern Monitoring")', null],
  ['rate-cards', '/costs/rates', 'td:has-text("contract 7")', 'Draft a rate card…'],
  ['invoices', '/costs/invoices', 'td:has-text("A-1")', null],
  ['invoice', `/costs/invoices/${brought.body.id}`, 'td:has-text("DW-2")', null],
  ['cost-forecast', '/costs/forecast', 'table', null],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, place, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(place, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press !== null) {
          await page.locator('main button', { hasText: press }).first().click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
        }
      },
    );
  },
);

test('CST-10 CST-12 CST-15 with the keyboard alone a line is disputed and settled, the money asked for, and released by somebody else', async () => {
  const page = await console.open(`/costs/invoices/${brought.body.id}`);
  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  await press('Dispute… 3');
  await page.getByLabel('Reason').fill('the card says 2.75');
  await press('Dispute it');
  await press('Settle… 3');
  await page.getByLabel('What is paid for the line').fill('85.25');
  await page.getByLabel('Note').fill('as the card says');
  await press('Ask to settle it');
  await page.getByText('asks to settle it at $85.25').waitFor();
  const other = await console.open(`/costs/invoices/${brought.body.id}`, { as: second });
  await other.getByRole('button', { name: 'Confirm 3' }).focus();
  await other.keyboard.press('Enter');
  await other.getByText('Settled: $85.25').waitFor();
  await page.reload();
  await press('Ask for the release');
  await page.getByText('You asked for it: somebody else releases it.').waitFor();
  await other.reload();
  await other.getByRole('button', { name: 'Release the money' }).focus();
  await other.keyboard.press('Enter');
  await other.getByText('Released', { exact: true }).first().waitFor();
  expect((await console.admin.get(path)).body.invoice).toMatchObject({
    state: 'released',
    payableMinor: 17_050,
  });
});
