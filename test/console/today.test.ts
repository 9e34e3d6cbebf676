import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { insertDueCheckIn } from '../../server/database/testing-check-ins.ts';
import { insertHearingOf } from '../../server/database/testing-hearings.ts';
import { insertPoint, insertReplyOf } from '../../server/messages/testing/points.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', office: 'Downtown' } });
const of = { programmeId: held.programmeId, participantId: held.participantId };
const { rows: staff } = await owner.query('select id from staff limit 1');
const staffId: string = staff[0].id;
const contact = await insertPoint(owner, keyring, { ...of, staffId, address: '+13055550123' });
const reply = await insertReplyOf(owner, keyring, {
  ...of,
  ...{ contact, message: null, meaning: 'help', text: 'AYUDA' },
});
const person = { owner, keyring, programme: held.programmeId, person: held.participantId };
const hearing = await insertHearingOf({ ...person, inHours: 2 });
const { checkIn } = await insertDueCheckIn(owner, held.participantId, staffId);
await owner.query(
  `update check_in set status = 'missed', decided_at = now(), decided_by = $2 where id = $1`,
  [checkIn, staffId],
);
const { rows: others } = await owner.query(
  `insert into staff (programme_id, name, email) values ($1, 'Bo Officer', 'bo@example.org') returning id`,
  [held.programmeId],
);
await owner.query(
  `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at) values ($1, $2, $3, now() - interval '1 hour', now() + interval '9 hours')`,
  [held.programmeId, others[0].id, staffId],
);

test('today: axe finds nothing in any look, and nothing is wider than the window', async () => {
  for (const options of [{}, { locale: 'ar' }]) {
    const page = await console.open('/', options);
    await page.locator('#needs td:has-text("AYUDA")').waitFor();
    for (const [look, size] of [
      ['wide', { width: 1280, height: 900 }],
      ['phone', { width: 360, height: 780 }],
    ] as const) {
      await page.setViewportSize(size);
      await lookAt(page, `today-needs-${look}${'locale' in options ? '-from-the-right' : ''}`);
    }
    await page.context().close();
  }
});

test('TDY-2 a list that does not answer is said to be missing beside what the others say', async () => {
  const page = await console.open('/people');
  await page.route('**/api/today/hearings?**', (route) => route.abort());
  await page.goto(`${console.api.address}/`);
  await page.getByText('Which hearings nobody has confirmed is not known now.').waitFor({ timeout: 30_000 });
  await page.locator('#needs td:has-text("AYUDA")').waitFor();
  expect(await page.getByText('Nobody asks for help, what was asked for is arranged').count()).toBe(0);
  await page.context().close();
});

test('TDY-1 TDY-3 TDY-4 TDY-5 with the keyboard alone: what else needs somebody, in order, and each seen to', async () => {
  const page = await console.open('/');
  const summary = page.getByTestId('needs-summary');
  await page.getByText('3 more things need somebody').waitFor();
  await summary.press('Enter');
  await page.locator('#needs:focus').waitFor();
  expect(await page.locator('#needs tbody tr strong').allTextContents()).toEqual([
    'Asks for help',
    'Hearing not confirmed',
    'Missed check-in',
  ]);
  await page.getByText('Bo Officer', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Seen to: Marisol Vega' }).press('Enter');
  await page.getByText('2 more things need somebody').waitFor();
  await page.getByRole('button', { name: 'Will be there: Marisol Vega' }).press('Enter');
  await page.getByText('1 more thing needs somebody').waitFor();
  await page.getByRole('button', { name: 'Followed up: Marisol Vega' }).press('Enter');
  await page.getByRole('textbox', { name: 'What was done' }).fill('visited at home');
  await page.getByRole('button', { name: 'Put it on record' }).press('Enter');
  await page.getByText('Nothing else needs anybody').waitFor();
  const { rows } = await owner.query(
    `select (select answered_at is not null from message_reply where id = $1) as answered,
      (select count(*)::int from hearing_confirmation where hearing_id = $2) as confirmed,
      (select followed_up_at is not null from check_in where id = $3) as followed`,
    [reply, hearing, checkIn],
  );
  expect(rows).toEqual([{ answered: true, confirmed: 1, followed: true }]);
  await page.context().close();
});
