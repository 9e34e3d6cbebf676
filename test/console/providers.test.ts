import { pino } from 'pino';
import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { insertCheckInOn, monthBack, withProvider } from '../../server/database/testing-providers.ts';
import { measureAsked, measureMonths } from '../../server/providers/measure-months.ts';
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

// As the night does.
await measureMonths(owner, Date.now, pino({ level: 'silent' }));

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

test('PRV-23 with the keyboard alone single people are ticked or typed, and the preview names exactly them', async () => {
  const page = await console.open(`/providers/${provider}`, { as: supervisor });
  const show = page.getByRole('button', { name: 'Show who would go' });
  const press = async (button: typeof show) => {
    await button.focus();
    await page.keyboard.press('Enter');
  };
  await press(page.getByRole('button', { name: 'Move people…' }));
  await page.getByLabel('To which provider').selectOption({ label: 'Southern Monitoring' });
  expect(await page.getByLabel('Who goes').inputValue()).toBe('');
  await page.getByLabel('Who goes').selectOption({ label: 'Single people, whom I choose' });
  await press(page.getByRole('button', { name: 'Choose them…' }));
  const boxes = page.getByRole('group', { name: 'Tick who goes' }).getByRole('checkbox');
  await boxes.nth(1).waitFor();
  for (const box of await boxes.all()) expect(await box.isChecked()).toBe(false);
  await press(show);
  await page.getByText('Tick or type somebody').waitFor();
  await boxes.first().focus();
  await page.keyboard.press('Space');
  await page.getByLabel('Or type references').focus();
  await page.keyboard.type('P-none');
  await lookAt(page, 'provider-transfer-pick');
  await press(show);
  await page.getByText('1 person would move.').waitFor();
  await page.getByText('Not with this provider, or not yours to move: P-none').waitFor();
  expect(await page.locator('[role="dialog"] details[open] li').allInnerTexts()).toHaveLength(1);
  await lookAt(page, 'provider-transfer-picked');
  await page.keyboard.press('Escape');
  await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
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
  await page.getByLabel('Who goes').selectOption({ label: 'Everybody whom it has and I reach' });
  await page.getByRole('button', { name: 'Show who would go' }).click();
  await page.getByText('2 people would move.').waitFor();
  await page.getByLabel('Reason', { exact: true }).fill('the contract ends');
  await lookAt(page, 'provider-transfer');
  await page.getByRole('button', { name: 'Move 2 people' }).click();
  await page.locator('td:has-text("the contract ends")').waitFor();
  await theirs.reload();
  // Who has left is nobody whom it sees: what was found and answered stands without them.
  await theirs.locator('td:has-text("somebody who is with you no more")').first().waitFor();
  expect(await theirs.locator('main a[href^="/people/"]').count()).toBe(0);
  await lookAt(theirs, 'our-contract-left');
});

test('PRV-22 a month that nobody measured says so, and shows its figures by itself once the job was there', async () => {
  const long = monthBack(4).month;
  await owner.query('delete from provider_measurement');
  const page = await console.open(`/providers/${provider}?month=${long}`, { as: supervisor });
  await page.getByText('being measured', { exact: true }).waitFor();
  await lookAt(page, 'provider-being-measured');
  expect(await measureAsked(owner, Date.now, pino({ level: 'silent' }))).toMatchObject({ failures: 0 });
  await page.getByRole('table', { name: 'Figures of K-2026' }).waitFor();
  expect(await page.getByText('being measured', { exact: true }).count()).toBe(0);
});
