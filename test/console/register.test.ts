import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const { admin } = console;
await admin.post('/api/offices', { name: 'Downtown' });
await console.enrol('A-2041', {
  participant: { name: 'Marisol Vega', office: 'Downtown', languages: ['es'] },
});
const idOf = async (reference: string): Promise<string> =>
  (await admin.get(`/api/people?q=${reference}`)).body.people[0].id;
const marisol = await idOf('A-2041');
await admin.post(`/api/people/${marisol}/register-entries`, {
  ...{ kind: 'address', use: 'home', text: '12 Elm Street\nMiami FL 33130', from: '2026-01-01' },
});
await admin.post(`/api/people/${marisol}/register-entries`, {
  ...{ kind: 'address', use: 'family', text: '9 Hidden Way', protected: true, reason: 'Threatened' },
});
await admin.post(`/api/people/${marisol}/register-entries`, {
  ...{ kind: 'attorney', name: 'Grace Oyelaran', authority: 'court', document: 'Docket 14' },
});

const looks = [
  ['wide-light', 'light', { width: 1280, height: 900 }],
  ['wide-dark', 'dark', { width: 1280, height: 900 }],
  ['phone-light', 'light', { width: 360, height: 780 }],
] as const;
const pages = [
  ['register-new', '/people/new', 'text=Kind of number', true],
  ['register-change', `/people/${marisol}/change`, 'text=Language 1', false],
  ['register-part', `/people/${marisol}`, 'text=12 Elm Street', false],
] as const;
const add = async (page: Page): Promise<void> => {
  for (const name of ['Add another name', 'Add a language', 'Add a number', 'Add a need'])
    await page.getByRole('button', { name }).click();
};

test.each(pages)(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, at, ready, fills) => {
    for (const locale of ['en', 'ar', 'es']) {
      const page = await console.open(at, { locale });
      if (fills && locale !== 'es') await add(page);
      if (locale !== 'es') await page.locator(ready).first().waitFor();
      else await page.locator('h1').waitFor();
      for (const [look, colorScheme, size] of looks) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(size);
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
        // Adding rows has scrolled on: what the bar at the top half covers is no target.
        await page.evaluate('scrollTo(0, 0)');
        await lookAt(page, `${name}-${look}-${locale}`);
      }
      await page.context().close();
    }
  },
);

const called = `(() => { const is = document.activeElement; return is?.getAttribute('aria-label') ?? is?.labels?.[0]?.textContent ?? is?.textContent ?? ''; })()`;
/** Moves on by the keyboard alone until what has this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 100; step += 1) {
    if ((await page.evaluate<string>(called)).trim() === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}
const type = async (page: Page, field: string, text: string): Promise<void> => {
  await tabTo(page, field);
  await page.keyboard.type(text);
};

test('PPL-12 PPL-14 somebody is registered by the keyboard alone, a possible double is looked at first, and a reload loses nothing', async () => {
  const page = await console.open('/people');
  await page.locator('a[data-person]').first().waitFor();
  await tabTo(page, 'Register a person');
  await page.keyboard.press('Enter');
  await page.getByLabel('Number', { exact: true }).waitFor();
  await tabTo(page, 'Register');
  await page.keyboard.press('Enter');
  await page.getByText('Fill this in').first().waitFor();
  await page.getByLabel('Number', { exact: true }).focus();
  await type(page, 'Number', 'A-3000');
  await type(page, 'Name', 'Marizol Vega Ruiz');
  await tabTo(page, 'Add a number');
  await page.keyboard.press('Enter');
  await type(page, 'Kind of number 1', 'Visa');
  await type(page, 'Number 1', 'BK 900');
  await page.reload();
  await page.getByText('What you had typed before is here.').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Marizol Vega Ruiz');
  await tabTo(page, 'Register');
  await page.keyboard.press('Enter');
  await page.getByText('Is it one of these? Nothing is saved yet.').waitFor();
  await page.getByRole('link', { name: 'Marisol Vega' }).waitFor();
  expect(await page.evaluate(called)).toBe('Is it one of these? Nothing is saved yet.');
  await page.evaluate('scrollTo(0, 0)');
  await lookAt(page, 'register-doubles');
  await tabTo(page, 'They are none of these: register them');
  await page.keyboard.press('Enter');
  await page
    .getByText('A kind of identifier that tells nationality or immigration status is not kept here.')
    .waitFor();
  await page.getByLabel('Kind of number 1').fill('Booking');
  await tabTo(page, 'They are none of these: register them');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Marizol Vega Ruiz' }).waitFor();
  await page.getByText('BK 900').waitFor();
  await page.context().close();
});

test('PPL-15 the second of two editors sees what was changed, keeps what they typed, and saves it on top', async () => {
  const page = await console.open(`/people/${marisol}/change`);
  await page.getByLabel('Preferred name').fill('Mari');
  await page.getByLabel('Pronouns').fill('ella');
  const { body: read } = await admin.get(`/api/people/${marisol}/register`);
  const { version, reference, name, timezone } = read;
  const others = {
    version,
    reference,
    name,
    timezone,
    languages: ['es', 'en'],
    pronouns: 'she',
    office: read.office.id,
  };
  expect((await admin.send('PUT', `/api/people/${marisol}/register`, others)).status).toBe(200);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Changed since you read it: languages, pronouns \(Ada Okafor/).waitFor();
  await page.locator('tr:has-text("Pronouns"):has-text("she")').waitFor();
  await page.getByLabel('Language 2', { exact: true }).waitFor();
  expect(await page.getByLabel('Preferred name').inputValue()).toBe('Mari');
  // What changed was brought into sight, and a field lies half under the bar at the top: that is no field's size.
  await page.evaluate('scrollTo(0, 0)');
  await lookAt(page, 'register-meanwhile');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('called Mari').waitFor();
  const { body: after } = await admin.get(`/api/people/${marisol}/register`);
  expect(after).toMatchObject({ preferredName: 'Mari', pronouns: 'ella', languages: ['es', 'en'] });
  await page.context().close();
});

test('PPL-16 PPL-17 an address is entered, changed and marked as wrong; a protected one is shown to nobody who is not assigned', async () => {
  const page = await console.open(`/people/${marisol}`);
  const table = page.getByRole('table', { name: 'Addresses, contacts and attorneys' });
  await table.getByText('Shown only to who is assigned').waitFor();
  expect(await page.content()).not.toContain('Hidden Way');
  await page.getByRole('button', { name: 'Add an address…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What it is to them').waitFor();
  await page.keyboard.type('Wor');
  await type(page, 'Address', '1 Dock Road');
  await tabTo(page, 'Protected');
  await page.keyboard.press('Space');
  await tabTo(page, 'Save');
  await page.keyboard.press('Enter');
  await page.getByText('Say why the address is protected').waitFor();
  await lookAt(page, 'register-entry');
  await page.getByRole('checkbox', { name: 'Protected' }).focus();
  await page.keyboard.press('Space');
  await tabTo(page, 'Save');
  await page.keyboard.press('Enter');
  await table.getByText('1 Dock Road').waitFor();
  await page.getByRole('button', { name: 'Entered in error: 1 Dock Road' }).click();
  await page.getByLabel('What was wrong').fill('Of somebody else');
  await page.getByRole('button', { name: 'Mark it' }).click();
  await page
    .getByRole('table', { name: 'Earlier, to come, or entered in error' })
    .getByText('1 Dock Road')
    .waitFor();
  await lookAt(page, 'register-part-error');
  await page.context().close();
});
