import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { insertPoint } from '../../server/messages/testing/points.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
await console.admin.post('/api/offices', { name: 'North' });
for (const [reference, name] of [
  ['A-1', 'Marisol Vega'],
  ['A-2', 'Jean-Baptiste Pierre'],
] as const)
  await console.enrol(reference, { participant: { name, office: 'North' } });
const { rows } = await owner.query<{ id: string; programme: string; staff: string }>(
  `select p.id, p.programme_id as programme, s.id as staff from participant p, staff s where p.reference = 'A-1'`,
);
const [marisol] = rows;
if (!marisol) throw new Error('somebody was enrolled');
await insertPoint(owner, keyring, {
  ...{ programmeId: marisol.programme, participantId: marisol.id, staffId: marisol.staff },
  address: '+13055550101',
});

test('NTC-1 NTC-2 many are written to by the keyboard alone: first whom it reaches, then exactly them', async () => {
  const page = await console.open('/messages');
  await page.getByRole('link', { name: 'Write to many…' }).press('Enter');
  await page.getByRole('heading', { name: 'Write to many', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'See whom it goes to' }).press('Enter');
  await page.getByText('Write what it says').waitFor();
  await page.getByLabel('In English').focus();
  await page.keyboard.type('The office is closed on Friday.');
  await page.getByRole('button', { name: 'See whom it goes to' }).press('Enter');
  await page.getByRole('link', { name: /Jean-Baptiste Pierre/ }).waitFor();
  expect(await page.getByRole('link', { name: /Marisol Vega/ }).count()).toBe(0);
  for (const [look, colorScheme, size] of [
    ['wide-light', 'light', { width: 1280, height: 900 }],
    ['phone-dark', 'dark', { width: 360, height: 780 }],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await lookAt(page, `notice-${look}`);
  }
  // Somebody comes to the office meanwhile: it is not sent to them unseen, and what was typed stays.
  await console.enrol('A-3', { participant: { name: 'Ana Lopez', office: 'North' } });
  await page.getByRole('button', { name: 'Send it to 2 people' }).press('Enter');
  await page.getByText('Whom it would go to has changed since you looked').waitFor();
  expect(await page.getByLabel('In English').inputValue()).toBe('The office is closed on Friday.');
  await page.getByRole('button', { name: 'See whom it goes to' }).press('Enter');
  await page.getByRole('button', { name: 'Send it to 3 people' }).press('Enter');
  await page.getByText('3 messages were written.').waitFor();
  await lookAt(page, 'notice-sent');
  expect(await page.getByLabel('In English').inputValue()).toBe('');
  const { rows: planned } = await owner.query('select count(*)::int as n from message');
  expect(planned).toEqual([{ n: 3 }]);
  await page.context().close();
});

test('axe finds nothing from the right either', async () => {
  const page = await console.open('/messages/to-many', { locale: 'ar' });
  await page.getByRole('button', { name: 'See whom it goes to' }).waitFor();
  await lookAt(page, 'notice-from-the-right');
  await page.context().close();
});
