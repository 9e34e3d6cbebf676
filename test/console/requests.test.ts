import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { insertToDecide } from '../../server/database/testing-orders.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { insertPoint, insertReplyOf } from '../../server/messages/testing/points.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides, lookInEach } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const officer = await signInAs(console, console.admin, ['case-officer'], 'officer@requests.example.org');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
const { participantId } = held;
const { rows } = await owner.query('select programme_id from participant where id = $1', [participantId]);
const of = { programmeId: rows[0].programme_id, participantId };
const { condition } = await insertToDecide(owner, keyring, participantId, officer.staffId);
const contact = await insertPoint(owner, keyring, {
  ...{ ...of, staffId: officer.staffId, address: '+13055550171' },
});
const said = { meaning: 'other' as const, message: null, text: 'PASS tomorrow, my mother is in hospital' };
await insertReplyOf(owner, keyring, { ...of, contact, ...said });
keyring.close();
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const asked = await officer.post(`/api/conditions/${condition}/exception-requests`, {
  ...{ from: hours(-1), to: hours(9), reason: 'the night shift, says the foreman' },
  asked: { asker: 'employer', way: 'telephone', receivedOn: hours(-30).slice(0, 10) },
});
expect(asked.status, JSON.stringify(asked.body)).toBe(201);

test.each([
  ['today-requests', '/', 'td:has-text("the night shift")', null],
  ['person-requests', `/people/${participantId}`, 'td:has-text("the night shift")', null],
  ['request-ask', `/people/${participantId}`, 'td:has-text("the night shift")', 'Somebody asks…'],
  ['request-decide', `/people/${participantId}`, 'td:has-text("the night shift")', /^Decide: the night/],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, path, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(path, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press !== null) {
          await page.getByRole('button', { name: press }).first().click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
        }
      },
    );
  },
);

test('REQ-6 REQ-3 with the keyboard alone a text message becomes a request on Today, and is granted there', async () => {
  const page = await console.open('/');
  await page.getByRole('button', { name: 'Make a request of this: Marisol Vega' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What for').waitFor();
  expect(await dialog.getByLabel('What for').inputValue()).toBe(said.text);
  const choice = dialog.getByLabel('Condition');
  if ((await choice.count()) > 0) {
    await choice.focus();
    await page.keyboard.press('ArrowDown');
  }
  await dialog.getByLabel('From', { exact: true }).fill(hours(48).slice(0, 16));
  await dialog.getByLabel('To', { exact: true }).fill(hours(60).slice(0, 16));
  await dialog.getByRole('button', { name: 'Ask for it' }).focus();
  await page.keyboard.press('Enter');
  const row = page.locator('tr:has-text("Asks for an exception"):has-text("my mother is in hospital")');
  await row.waitFor();
  expect(await page.getByRole('button', { name: /^Make a request of this/ }).count()).toBe(0);
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Decision').selectOption('granted');
  await page.getByLabel('Why').focus();
  await page.keyboard.type('the hospital confirmed it');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('The decision is on record.').waitFor();
  const granted = await owner.query(
    `select way, asker from condition_exception where status = 'granted' and asker is not null and participant_id = $1`,
    [participantId],
  );
  expect(granted.rows).toEqual([{ way: 'sms', asker: 'participant' }]);
  await page.context().close();
});

test('REQ-8 REQ-9 with the keyboard alone a copy of the record of looks is asked for and handed over, in the participant’s language', async () => {
  const page = await console.open(`/people/${participantId}?part=looks`);
  await page.getByRole('button', { name: 'They ask for it…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Came in on').waitFor();
  await lookAt(page, 'look-copy-ask');
  await page.getByRole('button', { name: 'Take it down' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Hand it over…/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('How you know who takes it').waitFor();
  await page.keyboard.type('state card, photo compared');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Quién consultó mis datos' }).waitFor();
  await lookInEach(page, (look) => `look-copy-${look}`);
  await page.getByRole('button', { name: 'Listo' }).focus();
  await page.keyboard.press('Enter');
  // What the officer reads is in their own language again.
  await page.locator('td:has-text("state card, photo compared")').waitFor();
  await page.getByRole('button', { name: 'They ask for it…' }).waitFor();
  const { rows: handed } = await owner.query(
    'select handed_at is not null as handed from look_copy where participant_id = $1',
    [participantId],
  );
  expect(handed).toEqual([{ handed: true }]);
  await page.context().close();
});
