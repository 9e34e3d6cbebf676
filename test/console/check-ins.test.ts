import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const { admin } = console;
const office: string = (await admin.post('/api/offices', { name: 'Downtown' })).body.id;
await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
await admin.post(`/api/offices/${office}/closures`, {
  on: officeDay(40),
  kind: 'holiday',
  name: 'Founders’ day',
});

/** Somebody whose first check-in is due today. */
async function expected(reference: string, name: string): Promise<string> {
  const held = await console.enrol(reference, { participant: { name, office: 'Downtown' } });
  await permitCheckIns(owner, held.participantId, officeDay(300));
  const schedule = {
    office,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(0),
    daysBefore: 3,
    daysAfter: 3,
  };
  const set = await admin.post(`/api/people/${held.participantId}/check-in-schedules`, schedule);
  expect(set.status, JSON.stringify(set.body)).toBe(201);
  return held.participantId;
}
const marisol = await expected('A-2041', 'Marisol Vega');
const denis = await expected('A-2042', 'Denis Okoro');
const late = await expected('A-2043', 'Yara Haddad');
await owner.query(
  `update check_in set window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 6
   where id = (select id from check_in where participant_id = $1 order by due_on limit 1)`,
  [late],
);
const next = officeDay(28);
for (const address of ['305 555 0111', '305 555 0112'])
  await admin.post(`/api/people/${denis}/contact-points`, { kind: 'phone', address, consent: true });

const desk = `/check-ins?office=${office}`;

test.each([
  ['check-ins', desk, 'td:has-text("Marisol Vega")', ''],
  ['check-ins-closed', `${desk}&on=${officeDay(40)}`, 'text=Founders’ day', ''],
  ['person-check-ins', `/people/${marisol}?part=check-ins`, 'time', ''],
  [
    'new-schedule',
    `/people/${marisol}?part=check-ins`,
    'button[data-open="schedule"]',
    'button[data-open="schedule"]',
  ],
  [
    'outcome',
    `/people/${marisol}?part=check-ins`,
    'button[aria-label^="Outcome"]',
    'button[aria-label^="Outcome"]',
  ],
  ['contact-order', '/contact-order', 'td:has-text("in force")', ''],
  ['offices-hours', '/offices', 'button[data-open="hours"]', 'button[data-open="hours"]'],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, path, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(path, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press !== '') {
          await page.locator(press).first().click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
        }
      },
    );
  },
);

test('CHK-13 at the front desk one key records that somebody came, with the keyboard alone', async () => {
  const page = await console.open('/');
  await page.locator('main').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.locator('td:has-text("Denis Okoro")').waitFor();
  // Nothing has the focus: the key alone decides about nobody.
  await page.keyboard.press('c');
  const focused = page.locator('button[data-came]:focus');
  // Whose row is first is not said here: the rest of this file needs the others as they are.
  let who = '';
  for (let row = 0; row < 3 && !who.includes('Marisol Vega'); row += 1) {
    await page.keyboard.press('j');
    who = (await focused.getAttribute('aria-label')) ?? '';
  }
  await page.keyboard.press('c');
  await page.getByText(`${who}.`, { exact: true }).first().waitFor();
  await page.locator('td:has-text("kept")').waitFor();
  const { rows } = await owner.query(`select count(*)::int as n from check_in where status = 'kept'`);
  expect(rows).toEqual([{ n: 1 }]);
  await page.context().close();
});

test('FRM-6 CHK-8 CHK-11 a time is given, moved and moved back, and contact is tried, with the keyboard alone', async () => {
  const page = await console.open(`${desk}&on=${next}`);
  await page.getByRole('button', { name: /^Time… Marisol Vega/ }).press('Enter');
  const time = page.getByLabel('Time', { exact: true });
  await time.locator('option').nth(2).waitFor({ state: 'attached' });
  await time.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("has a time")').waitFor();
  const booked = async () =>
    (
      await owner.query('select slot_at from check_in where participant_id = $1 and slot_at is not null', [
        marisol,
      ])
    ).rows;
  const before = await booked();
  // FRM-6: moved, and back again.
  await page.getByRole('button', { name: /^Move… Marisol Vega/ }).press('Enter');
  await time.locator('option').nth(3).waitFor({ state: 'attached' });
  await time.selectOption({ index: 3 });
  await page.getByRole('button', { name: 'Book it' }).press('Enter');
  await page.getByText('The check-in is at its new time.').waitFor();
  expect(await booked()).not.toEqual(before);
  await lookAt(page, 'check-in-moved');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByText('The check-in is at its old time again.').waitFor();
  expect(await booked()).toEqual(before);
  await page.goto(`${console.api.address}${desk}`);
  await page.getByRole('button', { name: /^Ask after it… Yara Haddad/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Next is: message.').waitFor();
  await page.getByLabel('What came of it', { exact: true }).selectOption('no-answer');
  await page.getByLabel('Note').fill('number rings out');
  await page.getByRole('button', { name: 'Put the attempt on record' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The attempt is on record.').first().waitFor();
  const { rows } = await owner.query('select way, result from check_in_attempt');
  expect(rows).toEqual([{ way: 'message', result: 'no-answer' }]);
  await page.context().close();
});

test('CHK-16 at a check-in each number is asked about, with the keyboard alone', async () => {
  const page = await console.open(desk);
  await page.getByRole('button', { name: /^Outcome… Denis Okoro/ }).press('Enter');
  await page.getByLabel('Outcome', { exact: true }).selectOption('kept');
  await page.getByLabel('+13055550111').selectOption('right');
  await page.getByLabel('+13055550112').selectOption('changed');
  await page.getByRole('button', { name: 'Put it on record' }).press('Enter');
  await page.getByText('Write the new number or address').waitFor();
  await page.getByLabel('In place of +13055550112').fill('305 555 0113');
  await page.getByLabel('I asked, and they agree to be written to there').press('Space');
  await page.getByRole('button', { name: 'Put it on record' }).press('Enter');
  await page.getByText('The outcome is on record.').first().waitFor();
  await page
    .getByRole('row', { name: /Denis Okoro.*confirmed/ })
    .first()
    .waitFor();
  await page.goto(`${console.api.address}/people/${denis}?part=contact`);
  await page.getByRole('button', { name: 'Change +13055550113' }).press('Enter');
  await page.getByLabel('Note').fill('her own');
  await page.getByRole('button', { name: 'Change it' }).press('Enter');
  await page.locator('td:has-text("her own")').waitFor();
  const { rows } = await owner.query(
    `select count(*) filter (where ended_at is null)::int as used, count(*)::int as n from contact_point where participant_id = $1`,
    [denis],
  );
  expect(rows).toEqual([{ used: 2, n: 3 }]);
  await page.context().close();
});

test('CHK-18 CHK-19 CHK-20 with the keyboard alone: what a closure moves, who holds check-ins, and another order of contact', async () => {
  const page = await console.open('/offices');
  await page.getByRole('button', { name: 'Hours of Downtown' }).press('Enter');
  await page.getByLabel('Day', { exact: true }).fill(officeDay(28));
  await page.getByTestId('closing').getByText('They move to the next open day').waitFor();
  await page.getByLabel('Who', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Works until').fill('08:00');
  await page.getByRole('button', { name: 'Add them' }).press('Enter');
  await page.getByText('The end must come after the beginning').waitFor();
  await page.getByLabel('Works until').fill('15:00');
  await page.getByRole('button', { name: 'Add them' }).press('Enter');
  await page.getByText('09:00–15:00').waitFor();
  await page.goto(`${console.api.address}/contact-order`);
  await page.getByLabel('Step 4').selectOption('');
  await page.getByLabel('Why').fill('visits frighten people');
  await page.getByRole('button', { name: 'Publish the order' }).press('Enter');
  await page.locator('td:has-text("visits frighten people")').waitFor();
  const { rows } = await owner.query('select revision, ladder from check_in_policy');
  expect(rows).toEqual([{ revision: 1, ladder: ['message', 'call', 'letter'] }]);
  await page.context().close();
});
