import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const offices: string[] = [];
for (const name of ['Downtown', 'Westside']) {
  const { id } = (await admin.post('/api/offices', { name })).body;
  await admin.send('PUT', `/api/offices/${id}/calendar`, { ...usualHours, version: 0 });
  offices.push(id);
}
for (const [reference, name] of [
  ['A-1', 'Marisol Vega'],
  ['A-2', 'Tomás Herrera'],
] as const)
  await console.enrol(reference, { participant: { name, office: 'Downtown' } });
const { rows } = await owner.query<{ id: string }>('select id from participant order by reference');
const [marisol = { id: '' }] = rows;
await permitCheckIns(owner, marisol.id, officeDay(60));
await admin.post(`/api/people/${marisol.id}/check-in-schedules`, {
  ...{
    office: offices[0],
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(3),
    daysBefore: 2,
    daysAfter: 2,
  },
});
const officeOf = async (reference: string): Promise<string> =>
  (
    await owner.query<{ name: string }>(
      'select o.name from participant p join office o on o.id = p.office_id where p.reference = $1',
      [reference],
    )
  ).rows[0]?.name ?? '';
const path = `/move-offices?from=${offices[0]}`;
const preview = async (page: Page): Promise<void> => {
  await page.locator('select').nth(1).selectOption({ label: 'Westside' });
  await page.locator('main button[type=submit]').first().click();
  await page.getByText('Tomás Herrera').waitFor();
};

test('PPL-25 axe finds nothing in any look, and nothing is wider than the window', async () => {
  await lookFromAllSides((options) => console.open(path, options), 'move-offices', preview);
});

const called = `(() => { const is = document.activeElement; return is?.getAttribute('aria-label') ?? is?.labels?.[0]?.textContent ?? is?.textContent ?? ''; })()`;
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if ((await page.evaluate<string>(called)).trim() === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test('ACC-31 PPL-25 PPL-26 PPL-28 by the keyboard alone: an office that is refused its end leads to where its people are moved, one is left out, and they go back', async () => {
  const page = await console.open('/offices');
  await page.getByRole('button', { name: 'End Downtown' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Why').waitFor();
  await tabTo(page, 'Why');
  await page.keyboard.type('The lease is over');
  await tabTo(page, 'End it');
  await page.keyboard.press('Enter');
  await page.getByText(/^Still here: 2 people/).waitFor();
  await lookAt(page, 'office-end-refused');
  await page.getByRole('link', { name: 'Move its people to another office' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('To', { exact: true }).waitFor();
  expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe(offices[0]);
  await page.getByLabel('From', { exact: true }).focus();
  await tabTo(page, 'To');
  await page.keyboard.type('West');
  await tabTo(page, 'Show who would move');
  await page.keyboard.press('Enter');
  await page.getByText('2 people would move.').waitFor();
  await page.getByText('1 schedule of check-ins goes along, with the hours of the new office.').waitFor();
  await tabTo(page, 'Tomás Herrera');
  await page.keyboard.press('Space');
  expect(await page.getByRole('button', { name: /^Move \d/ }).count()).toBe(0);
  await page.getByLabel('From', { exact: true }).focus();
  await tabTo(page, 'Show who would move now');
  await page.keyboard.press('Enter');
  await page.getByText('1 person would move.').waitFor();
  await tabTo(page, 'Reason');
  await page.keyboard.type('The lease is over');
  await tabTo(page, 'Move 1 person');
  await page.keyboard.press('Enter');
  await page.getByText('1 person was moved.').waitFor();
  expect(await Promise.all(['A-1', 'A-2'].map(officeOf))).toEqual(['Westside', 'Downtown']);
  await page.getByRole('button', { name: 'Move back from Westside to Downtown' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Move them back?').waitFor();
  await tabTo(page, 'Move them back');
  await page.keyboard.press('Enter');
  await page.getByText('1 person went back.').waitFor();
  expect(await officeOf('A-1')).toBe('Downtown');
  await page.context().close();
});
