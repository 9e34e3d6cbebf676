import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { insertDueCheckIn, permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const { admin } = console;
const today = officeDay();
const office: string = (await admin.post('/api/offices', { name: 'Downtown' })).body.id;
await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
const { participantId: person } = await console.enrol('A-2041', {
  participant: { name: 'Marisol Vega', office: 'Downtown' },
});
await permitCheckIns(owner, person, officeDay(300));
const second = await signInAs(console, admin, ['supervisor'], 'second@example.org');
const { checkIn } = await insertDueCheckIn(owner, person, second.staffId);
await owner.query(
  'update check_in set window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7 where id = $1',
  [checkIn],
);
await admin.post(`/api/people/${person}/register-entries`, {
  ...{ kind: 'address', use: 'mail', text: 'PO Box 99\nMiami FL 33102' },
});
/** A letter that was posted, and a template of another's that waits for a second person. */
const { body: made } = await admin.post(`/api/people/${person}/letters`, {
  ...{
    template: { id: null, kind: 'to-participant', language: 'es' },
    to: { kind: 'participant', address: null },
  },
  values: { reasons: 'hay una cita.', phone: '305-555-0100' },
});
const { body: posted } = await admin.post(`/api/letters/${made.letter}/sendings`, {
  way: 'posted',
  on: today,
});
await second.post('/api/letter-templates', {
  ...{ kind: 'to-participant', language: 'en', name: 'A word of thanks', title: 'Thank you, {participant}' },
  body: [{ kind: 'paragraph', text: 'You came to every check-in.' }],
});

const letters = `/people/${person}?part=documents`;

test.each([
  ['letters', letters, 'td button', ''],
  ['make-letter', letters, 'button[data-open="letter"]', 'button[data-open="letter"]'],
  ['letter-templates', '/letter-templates', 'td:has-text("A word of thanks")', ''],
  ['new-template', '/letter-templates', 'button[data-open="template"]', 'button[data-open="template"]'],
  ['read-template', '/letter-templates', 'td button', 'td button'],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, path, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(path, options),
      name,
      async (page, foreign) => {
        await page
          .locator(foreign ? 'main td button' : ready)
          .first()
          .waitFor();
        if (press !== '') {
          await page.locator(press).first().click();
          await page
            .locator('[role="dialog"] select, [role="dialog"] section, form textarea')
            .first()
            .waitFor();
        }
      },
    );
  },
);

test('LTR-1 LTR-12 LTR-13 a template is written, checked while it is typed, and published by another, with the keyboard alone', async () => {
  const page = await console.open('/letter-templates');
  await page.getByRole('button', { name: 'New template…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Name, as it stands in lists').focus();
  await page.keyboard.type('Ours');
  await page.getByLabel('Title of the letter').focus();
  await page.keyboard.type('To {nobody}');
  await page.getByText('{nobody} may not stand in a letter of this kind').waitFor();
  for (let at = 0; at < '{nobody}'.length; at += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type('{participant}');
  await page.getByRole('region', { name: 'Preview' }).getByText('To ‹participant›').waitFor();
  await page.getByLabel('Words of part 1').focus();
  await page.keyboard.type('Come when you can.');
  await page.getByRole('button', { name: 'Keep the draft' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("Ours")').first().waitFor();
  // One's own draft is published by somebody else.
  await page.getByRole('button', { name: 'Read the draft… Ours' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('You wrote in this draft: somebody else reads and publishes it.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Read the draft… A word of thanks' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Publish it' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('tr:has-text("A word of thanks"):has-text("version 1 is published")').waitFor();
  const { rows } = await owner.query(
    `select t.name from letter_template t join letter_template_version v on v.template_id = t.id where v.published_by = $1`,
    [
      (await owner.query(`select id from staff where email <> 'second@example.org' order by id limit 1`))
        .rows[0].id,
    ],
  );
  expect(rows).toEqual([{ name: 'A word of thanks' }]);
  await page.context().close();
});

test('LTR-3 LTR-4 LTR-6 LTR-15 from the ladder’s step a letter is made, looked at, and said how it went, with the keyboard alone', async () => {
  for (const way of ['message', 'call'])
    await admin.post(`/api/check-ins/${checkIn}/attempts`, { way, result: 'no-answer' });
  const page = await console.open(`/people/${person}?part=check-ins`);
  await page.getByRole('button', { name: /^Ask after it…/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Make a letter about it' }).focus();
  await page.keyboard.press('Enter');
  // It begins with the template of a missed check-in, and with this one.
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Where it goes').waitFor();
  expect(await dialog.getByLabel('What it is about').inputValue()).toBe(checkIn);
  await dialog.getByLabel('Where it goes').focus();
  await page.keyboard.press('ArrowDown');
  await dialog.getByRole('button', { name: 'Look at the letter' }).focus();
  await page.keyboard.press('Enter');
  const sheet = dialog.getByRole('region', { name: 'Preview' });
  await sheet.getByText('PO Box 99').waitFor();
  // What is asked for is asked for before anything is made.
  await dialog.getByRole('button', { name: 'Make the letter' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('Fill this in').first().waitFor();
  await dialog.getByLabel('Answer by').fill(officeDay(9));
  await dialog.getByLabel('Telephone number of the office').focus();
  await page.keyboard.type('305-555-0100');
  await sheet.getByText('305-555-0100').waitFor();
  await dialog.getByLabel(/which you may write anew/).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('We will also come by.');
  await sheet.getByText('We will also come by.').waitFor();
  await lookAt(page, 'letter-words');
  await dialog.getByRole('button', { name: 'Make the letter' }).focus();
  await page.keyboard.press('Enter');
  const row = page.locator('tr:has-text("Letter about a missed check-in")');
  await row.waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await row.getByText('It has not left').waitFor();
  await row.getByRole('button', { name: /^How it went…/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('How did it leave?').waitFor();
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await row.getByText(/printed and posted/).waitFor();
  const { rows } = await owner.query(
    'select a.way, a.result, a.letter_id is not null as kept from check_in_attempt a where a.check_in_id = $1 order by a.step desc limit 1',
    [checkIn],
  );
  expect(rows).toEqual([{ way: 'letter', result: 'sent', kept: true }]);
  await page.goto(page.url().replace('part=documents', 'part=log'));
  await page.getByText('Letter about a missed check-in: printed and posted').waitFor();
  await page.context().close();
});

test('LTR-7 a letter that came back stands on Today until somebody has seen to its address', async () => {
  await admin.post(`/api/letter-sendings/${posted.sending}/return`, { on: today });
  const page = await console.open('/');
  await page.getByText('A letter came back from their address').waitFor();
  await page.getByRole('button', { name: 'Seen to the address: Marisol Vega' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').locator('textarea').focus();
  await page.keyboard.type('She has it right: the carrier erred.');
  await page.getByRole('dialog').locator('button[type="submit"]').focus();
  await page.keyboard.press('Enter');
  await page.getByText('A letter came back from their address').waitFor({ state: 'detached' });
  const { rows } = await owner.query(
    'select settled_by is not null as seen from letter_sending where id = $1',
    [posted.sending],
  );
  expect(rows).toEqual([{ seen: true }]);
  await page.context().close();
});
