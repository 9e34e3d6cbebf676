import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { insertHearingOf } from '../../server/database/testing-hearings.ts';
import { chooseFile } from './choose-file.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
for (const [reference, name] of [
  ['A-2041', 'Marisol Vega'],
  ['A-2042', 'Jean-Baptiste Pierre'],
] as const)
  await console.enrol(reference, { participant: { name } });
const { rows } = await owner.query<{ id: string; programme_id: string }>(
  'select id, programme_id from participant order by reference',
);
const [marisol, jean] = rows;
if (!marisol || !jean) throw new Error('two people were enrolled');
const insert = (person: typeof marisol, inHours: number, court: string) =>
  insertHearingOf({ owner, keyring, programme: person.programme_id, person: person.id, inHours, court });
await insert(marisol, -3, 'Circuit Court');
await insert(jean, -2, 'Circuit Court');
await insert(marisol, 200, 'County Court');
await insert(marisol, 700, 'County Court');
const today = Temporal.Now.plainDateISO('America/New_York').subtract({ days: 1 });
const path = `/hearings?day=${today}&days=7`;
const file = join(console.dataDir, 'hearings.csv');
writeFileSync(
  file,
  `participant,date,time,court,case_number
A-2041,2031-03-10,09:30,County Court,26-1
A-9999,2031-03-10,09:30,County Court,26-2
A-2042,10.3.2031,09:30,County Court,26-3
`,
);
const good = join(console.dataDir, 'good.csv');
writeFileSync(good, 'participant,date,time,court,case_number\nA-2041,2031-03-10,09:30,County Court,26-1\n');

const choose = (page: Page, chosen: string): Promise<void> =>
  chooseFile(page, () => page.getByLabel('CSV or iCalendar').click(), chosen);

type Act = ((page: Page) => Promise<void>) | null;
const pages: readonly (readonly [string, string, string, Act])[] = [
  ['hearings', path, 'td:has-text("Marisol Vega")', null],
  ['hearings-none', '/hearings?day=2040-01-01', 'text=Nobody within your reach', null],
  ['person-hearings', `/people/${marisol.id}?part=hearings`, 'td:has-text("Circuit Court")', null],
  ['person-hearings-none', `/people/${jean.id}?part=hearings`, 'text=None is to come', null],
  ['hearing-import', '/hearings/import', 'text=Nothing is written until', null],
];

test.each(pages)(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, at, ready) => {
    await lookFromAllSides(
      (options) => console.open(at, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
      },
    );
  },
);

const called = `(() => { const is = document.activeElement; return is?.getAttribute('aria-label') ?? is?.labels?.[0]?.textContent ?? is?.textContent ?? ''; })()`;

/** Moves on by the keyboard alone until what has this name has the focus. */
async function tabTo(page: Page, role: 'button' | 'textbox' | 'combobox', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await wanted.waitFor();
  for (let step = 0; step < 80; step += 1) {
    if ((await page.evaluate<string>(called)).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test('HRG-8 the outcome is recorded in place, by the keyboard alone', async () => {
  const page = await console.open(path);
  await tabTo(page, 'button', 'Record the appearance of Marisol Vega');
  await page.keyboard.press('Enter');
  await page.getByLabel('Appearance', { exact: true }).waitFor();
  await lookAt(page, 'hearings-recording');
  await page.keyboard.type('Did');
  await tabTo(page, 'combobox', 'Excused by');
  await page.keyboard.type('Tran');
  await tabTo(page, 'textbox', 'Note');
  await page.keyboard.type('The bus did not run');
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("Did not appear: Transport failed")').waitFor();
  expect(await page.evaluate(called)).toBe('Record the appearance of Marisol Vega');
  const { rows: after } = await owner.query(
    `select status, appearance, excuse from hearing where participant_id = $1 and at < now()`,
    [marisol.id],
  );
  expect(after).toEqual([{ status: 'held', appearance: 'did-not-appear', excuse: 'transport' }]);
  await page.context().close();
});

test('HRG-5 HRG-6 in a person’s file a hearing is entered, moved and cancelled; a stale one is refused with what was changed', async () => {
  const page = await console.open(`/people/${jean.id}?part=hearings`);
  await page.getByRole('button', { name: 'Enter a hearing…' }).click();
  await page.getByRole('button', { name: 'Enter the hearing' }).click();
  await page.getByText('Say day and time').waitFor();
  await lookAt(page, 'hearing-new');
  await page.getByLabel('Day and time').fill('2031-03-10T09:30');
  await page.getByLabel('Court', { exact: true }).fill('Circuit Court');
  await page.getByLabel('Room').fill('4B');
  await page.getByRole('button', { name: 'Enter the hearing' }).click();
  await page.getByText('Monday, March 10, 2031').waitFor();

  await page.getByRole('button', { name: 'Move…' }).first().click();
  await page.getByLabel('New day and time').fill('2031-03-12T14:00');
  await page.getByLabel('Reason').fill('The judge is away');
  await lookAt(page, 'hearing-move');
  await page.getByRole('button', { name: 'Move the hearing' }).click();
  await page.getByText('Wednesday, March 12, 2031').waitFor();
  await page.locator('td:has-text("The judge is away")').waitFor();

  await page.getByRole('button', { name: 'Cancel it…' }).first().click();
  await page.getByLabel('Reason').fill('Dismissed');
  // In the meantime somebody else changes it.
  await owner.query(
    `with changed as (update hearing set version = 2 where participant_id = $1 and status = 'scheduled' and at > '2031-01-01' returning id, programme_id)
     insert into hearing_change (hearing_id, programme_id, participant_id, version, staff_id, fields)
     select c.id, c.programme_id, $1, 2, s.id, '{room}' from changed c, (select id from staff limit 1) s`,
    [jean.id],
  );
  await page.getByRole('button', { name: 'Cancel the hearing' }).click();
  await page.getByText(/Changed since you read it: room/).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Cancel it…' }).first().click();
  await page.getByLabel('Reason').fill('Dismissed');
  await page.getByRole('button', { name: 'Cancel the hearing' }).click();
  await page.locator('td:has-text("Dismissed")').waitFor();
  await page.context().close();
});

test('HRG-10 HRG-11 a file shows what it would do, its faults by line and column, and goes in once', async () => {
  const page = await console.open('/hearings/import');
  await choose(page, file);
  await page.locator('td:has-text("It is no day written as 2026-03-08.")').waitFor();
  await lookAt(page, 'hearing-import-faults');
  expect(await page.getByRole('button', { name: /^Import \d/ }).isDisabled()).toBe(true);
  await choose(page, good);
  await page.getByRole('button', { name: 'Import 1 hearing' }).click();
  await page.getByText('Imported: 1 hearing was written.').waitFor();
  await choose(page, good);
  await page.getByText('As it stands: 1').waitFor();
  await page.getByLabel('Show lines that change nothing, too').check();
  await lookAt(page, 'hearing-import-same');
  await page.context().close();
});
