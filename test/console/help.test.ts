import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { insertDueCheckIn } from '../../server/database/testing-check-ins.ts';
import { insertHearingOf } from '../../server/database/testing-hearings.ts';
import { insertHelpOf } from '../../server/database/testing-help.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', {
  participant: { name: 'Marisol Vega', languages: ['ht'], office: 'Downtown' },
});
const person = held.participantId;
const of = { owner, keyring, programme: held.programmeId, person };
const { rows: staff } = await owner.query('select id from staff limit 1');
const staffId: string = staff[0].id;
const hearing = await insertHearingOf(of);
const { rows: heard } = await owner.query('select at from hearing where id = $1', [hearing]);
const at: Date = heard[0].at;
const day = at.toLocaleDateString('en-CA', { timeZone: 'America/New_York' });
await insertHelpOf({
  ...of,
  kind: 'child-care',
  moved: true,
  arranged: { by: staffId, supplier: 'Aunt Rosa' },
});
await insertHelpOf({ ...of, kind: 'other' });
await insertDueCheckIn(owner, person, staffId);

/** As a field of day and time holds it, so many hours before the hearing, by the court's clock. */
const before = (hours: number): string =>
  new Date(at.getTime() - hours * 3_600_000)
    .toLocaleString('sv-SE', { timeZone: 'America/New_York' })
    .replace(' ', 'T')
    .slice(0, 16);
const part = `/people/${person}?part=hearings`;

test.each([
  ['help-hearings', part, 'td:has-text("Aunt Rosa")'],
  ['help-check-ins', `/people/${person}?part=check-ins`, 'ul:has-text("Haitian Creole")'],
  ['help-of-day', `/help?day=${day}`, 'td:has-text("Marisol Vega")'],
])('%s: axe finds nothing in any look, and nothing is wider than the window', async (name, place, ready) => {
  await lookFromAllSides(
    (options) => console.open(place, options),
    name,
    async (page, foreign) => {
      await page
        .locator(foreign ? 'main table td, main ul li' : ready)
        .first()
        .waitFor();
    },
  );
});

test('HLP-1 HLP-2 HLP-8 HLP-9 with the keyboard alone a ride is asked for, found on Today, arranged, and printed for its driver', async () => {
  const page = await console.open(part);
  await page.getByRole('button', { name: 'Ask for help…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('For what').waitFor();
  await lookAt(page, 'help-ask');
  await page.getByLabel('Note').focus();
  await page.keyboard.type('a wheelchair');
  await page.getByRole('button', { name: 'Ask for it', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('tr:has-text("a wheelchair"):has-text("asked for")').waitFor();

  await page.goto(`${console.api.address}/`);
  await page.locator('tr:has-text("Help to arrange"):has-text("A ride")').waitFor();
  await page.locator('tr:has-text("Help to look at again"):has-text("Child care")').waitFor();
  await page
    .locator('tr:has-text("Help to arrange"):has-text("A ride")')
    .getByRole('link', { name: /^See to it/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/help?day=${day}`);
  await page.getByRole('button', { name: 'Arrange… A ride, Marisol Vega' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Who helps', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'It is arranged' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Say who helps').waitFor();
  await lookAt(page, 'help-arrange');
  await page.getByLabel('Who helps', { exact: true }).focus();
  await page.keyboard.type('City Cars');
  // After the hearing: the server says so, at its field.
  await page.getByLabel('Pick-up').fill(before(-1));
  await page.getByLabel('Where they are picked up').focus();
  await page.keyboard.type('9 Hidden Way');
  await page.getByLabel('This place is protected').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'It is arranged' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('They would be picked up after it begins.').waitFor();
  await page.getByLabel('Pick-up').fill(before(1));
  await page.getByRole('button', { name: 'It is arranged' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("City Cars")').waitFor();

  await page.getByLabel('Sheet for').selectOption('City Cars');
  const sheet = page.locator('table[aria-label="Sheet for City Cars"]');
  await sheet.locator('td:has-text("The agency tells you by telephone.")').waitFor();
  await page.emulateMedia({ media: 'print' });
  await lookAt(page, 'help-sheet');
  // biome-ignore lint/performance/useDomNodeTextContent: what is printed is what is drawn, and the rest of the page is not
  const printed = await page.locator('main').innerText();
  expect(printed).toContain('Marisol Vega');
  expect(printed).not.toContain('Hidden Way');
  expect(printed).not.toContain('A-2041');
  expect(printed).not.toContain('Aunt Rosa');

  // A day without any leads to where help is asked for.
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${console.api.address}/help?day=2020-02-03`);
  await page.getByRole('link', { name: 'Hearings of the day' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/hearings?day=2020-02-03**');
  await page.context().close();
});

test('HLP-4 HLP-6 HLP-10 help of a hearing that moved is asked for anew, an interpreter is proposed, and the log tells it', async () => {
  const page = await console.open(part);
  await page.getByRole('button', { name: /^Ask for it at the new time/ }).focus();
  await page.keyboard.press('Enter');
  await page.locator('tr:has-text("Child care"):has-text("asked for")').waitFor();
  await page.locator('tr:has-text("Aunt Rosa"):has-text("not needed")').waitFor();
  const proposals = page.getByRole('list', { name: 'An interpreter is needed' }).getByRole('button');
  const open = await proposals.count();
  await proposals.first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ask for it', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('tr:has-text("Interpreter"):has-text("asked for")').waitFor();
  await expect.poll(() => proposals.count()).toBe(open - 1);
  await page.getByRole('button', { name: /^What came of it… Interpreter/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What came of it', { exact: true }).selectOption('not-needed');
  await page.getByLabel('Reason').focus();
  await page.keyboard.type('her cousin interprets');
  await lookAt(page, 'help-settle');
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('tr:has-text("her cousin interprets"):has-text("not needed")').waitFor();
  await page.goto(`${console.api.address}/people/${person}?part=log&kind=help`);
  await page.locator('li:has-text("not needed"):has-text("her cousin interprets")').waitFor();
  await page.locator('li:has-text("by a reply to a message")').first().waitFor();
  await page.context().close();
});
