import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const { admin } = console;
await admin.post('/api/offices', { name: 'Downtown' });
await console.enrol('A-2041', { participant: { name: 'Marisol Vega', office: 'Downtown' } });
const { body: choices } = await admin.get('/api/register/choices');
const other = await admin.post('/api/register', {
  ...{ reference: 'A-0007', name: 'Lupita Barrientos', office: choices.offices[0].id, pronouns: 'ella' },
});
const { body: list } = await admin.get('/api/people?q=A-2041');
const kept: string = list.people[0].id;

const called = `(() => { const is = document.activeElement; return is?.getAttribute('aria-label') ?? is?.labels?.[0]?.textContent ?? is?.textContent ?? ''; })()`;
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 100; step += 1) {
    if ((await page.evaluate<string>(called)).trim() === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test('PPL-21 PPL-23 by the keyboard alone: two records become one person’s, the page shows both, and they are parted again', async () => {
  const page = await console.open(`/people/${kept}`);
  await page.getByRole('button', { name: 'Another record is theirs…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'The other record' }).waitFor();
  await tabTo(page, 'The other record');
  await page.keyboard.type('barrientos');
  await page.getByRole('option', { name: /^Lupita Barrientos/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Reason');
  await page.keyboard.type('She said so herself');
  await lookAt(page, 'merge-ask');
  await tabTo(page, 'They are one person’s');
  await page.keyboard.press('Enter');
  const also = page.getByRole('region', { name: 'Record A-0007' });
  await also.getByText('ella').waitFor();
  for (const [look, size] of [
    ['wide', { width: 1280, height: 900 }],
    ['phone', { width: 360, height: 780 }],
  ] as const) {
    await page.setViewportSize(size);
    await lookAt(page, `merged-${look}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${console.api.address}/people?q=barrientos`);
  await page.locator('a[data-person]', { hasText: 'Marisol Vega' }).waitFor();
  await page.goto(`${console.api.address}/people/${other.body.participant.id}`);
  await page.getByText('This record stands under another one of the same person.').waitFor();
  await lookAt(page, 'merged-other');
  await page.getByRole('link', { name: 'Open that one' }).click();
  await also.getByText('ella').waitFor();
  await page.getByRole('button', { name: 'Part them: A-0007' }).first().click();
  await page.getByLabel('Reason').fill('Two people after all');
  await page.getByRole('dialog').getByRole('button', { name: 'Part them' }).click();
  await page.getByText('They are two records again.').waitFor();
  await also.waitFor({ state: 'detached' });
  expect((await admin.get('/api/people?q=barrientos')).body.people[0].reference).toBe('A-0007');
  await page.context().close();
});
