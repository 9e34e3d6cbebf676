import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const id = held.participantId;
await console.raise(held);
await console.admin.post(`/api/people/${id}/hearings`, {
  ...{ at: '2031-03-03T15:00:00Z', timezone: 'America/New_York', kind: 'remote', court: 'County Court' },
});
const enter = (body: object) =>
  console.admin.post(`/api/people/${id}/log`, {
    ...{ kind: 'call', result: 'no-answer', at: new Date(Date.now() - 3_600_000).toISOString(), ...body },
  });
for (let call = 1; call <= 60; call += 1) await enter({ text: `call ${call}` });
const path = `/people/${id}?part=log`;

test('the contact log: axe finds nothing in any look, and nothing is wider than the window', async () => {
  await lookFromAllSides(
    (options) => console.open(path, options),
    'log',
    async (page) => {
      await page.locator('ol li').first().waitFor();
    },
  );
});

test('LOG-3 LOG-5 with the keyboard alone a visit is entered, and marked as entered in error', async () => {
  const page = await console.open(path);
  await page.getByRole('button', { name: 'Enter what was done…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Kind').waitFor();
  await page.keyboard.type('Visit');
  await page.keyboard.press('Tab');
  await page.keyboard.type('elsewhere');
  await page.keyboard.press('Tab');
  await page.keyboard.type('reached');
  await page.getByLabel('What was said or seen, and why').focus();
  await page.keyboard.type('spoke with her at the bus stop');
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  const line = page.locator('li:has-text("spoke with her at the bus stop")');
  await line.waitFor();
  expect(await line.textContent()).toContain('elsewhere');

  await line.getByRole('button', { name: /^Entered in error… Visit/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What is wrong with it').waitFor();
  await page.keyboard.type('it was her sister');
  await page.getByRole('button', { name: 'Mark it' }).focus();
  await page.keyboard.press('Enter');
  await line.locator('s').first().waitFor();
  expect(await line.textContent()).toContain('it was her sister');
  await lookAt(page, 'log-entered-in-error');
  const { rows } = await owner.query(
    `select kind, place, result, entered_in_error_at is not null as wrong from contact_entry where kind = 'visit'`,
  );
  expect(rows).toEqual([{ kind: 'visit', place: 'field', result: 'reached', wrong: true }]);
  await page.context().close();
});

test('LOG-1 LOG-6 one kind alone is shown, and what is printed is all of it', async () => {
  const page = await console.open(path);
  await page.addInitScript('window.print = () => { document.documentElement.dataset.printed = "yes"; }');
  await page.reload();
  await page.locator('ol li').first().waitFor();
  expect(await page.locator('ol li').count()).toBe(50);
  await page.getByLabel('Kind', { exact: true }).selectOption('call');
  await page.waitForURL(/kind=call/);
  await page.getByRole('button', { name: 'Print all of it' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('html[data-printed]').waitFor();
  expect(await page.locator('ol li').count()).toBe(60);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').count()).toBe(0);
  await lookAt(page, 'log-printed');
  await page.context().close();
});
