import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { insertHearingOf } from '../../server/database/testing-hearings.ts';
import { withConsole } from './console.ts';
import { lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
const office: string = (await console.admin.post('/api/offices', { name: 'North' })).body.id;
await console.enrol('A-2041', { participant: { name: 'Marisol Vega', office: 'North' } });
const { rows } = await owner.query<{ id: string; programme_id: string }>(
  'select id, programme_id from participant',
);
const [marisol] = rows;
if (!marisol) throw new Error('somebody was enrolled');
const today = Temporal.Now.plainDateISO('America/New_York');
const holiday = today.add({ days: 2 }).toString();
for (const court of ['Circuit Court', 'County Court'])
  await insertHearingOf({
    owner,
    keyring,
    programme: marisol.programme_id,
    person: marisol.id,
    court,
    inHours: 0,
  });
await console.admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
const closed = { on: holiday, kind: 'holiday', name: 'Founders’ day' };
await console.admin.post(`/api/offices/${office}/closures`, closed);
await permitCheckIns(owner, marisol.id, today.add({ days: 300 }).toString());
const set = await console.admin.post(`/api/people/${marisol.id}/check-in-schedules`, {
  ...{ office, kind: 'office', rhythm: 'weeks-4', daysBefore: 0, daysAfter: 1 },
  startsOn: today.toString(),
});
if (set.status !== 201) throw new Error(JSON.stringify(set.body));
const path = `/calendar?office=${office}&month=${today.toString().slice(0, 7)}`;
/** The cell of a day that another month's page may hold too. */
const cell = (on: string) => `td:has(time[datetime="${on}"])`;

test('axe finds nothing in any look of the calendar, and nothing is wider than the window', async () => {
  await lookFromAllSides(
    (options) => console.open(path, options),
    'calendar',
    async (page) => {
      await page.locator(cell(today.toString())).getByText('2 hearings').waitFor();
    },
  );
});

test('CAL-2 a day says what there is and leads to its lists, by the keyboard alone', async () => {
  const page = await console.open(path);
  const day = page.locator(cell(today.toString()));
  await day.getByText('0 of 32 places taken').waitFor();
  expect(await day.getAttribute('aria-current')).toBe('date');
  await page.locator(cell(holiday)).getByText('Founders’ day').waitFor();
  const link = day.getByRole('link', { name: /^1 check-in,/ });
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check-ins', level: 1 }).waitFor();
  await page.getByRole('link', { name: /Marisol Vega/ }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Calendar', level: 1 }).waitFor();
  const month = page.getByRole('table');
  const before = await month.getAttribute('aria-label');
  await page.getByRole('button', { name: 'The month after' }).press('Enter');
  await expect.poll(() => month.getAttribute('aria-label')).not.toBe(before);
  await page.context().close();
});
