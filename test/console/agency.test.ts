import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bringIn, signInAs } from '../../server/api/testing/start.ts';
import { withConsole } from './console.ts';

const console = await withConsole();
const { admin } = console;
for (const name of ['Downtown', 'Westside']) await admin.post('/api/offices', { name });
await admin.post('/api/providers', { name: 'Homeward' });
const colleague = async (
  name: string,
  role: 'case-officer' | 'case-worker' | 'attorney',
  more: object = {},
) => {
  const invited = { name, email: `${name}@example.org`.toLowerCase(), roles: [role], ...more };
  return (await bringIn(console, admin, invited)).staffId;
};
const idOf = async (reference: string): Promise<string> =>
  (await admin.get(`/api/people?q=${reference}`)).body.people[0].id;
const table = (page: Page, name: string) => page.getByRole('table', { name });
/** Presses Tab until what has the focus is called so; fails where it is never reached. */
async function tabTo(page: Page, name: string): Promise<void> {
  const called = `(() => { const is = document.activeElement; return is?.getAttribute('aria-label') ?? is?.labels?.[0]?.textContent ?? is?.textContent; })()`;
  for (let index = 0; index < 60; index += 1) {
    if ((await page.evaluate<string | null>(called))?.trim() === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

test('with no pointer: a person is handed over, a provider is brought in and goes again', async () => {
  await colleague('Olive', 'case-officer');
  await console.enrol('G-1', { participant: { name: 'Handed Over' } });
  const page = await console.open(`/people/${await idOf('G-1')}?part=supervision`);
  await page.getByText('Nobody is assigned to this person.').waitFor();
  await tabTo(page, 'Assign an officer…');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Who', { exact: true }).waitFor();
  await tabTo(page, 'Hand over');
  await page.keyboard.press('Enter');
  await page.getByText('Choose somebody').waitFor();
  // The first field at fault has the focus, or is reached; a letter chooses in a native list.
  await page.getByLabel('Who', { exact: true }).focus();
  await page.keyboard.type('Olive');
  await tabTo(page, 'Hand over');
  await page.keyboard.press('Enter');
  await page.getByText('Handed over to Olive.').waitFor();
  const now = table(page, 'Works with this person now');
  await now.getByText('Olive').waitFor();

  await page.getByRole('button', { name: 'Bring in…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('As', { exact: true }).waitFor();
  await page.getByLabel('As', { exact: true }).focus();
  await page.keyboard.type('Provider');
  await page.getByLabel('Provider', { exact: true }).focus();
  await page.keyboard.type('Homeward');
  await tabTo(page, 'Bring in');
  await page.keyboard.press('Enter');
  await now.getByText('Homeward').waitFor();
  // The officer is followed by another one and not taken away.
  expect(await now.getByRole('button').filter({ hasText: 'End' }).count()).toBe(1);
  await page.getByRole('button', { name: 'End the work of Homeward' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'End it');
  await page.keyboard.press('Enter');
  await table(page, 'Earlier').getByText('Homeward').waitFor();
  await page.context().close();
});

test('an attorney stands with authority and last day; what is missing is said at its field', async () => {
  await colleague('Grace', 'attorney');
  await console.enrol('G-2');
  const page = await console.open(`/people/${await idOf('G-2')}?part=supervision`);
  await page.getByRole('button', { name: 'Bring in…' }).click();
  await page.getByLabel('As', { exact: true }).selectOption('attorney');
  await page.getByRole('button', { name: 'Bring in', exact: true }).click();
  for (const [label, fault] of [
    ['Who', 'Choose somebody'],
    ['Authority', 'Say whose authority it is'],
  ] as const) {
    const field = page.getByLabel(label, { exact: true });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.getByText(fault).waitFor();
  }
  await page.getByLabel('Who', { exact: true }).selectOption('Grace');
  await page.getByLabel('Authority').selectOption('court');
  await page.getByLabel('Last day').fill('2020-01-01');
  await page.getByRole('button', { name: 'Bring in', exact: true }).click();
  await page.getByText('This day is over already').waitFor();
  await page.getByLabel('Last day').fill('2099-01-31');
  await page.getByRole('button', { name: 'Bring in', exact: true }).click();
  const row = table(page, 'Works with this person now').getByRole('row', { name: 'Grace' });
  await row.getByText('Appointed by the court').waitFor();
  await row.getByText(/Feb 1, 2099/).waitFor();
  await page.context().close();
});

test('who may not change it is offered nothing, and told who may', async () => {
  const here = { office: 'Downtown' };
  await console.enrol('G-3', { participant: { office: 'Downtown' } });
  const person = await idOf('G-3');
  const reader = await signInAs(console, admin, ['case-officer'], 'reader@example.org', here);
  const page = await console.open(`/people/${person}?part=supervision`, { as: reader });
  await page.getByText('Only the officer assigned to this person, or a supervisor').waitFor();
  expect(await page.getByRole('button', { name: 'Bring in…' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Absences' }).count()).toBe(0);
  await page.goto(`${console.api.address}/absences`);
  await page.getByRole('heading', { name: 'You may not see this' }).waitFor();
  expect(await page.getByRole('button', { name: 'Enter an absence' }).count()).toBe(0);
  const auditor = await signInAs(console, admin, ['auditor'], 'auditor@example.org', here);
  const other = await console.open(`/people/${person}?part=supervision`, { as: auditor });
  await other.getByText('Nobody is assigned to this person.').waitFor();
  // No part of an auditor's work: nothing is offered, and nothing explained away either.
  expect(await other.getByText('Only the officer assigned').count()).toBe(0);
  await other.goto(`${console.api.address}/offices`);
  await other.getByText('An administrator opens offices').waitFor();
  expect(await other.getByRole('button', { name: 'Open an office…' }).count()).toBe(0);
  for (const each of [page, other]) await each.context().close();
});

test('an absence is entered, shows where the person is read, and ends', async () => {
  const [away] = [await colleague('Wanda', 'case-officer'), await colleague('Stan', 'case-officer')];
  await console.enrol('G-4');
  const person = await idOf('G-4');
  await admin.post(`/api/people/${person}/supervision`, { kind: 'staff', staff: away, role: 'case-officer' });
  const page = await console.open('/absences');
  await page.getByText('Nobody is away, and no absence is to come.').waitFor();
  await page.getByRole('button', { name: 'Enter an absence' }).click();
  await page.getByLabel('Who is away').selectOption('Wanda');
  const offered = await page.getByLabel('Who stands in').locator('option').allTextContents();
  expect(offered).toContain('Stan');
  expect(offered).not.toContain('Wanda');
  await page.getByLabel('Who stands in').selectOption('Stan');
  const until = page.getByLabel('Until');
  const usual = await until.inputValue();
  await until.fill('2020-01-01T08:00');
  await page.getByRole('button', { name: 'Enter the absence' }).click();
  await page.getByText('The end must come after the beginning').waitFor();
  await until.fill(usual);
  await page.getByRole('button', { name: 'Enter the absence' }).click();
  await table(page, 'Away now or soon').getByText('away now').waitFor();
  await page.goto(`${console.api.address}/people/${person}?part=supervision`);
  await page.getByText(/Wanda is away until .*; Stan stands in/).waitFor();
  await page.goto(`${console.api.address}/absences`);
  await page.getByRole('button', { name: 'End the absence of Wanda' }).click();
  await page.getByRole('button', { name: 'End the absence', exact: true }).click();
  await page.getByText('Nobody is away, and no absence is to come.').waitFor();
  await page.context().close();
});

test('an office is opened after a fresh proof; a name that is taken is said at the field; staff are placed in it', async () => {
  await colleague('Placed', 'case-officer');
  const page = await console.open('/offices');
  await table(page, 'Offices').getByText('Downtown').waitFor();
  await console.database
    .pool('owner')
    .query("update auth.session set proven_at = now() - interval '6 minutes'");
  await page.getByRole('button', { name: 'Open an office…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Downtown');
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('dialog', { name: 'Is it still you?' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('This needs a fresh proof that it is you').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Downtown');
  await console.database.pool('owner').query('update auth.session set proven_at = now()');
  await page.getByRole('button', { name: 'Open it' }).click();
  const name = page.getByLabel('Name', { exact: true });
  await page.getByText('There is an office of this name.').waitFor();
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  await name.fill('Harbour');
  await page.getByRole('button', { name: 'Open it' }).click();
  await table(page, 'Offices').getByRole('row', { name: 'Harbour' }).getByText('nobody').waitFor();

  await page.goto(`${console.api.address}/staff`);
  await page.getByRole('button', { name: 'Change the account of Placed' }).click();
  await page.getByRole('checkbox', { name: 'Harbour' }).check();
  await page.getByRole('checkbox', { name: 'Downtown' }).check();
  await page.getByRole('button', { name: 'Keep these offices' }).click();
  await page.getByRole('row', { name: 'Placed' }).getByText('Downtown, Harbour').waitFor();
  await page.context().close();
});

test('pages that the bar has no room for stand behind More, by pointer and by keyboard', async () => {
  const page = await console.open('/absences');
  const more = page.getByRole('button', { name: 'More' });
  await more.click();
  await page.getByRole('link', { name: 'Retention' }).waitFor();
  await page.locator('h1').click();
  expect(await more.getAttribute('aria-expanded')).toBe('false');
  await more.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('More');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Retention');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Retention', level: 1 }).waitFor();
  expect(await more.getAttribute('aria-expanded')).toBe('false');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Ended keys' }).click();
  await page.getByRole('heading', { name: 'Ended keys', level: 1 }).waitFor();
  await page.context().close();
});

test('a list that the server does not give shows as that, with a way to ask again', async () => {
  const page = await (await console.profile()).newPage();
  await page.route('**/api/agency', (route) => route.abort());
  await page.route('**/api/absences', (route) => route.abort());
  for (const path of ['/offices', '/absences']) {
    await page.goto(`${console.api.address}${path}`);
    await page.getByRole('heading', { name: 'The server does not answer' }).waitFor({ timeout: 20_000 });
    expect(await page.getByText(/Nobody is away|None yet/).count()).toBe(0);
  }
  await page.unroute('**/api/absences');
  await page.getByRole('button', { name: 'Try now' }).click();
  await page.getByText(/Nobody is away/).waitFor();
  await page.context().close();
});

test('ACC-30 ACC-31 with no pointer: an office is renamed; one in which somebody works is not ended, an empty one is', async () => {
  await admin.post('/api/offices', { name: 'Quayside' });
  await colleague('Petra', 'case-officer', { office: 'Westside' });
  const page = await console.open('/offices');
  const offices = table(page, 'Offices');
  await offices.getByText('Quayside').waitFor();
  await page.getByRole('button', { name: 'Rename Quayside' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Quayside East');
  await page.keyboard.press('Enter');
  await offices.getByText('Quayside East').waitFor();
  for (const [name, said] of [
    ['Westside', 'Still here: '],
    ['Quayside East', 'It has ended.'],
  ] as const) {
    await page.getByRole('button', { name: `End ${name}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Why', { exact: true }).fill('the lease is over');
    await tabTo(page, 'End it');
    await page.keyboard.press('Enter');
    await page.getByText(said).waitFor();
    if (name === 'Westside') await page.keyboard.press('Escape');
  }
  await expect.poll(() => offices.getByText('Quayside East').count()).toBe(0);
  await page.context().close();
});
