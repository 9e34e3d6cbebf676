import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { insertMessageOf, insertPoint } from '../../server/messages/testing/points.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const unknown = await insertMessageOf(owner, keyring, { ...held, text: 'Your hearing is on Tuesday' });
await owner.query(`update message set status = 'unknown', reason = 'crashed' where id = $1`, [unknown]);
await insertPoint(owner, keyring, { ...held, staffId: null, kind: 'email', address: 'old@example.org' });

test.each([
  ['messages', '/messages', 'td:has-text("Not known")'],
  ['contact', `/people/${held.participantId}?part=contact`, 'td:has-text("old@example.org")'],
])('%s: axe finds nothing in any look, and nothing is wider than the window', async (name, path, ready) => {
  for (const options of [{}, { locale: 'ar' }]) {
    const page = await console.open(path, options);
    await page.locator(ready).first().waitFor();
    for (const [look, size] of [
      ['wide', { width: 1280, height: 900 }],
      ['phone', { width: 360, height: 780 }],
    ] as const) {
      await page.setViewportSize(size);
      await lookAt(page, `${name}-${look}${'locale' in options ? '-from-the-right' : ''}`);
    }
    await page.context().close();
  }
});

test('MSG-5 MSG-7 MSG-9 by keyboard: where somebody is reached, a message to them, and what became of one nobody knows of', async () => {
  const page = await console.open(`/people/${held.participantId}?part=contact`);
  await page.getByRole('button', { name: 'Add…' }).press('Enter');
  await page.getByLabel('Number or address').fill('305 555 01');
  await page.getByLabel('I asked, and they agree to be written to there').press('Space');
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await page.getByText('This is no telephone number.').waitFor();
  await page.getByLabel('Number or address').fill('305 555 0123');
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await page.locator('td:has-text("+13055550123")').waitFor();

  await page.getByLabel('Text', { exact: true }).fill('Please bring your papers');
  await page.getByRole('button', { name: 'Put it in the outbox' }).press('Enter');
  await page.getByText('It is in the outbox.').waitFor();

  await page.goto(`${console.api.address}/messages`);
  await page.getByText('No provider is set up').waitFor();
  await page.getByRole('button', { name: /^It was sent: .*Marisol Vega/ }).press('Enter');
  await page.locator('p:has-text("None."), td:has-text("None.")').first().waitFor();
  const { rows } = await owner.query('select status, settled_as from message where id = $1', [unknown]);
  expect(rows).toEqual([{ status: 'sent', settled_as: 'was-sent' }]);
});
