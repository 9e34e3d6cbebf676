import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bringIn } from '../../server/api/testing/start.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const { admin } = console;
for (const name of ['Downtown', 'Westside']) await admin.post('/api/offices', { name });
const officer = (name: string, more: object = {}) =>
  bringIn(console, admin, {
    ...{ name, email: `${name}@example.org`.toLowerCase(), roles: ['case-officer'] },
    ...more,
  });
await officer('Rosa');
await officer('Theo', { office: 'Downtown' });
const people = [
  ['A-1', 'Marisol Vega', 'Downtown'],
  ['A-2', 'Tomás Herrera', 'Downtown'],
  ['A-3', 'Wilner Étienne', 'Westside'],
] as const;
for (const [reference, name, office] of people)
  await console.enrol(reference, { participant: { name, office, officer: 'rosa@example.org' } });
const officerOf = async (reference: string): Promise<string | undefined> =>
  (await admin.get(`/api/people?q=${reference}`)).body.people[0].officer?.name;

const looks = [
  ['wide-light', 'light', { width: 1280, height: 900 }],
  ['wide-dark', 'dark', { width: 1280, height: 900 }],
  ['phone-light', 'light', { width: 360, height: 780 }],
] as const;
const preview = async (page: Page): Promise<void> => {
  await page.locator('select').nth(0).selectOption({ label: 'Rosa (3)' });
  await page.locator('select').nth(1).selectOption({ label: 'Theo (0)' });
  await page.locator('main button[type=submit]').first().click();
  await page.getByText('Wilner Étienne').waitFor();
};

test.each(['en', 'ar', 'es'])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (locale) => {
    const page = await console.open('/move-caseloads', { locale });
    await preview(page);
    for (const [look, colorScheme, size] of looks) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      await page.evaluate('scrollTo(0, 0)');
      await lookAt(page, `caseloads-${look}-${locale}`);
    }
    await page.context().close();
  },
);

const called = `(() => { const is = document.activeElement; return is?.getAttribute('aria-label') ?? is?.labels?.[0]?.textContent ?? is?.textContent ?? ''; })()`;
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if ((await page.evaluate<string>(called)).trim() === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test('PPL-18 PPL-19 PPL-20 by the keyboard alone: who would move is seen, one is left out, the rest move, and go back', async () => {
  const page = await console.open('/move-caseloads');
  await page.getByLabel('From', { exact: true }).waitFor();
  await tabTo(page, 'From');
  await page.keyboard.type('Rosa');
  await tabTo(page, 'To');
  await page.keyboard.type('Theo');
  await tabTo(page, 'Show who would move');
  await page.keyboard.press('Enter');
  await page.getByText('2 people would move.').waitFor();
  await page.getByText('1 person stays: the other officer does not work in their office.').waitFor();
  await page.getByText('Theo: 0 people now, 2 then.').waitFor();
  await tabTo(page, 'Marisol Vega');
  await page.keyboard.press('Space');
  // What is to move was not shown yet.
  expect(await page.getByRole('button', { name: /^Move \d/ }).count()).toBe(0);
  await page.getByLabel('From', { exact: true }).focus();
  await tabTo(page, 'Show who would move now');
  await page.keyboard.press('Enter');
  await page.getByText('1 person would move.').waitFor();
  await tabTo(page, 'Reason');
  await page.keyboard.type('Rosa is ill for a month');
  await lookAt(page, 'caseloads-reason');
  await tabTo(page, 'Move 1 person');
  await page.keyboard.press('Enter');
  await page.getByText('1 person was moved.').waitFor();
  expect(await Promise.all(people.map(([reference]) => officerOf(reference)))).toEqual([
    'Rosa',
    'Theo',
    'Rosa',
  ]);
  await page.getByRole('table', { name: 'Moves' }).getByText('Rosa is ill for a month').waitFor();
  await page.getByRole('button', { name: 'Move back from Theo to Rosa' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Move them back?').waitFor();
  await tabTo(page, 'Move them back');
  await page.keyboard.press('Enter');
  await page.getByText('1 person went back.').waitFor();
  expect(await officerOf('A-2')).toBe('Rosa');
  await page.context().close();
});
