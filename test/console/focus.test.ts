import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withConsole } from './console.ts';

const console = await withConsole();
const held = await console.enrol('K-1', { participant: { name: 'Marisol Vega' } });
const part = (name: string): string => `/people/${held.participantId}?part=${name}`;

/** What holds the focus, by what it says of itself. */
const standsOn = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `(({ activeElement: held }) => held.labels?.[0]?.textContent || held.getAttribute('aria-label') || held.tagName + ' ' + held.textContent.slice(0, 40))(document)`,
  );
async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
}

test('FRM-12 a dialog that closes leaves the focus on what opened it, whether it was called off or did its work', async () => {
  const page = await console.open(part('looks'));
  await press(page, 'They ask for it…');
  await page.getByRole('dialog').getByLabel('Who asks').waitFor();
  await expect.poll(() => standsOn(page)).toBe('Who asks');
  await page.keyboard.press('Escape');
  await expect.poll(() => standsOn(page)).toBe('BUTTON They ask for it…');
  await page.keyboard.press('Enter');
  await press(page, 'Take it down');
  await page.getByText('It waits to be handed over.').waitFor();
  await expect.poll(() => standsOn(page)).toBe('BUTTON They ask for it…');

  // Its button goes with its work: what is left of its part is the next place.
  await press(page, /^Hand it over…/);
  await page.getByLabel('How you know who takes it').focus();
  await page.keyboard.type('state card, photo compared');
  await press(page, 'Show it for printing');
  await press(page, 'Done');
  await expect.poll(() => standsOn(page)).not.toMatch(/^BODY/);
  await page.context().close();
});

test('FRM-12 a form that is refused leads to the first field at fault, whoever refused it', async () => {
  const page = await console.open('/complaints/new');
  await press(page, 'Take it down');
  await expect.poll(() => standsOn(page)).toContain('participant');
  await page.getByLabel('Without a name').check();
  await page.getByLabel('In their words').fill('nobody answers the telephone');
  // The server's own word: it knows what day it is there.
  await page.route('**/api/complaints', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            ...{ type: 'about:blank', title: 'Unprocessable', status: 422, code: 'bad-received-day' },
            ...{ detail: 'it lies in the future', requestId: 'r-1' },
            fields: [{ path: 'body.receivedOn', message: 'it lies in the future' }],
          }),
        })
      : route.continue(),
  );
  await press(page, 'Take it down');
  await expect.poll(() => standsOn(page)).toBe('Came in on');
  await page.context().close();
});

test('FRM-12 fields that come after their dialog get the focus, and a button that waited for an answer gets it back', async () => {
  const page = await console.open(part('documents'));
  await press(page, 'Make a letter…');
  await page.getByRole('dialog').getByLabel('Template').waitFor();
  await expect.poll(() => standsOn(page)).toBe('Template');
  await page.getByLabel('Template').selectOption({ label: 'Letter to the participant · English' });
  await page.getByLabel('Where it goes').selectOption({ label: 'No address: it is handed over' });
  await page.route('**/letters/preview', (route) => route.abort());
  await press(page, 'Look at the letter');
  await page.getByText('The server does not answer').first().waitFor();
  await expect.poll(() => standsOn(page)).toBe('BUTTON Look at the letter');
  await page.unroute('**/letters/preview');
  await page.keyboard.press('Enter');
  await page.getByLabel('Reasons').waitFor();
  await expect.poll(() => standsOn(page)).toBe('Reasons');
  await page.context().close();
});
