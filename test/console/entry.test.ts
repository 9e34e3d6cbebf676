import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { withTestApi } from '../../server/api/testing/start.ts';
import { totpOf } from '../../server/api/testing/totp.ts';
import { launchBrowser } from './browser.ts';
import { builtApp } from './built-app.ts';
import { lookAt } from './look.ts';

const setup = await withTestApi({ webRoot: await builtApp() });
const browser = await launchBrowser();
afterAll(() => browser.close());
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
const page = await context.newPage();
const password = 'three hearings kept in june';

/** The secret as it is shown for those who cannot scan, back as an address. */
async function shownUri(of: Page): Promise<string> {
  const secret = ((await of.locator('p[class*="secret"]').textContent()) ?? '').replaceAll(' ', '');
  return `otpauth://totp/Attend?secret=${secret}`;
}

test('from the first start to Today: programme, administrator, second factor with its code to scan', async () => {
  await page.goto(setup.api.address);
  await page.getByRole('heading', { name: 'A new Attend' }).waitFor();
  await lookAt(page, 'first-run');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('At least 12 characters').first().waitFor();
  expect(await page.getByText('Fill this in').count()).toBeGreaterThan(2);
  expect(await page.getByText('This is no e-mail address').count()).toBe(1);

  await page.getByLabel('Start-up key').fill('not the key');
  await page.getByLabel('Name', { exact: true }).fill('Southside Appearance Programme');
  await page.getByLabel('Time zone').selectOption('America/New_York');
  await page.getByLabel('Your name').fill('Ada Okafor');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Okafor');
  await page.getByLabel('Start-up key').fill(setup.api.firstRunKey ?? '');
  await page.getByRole('button', { name: 'Create' }).click();

  await page.getByRole('heading', { name: 'Set up your second factor' }).waitFor();
  await lookAt(page, 'second-factor-password');
  await page.getByLabel('Your password, once more').fill(password);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.locator('img[src^="data:image/svg"]').waitFor();
  expect(await page.locator('ul[class*="codes"] li').count()).toBe(10);
  await lookAt(page, 'second-factor-enrolment');
  const finish = page.getByRole('button', { name: 'Finish' });
  expect(await finish.isDisabled()).toBe(true);
  await page.getByLabel('Code', { exact: true }).fill(totpOf(await shownUri(page)));
  await page.getByLabel('I have kept the backup codes').check();
  await finish.click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await lookAt(page, 'administrator-today');
});

test('signing out and in again: password, then a code; a wrong one is said, and the address is kept', async () => {
  await page.goto(`${setup.api.address}/staff`);
  await page.getByRole('button', { name: 'Settings and account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await lookAt(page, 'menu', false);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await lookAt(page, 'sign-in');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your code' }).waitFor();
  await lookAt(page, 'second-factor');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('This code is wrong or has expired.').waitFor();
  expect(page.url()).toMatch(/\/staff$/);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('the language turns the page round, and is kept', async () => {
  const other = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const fresh = await other.newPage();
  await fresh.goto(setup.api.address);
  await fresh.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await fresh.evaluate('document.documentElement.lang')).toBe('en');
  await fresh.getByLabel('Language').selectOption('ar');
  await expect.poll(() => fresh.evaluate('document.documentElement.dir')).toBe('rtl');
  await fresh.reload();
  await expect.poll(() => fresh.evaluate('document.documentElement.dir')).toBe('rtl');
  await fresh.locator('h1').waitFor();
  // Its texts are English still, and so is what a screen reader is told.
  expect(await fresh.evaluate('document.documentElement.lang')).toBe('en');
  await lookAt(fresh, 'sign-in-rtl');
  await other.close();
});
