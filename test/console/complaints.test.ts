import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { insertComplaintOf } from '../../server/database/testing-complaints.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { withConsole } from './console.ts';
import { lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const officer = await signInAs(console, console.admin, ['case-officer'], 'officer@complaints.example.org');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
const { rows } = await owner.query('select programme_id from participant where id = $1', [
  held.participantId,
]);
const complaint = await insertComplaintOf({
  ...{ owner, keyring, programme: rows[0].programme_id, person: held.participantId },
  ...{ staff: officer.staffId, words: 'the strap hurts at night and nobody calls back' },
});
await owner.query('update complaint set acknowledge_by = current_date - 2 where id = $1', [complaint]);
keyring.close();

test.each([
  ['complaints', '/complaints', 'td:has-text("Marisol Vega")', null],
  ['complaint-new', '/complaints/new', 'form button[type="submit"]', null],
  ['complaint', `/complaints/${complaint}`, 'text=the strap hurts at night', null],
  ['complaint-answer', `/complaints/${complaint}`, 'text=the strap hurts at night', 2],
  ['today-complaints', '/', 'td:has-text("Marisol Vega")', null],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, path, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(path, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press !== null) {
          await page.locator('main button').nth(press).click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
        }
      },
    );
  },
);

test('CPL-1 CPL-4 CPL-6 with the keyboard alone one is taken down, found on Today, given in hand and answered', async () => {
  const page = await console.open('/complaints');
  await page.getByRole('link', { name: 'Take one down…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('In their words').waitFor();
  await page.getByRole('button', { name: 'Take it down' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Write it first').waitFor();
  await page.getByText('Find the person first').waitFor();
  await page.getByRole('combobox', { name: 'The participant' }).focus();
  await page.keyboard.type('A-2041');
  await page.getByRole('option', { name: 'Marisol Vega · A-2041' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel('In their words').focus();
  await page.keyboard.type('the interpreter did not come');
  // What is restored still says whom it is about.
  await page.reload();
  await page.getByText('What you had typed before is here.').waitFor();
  expect(await page.getByRole('combobox', { name: 'The participant' }).inputValue()).toBe(
    'Marisol Vega · A-2041',
  );
  await page.getByRole('button', { name: 'Take it down' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/Tell whoever complained: its number is \d+/).waitFor();

  await page.goto(`${console.api.address}/`);
  const row = page.locator('tr:has-text("Marisol Vega"):has-text("received")');
  await row.locator('a').last().focus();
  await page.keyboard.press('Enter');
  await page.getByText('the interpreter did not come').waitFor();
  await page.getByRole('button', { name: 'Acknowledge…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('They were told').waitFor();
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('li:has-text("Acknowledged")').waitFor();
  await page.getByRole('button', { name: 'Answer…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('The answer').focus();
  await page.keyboard.type('another interpreter is booked');
  // No outcome stands there by itself.
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Choose the outcome').waitFor();
  await page.getByLabel('Outcome').selectOption('upheld');
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('li:has-text("another interpreter is booked")').waitFor();
  const answered = await owner.query(
    `select count(*)::int as count from complaint where status = 'answered'`,
  );
  expect(answered.rows).toEqual([{ count: 1 }]);
  await page.context().close();
});

test('CPL-1 from a person’s page one is taken down about them, without finding them anew', async () => {
  const page = await console.open(`/people/${held.participantId}`);
  await page.getByRole('link', { name: 'Somebody complains…' }).focus();
  await page.keyboard.press('Enter');
  const whose = page.getByRole('combobox', { name: 'The participant' });
  await whose.waitFor();
  expect(await whose.inputValue()).toBe('Marisol Vega · A-2041');
  await page.getByLabel('In their words').fill('nobody called back');
  await page.getByRole('button', { name: 'Take it down' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/Tell whoever complained: its number is \d+/).waitFor();
  const { rows: taken } = await owner.query('select participant_id from complaint order by number');
  expect(taken.at(-1)).toEqual({ participant_id: held.participantId });
  await page.context().close();
});
