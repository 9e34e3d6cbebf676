import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { insertCheckInOn, monthBack, withProvider } from '../../server/database/testing-providers.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const office: string = (await console.admin.post('/api/offices', { name: 'Downtown' })).body.id;
const entered = async (name: string): Promise<string> =>
  (await console.admin.post('/api/providers', { name })).body.id;
const [provider] = [await entered('Northern Monitoring'), await entered('Southern Monitoring')];
const supervisor = await signInAs(console, console.admin, ['supervisor'], 'supervisor@providers.example.org');
const worker = await signInAs(console, console.admin, ['monitoring-worker'], 'worker@providers.example.org', {
  provider: 'Northern Monitoring',
});
const { month, at } = monthBack();
for (const [reference, name] of [
  ['A-3001', 'Marisol Vega'],
  ['A-3002', 'Denis Okoro'],
] as const) {
  const { participantId } = await console.enrol(reference, { participant: { name } });
  await withProvider(owner, participantId, provider);
  for (const [on, status] of ['kept', 'kept', 'missed', 'not-known'].entries())
    await insertCheckInOn(owner, participantId, office, at(on + 3).slice(0, 10), status, worker.staffId);
}
const said = { reason: 'tendered in autumn', sites: [office], clause: 'Annex B, 2' };
const contract = await supervisor.post(`/api/providers/${provider}/contracts`, {
  ...{ reference: 'K-2026', from: '2026-01-01', to: null, sites: said.sites, reason: said.reason },
  items: [{ measure: 'check-ins-completed', limit: null, targetTenths: 900, clause: said.clause }],
});
expect(contract.status, JSON.stringify(contract.body)).toBe(201);
const drawn = await supervisor.post(`/api/providers/${provider}/audits`, {
  kind: 'check-ins',
  month,
  size: 3,
});
expect(drawn.status, JSON.stringify(drawn.body)).toBe(201);
const sample = (await supervisor.get(`/api/provider-audits/${drawn.body.id}`)).body;
const found = { version: 1, finding: 'not-in-order', reason: 'nobody was there that day' };
expect((await supervisor.post(`/api/provider-audit-cases/${sample.cases[0].id}/finding`, found)).status).toBe(
  200,
);

const cases = `/provider-contracts/${contract.body.id}/cases?month=${month}&measure=check-ins-completed`;
test.each([
  ['providers', '/providers', 'td:has-text("Northern Monitoring")', supervisor],
  ['provider', `/providers/${provider}`, 'td:has-text("Annex B, 2")', supervisor],
  ['provider-cases', cases, 'td:has-text("Denis Okoro")', supervisor],
  ['provider-sample', `/provider-audits/${drawn.body.id}`, 'td:has-text("nobody was there")', supervisor],
  ['our-contract', '/our-contract', 'td:has-text("nobody was there")', worker],
] as const)(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, place, ready, as) => {
    await lookFromAllSides(
      (options) => console.open(place, { ...options, as }),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
      },
    );
  },
);

test('PRV-3 PRV-14 with the keyboard alone a month is signed and a contract amended', async () => {
  const page = await console.open('/providers', { as: supervisor });
  await page.getByRole('link', { name: 'Northern Monitoring' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign this month…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Note').focus();
  await page.keyboard.type('as discussed with them');
  await page.getByRole('button', { name: 'Sign it' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('as discussed with them').waitFor();
  await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Amend K-2026' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Target: Check-ins completed').fill('92.5');
  await page.getByLabel('Reason', { exact: true }).fill('agreed anew');
  await lookAt(page, 'provider-amend');
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/^Version 2, from/).waitFor();
  await page.getByText('92.5%').waitFor();
});

test('PRV-17 PRV-21 people are moved after a look at who goes; the provider answers a finding before', async () => {
  const theirs = await console.open('/our-contract', { as: worker });
  await theirs.getByRole('button', { name: /^Answer:/ }).click();
  await theirs.getByLabel('Answer', { exact: true }).fill('The office was closed for the storm.');
  await theirs.getByRole('button', { name: 'Answer it' }).click();
  await theirs.locator('td:has-text("closed for the storm")').waitFor();
  const page = await console.open(`/providers/${provider}`, { as: supervisor });
  await page.getByRole('button', { name: 'Move people…' }).click();
  await page.getByLabel('To which provider').selectOption({ label: 'Southern Monitoring' });
  await page.getByRole('button', { name: 'Show who would go' }).click();
  await page.getByText('2 people would move.').waitFor();
  await page.getByLabel('Reason', { exact: true }).fill('the contract ends');
  await lookAt(page, 'provider-transfer');
  await page.getByRole('button', { name: 'Move 2 people' }).click();
  await page.locator('td:has-text("the contract ends")').waitFor();
  await theirs.reload();
  await theirs.locator('p:has-text("Nothing was found in what you may see.")').waitFor();
});
