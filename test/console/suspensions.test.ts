import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const other = await console.enrol('A-2042', { participant: { name: 'Denis Okoro' } });
const dayMillis = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMillis).toISOString();
await console.admin.post(`/api/people/${other.participantId}/hearings`, {
  ...{ at: inDays(4), timezone: 'America/New_York', kind: 'remote', court: 'County Court' },
});
await console.admin.post(`/api/people/${other.participantId}/suspensions`, {
  ...{ kind: 'custody', from: inDays(-2), note: 'the county jail rang' },
});
const path = `/people/${held.participantId}?part=suspensions`;

test.each([
  ['suspensions', `/people/${other.participantId}?part=suspensions`, 'td:has-text("in custody elsewhere")'],
  ['today-suspended', '/', 'td:has-text("tell the court")'],
])('%s: axe finds nothing in any look, and nothing is wider than the window', async (name, place, ready) => {
  await lookFromAllSides(
    (options) => console.open(place, options),
    name,
    async (page, foreign) => {
      await page
        .locator(foreign ? 'table td' : ready)
        .first()
        .waitFor();
    },
  );
});

test('LIF-1 LIF-6 with the keyboard alone clocks stand still and go on, and every page says so', async () => {
  const page = await console.open(path);
  await page.getByRole('button', { name: 'Suspend…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Why').waitFor();
  await lookAt(page, 'suspend');
  await page.keyboard.type('in hospital');
  await page.getByLabel('How you know, and who told you').focus();
  await page.keyboard.type('her sister rang');
  await page.getByRole('button', { name: 'Let clocks stand still' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("her sister rang")').waitFor();
  await page.locator('header:has-text("Suspended since")').waitFor();

  await page.goto(`${console.api.address}/people`);
  await page.locator('li:has-text("Marisol Vega"):has-text("Suspended")').waitFor();
  await page.goto(`${console.api.address}/`);
  await page.locator('tr:has-text("Marisol Vega"):has-text("in hospital")').waitFor();

  await page.goto(`${console.api.address}${path}`);
  await page.getByRole('button', { name: /^It has ended… in hospital/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Ended', { exact: true }).waitFor();
  await page.getByLabel('Ended', { exact: true }).fill('2030-01-01T10:00');
  await page.getByLabel('How you know, and who told you').focus();
  await page.keyboard.type('she came to the desk');
  await page.getByRole('button', { name: 'Let clocks go on' }).focus();
  await page.keyboard.press('Enter');
  // Nobody can know that.
  await page.getByText('It ends later than can be known.').waitFor();
  await page.getByLabel('Ended', { exact: true }).fill(inDays(1).slice(0, 16));
  await page.getByRole('button', { name: 'Let clocks go on' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("she came to the desk")').waitFor();
  const { rows } = await owner.query(
    'select kind, to_at is not null as ended from suspension where participant_id = $1',
    [held.participantId],
  );
  expect(rows).toEqual([{ kind: 'hospital', ended: true }]);
  await page.context().close();
});
