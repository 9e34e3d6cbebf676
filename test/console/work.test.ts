import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { totpOf } from '../../server/api/testing/totp.ts';
import { password, withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { downtown, way } from './scene.ts';

const console = await withConsole();

/** Each code opens once: the one that ended the enrolment has been used, the next one stands already. */
const nextCode = (uri: string): string => totpOf(uri, Date.now() + 30_000);

/** Presses Tab until what has the focus fits; fails where it is never reached. */
async function tabTo(page: Page, selector: string, presses = 60): Promise<void> {
  const fits = `document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`;
  for (let index = 0; index < presses; index += 1) {
    if (await page.evaluate<boolean>(fits)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

test('with no pointer: sign in, Today, open, acknowledge, close with an outcome', async () => {
  const officer = await signInAs(console, console.admin, ['case-officer'], 'officer@example.org');
  await officer.post('/api/sign-out');
  const held = await console.enrol('W-1', { participant: { name: 'Keyboard Only' } });
  await console.raise(held, { kind: 'curfew-absence', condition: 'c1', severity: 'high' });
  const context = await console.browser.newContext();
  const page = await context.newPage();
  await page.goto(console.api.address);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await tabTo(page, 'input[type="email"]');
  await page.keyboard.type('officer@example.org');
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password at all');
  await page.keyboard.press('Enter');
  await page.getByText('The e-mail address or the password is wrong.').waitFor();
  await tabTo(page, 'input[autocomplete="current-password"]');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your code' }).waitFor();
  await tabTo(page, 'input[autocomplete="one-time-code"]');
  await page.keyboard.type(nextCode(officer.uri));
  await page.keyboard.press('Enter');

  await page.locator('tr', { hasText: 'Keyboard Only' }).waitFor();
  await page.keyboard.press('j');
  expect(await page.evaluate('document.activeElement.closest("tr").textContent')).toContain('Keyboard Only');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Not at the curfew place' }).waitFor();
  await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
  await page.keyboard.press('a');
  await page.getByText('Acknowledged.').waitFor();
  await page.keyboard.press('c');
  await page.keyboard.type('Transp');
  await page.keyboard.press('Tab');
  await page.keyboard.type('The last bus did not run; seen on the operator’s page.');
  await tabTo(page, 'button[type="submit"]');
  await page.keyboard.press('Enter');
  await page.getByText('Closed.', { exact: true }).waitFor();
  await page.getByText('The last bus did not run').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await expect.poll(() => page.locator('tr', { hasText: 'Keyboard Only' }).count()).toBe(0);
  const closed = await console.admin.get('/api/alerts?show=closed');
  expect(closed.body.alerts[0].outcome).toBe('excused-transport');
  await context.close();
});

test('with no pointer: open again, find by every identifier, movement and its slider', async () => {
  const held = await console.enrol('W-6', {
    participant: { name: 'Soraya Okonkwo' },
    device: { id: '357653051299777' },
    court: { name: 'County Court', caseNumber: 'F26-77120' },
  });
  await console.store(held, way(Date.now(), 90, downtown));
  const id = await console.raise(held, { kind: 'tamper', severity: 'high' });
  const { body } = await console.admin.get(`/api/alerts/${id}`);
  const outcome = { version: body.version, outcome: 'device-fault', note: 'Charger bent the case.' };
  await console.admin.post(`/api/alerts/${id}/close`, outcome);
  const page = await console.open(`/alerts/${id}`);
  await page.getByRole('button', { name: 'Open again' }).waitFor();
  await page.keyboard.press('n');
  await page.keyboard.type('The photograph shows a cut.');
  await tabTo(page, 'button[type="submit"]');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Acknowledge' }).waitFor();

  for (const typed of ['okonkwo soraya', 'W-6', '357653051299777', 'F26-77120']) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.locator('a[data-person]', { hasText: 'Soraya Okonkwo' }).waitFor();
    await expect.poll(() => page.locator('a[data-person]').count()).toBe(1);
  }
  await tabTo(page, 'a[data-person]');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Soraya Okonkwo' }).waitFor();
  await tabTo(page, 'a[href*="part=alerts"]');
  await page.keyboard.press('Enter');
  await tabTo(page, 'a[href*="part=movement"]');
  await page.keyboard.press('Enter');
  await tabTo(page, 'input[list]');
  await page.keyboard.type('Preparing a hearing');
  await page.keyboard.press('Enter');
  const slider = page.getByRole('slider', { name: 'Time' });
  await slider.waitFor();
  await tabTo(page, 'input[type="range"]');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => slider.inputValue()).toBe('1');
  await page.context().close();
});

test('closing asks for an outcome and a note, and says so beside the fields', async () => {
  const id = await console.raise(await console.enrol('W-2'));
  const page = await console.open(`/alerts/${id}`);
  await page.getByRole('button', { name: 'Close with this outcome' }).click();
  await page.getByText('Choose an outcome').waitFor();
  await page.getByText('Say in a sentence what you found').waitFor();
  const focused = await page.evaluate('document.activeElement.tagName');
  expect(focused).toBe('SELECT');
  await page.context().close();
});

test('where somebody was faster nothing is sent, what changed is said, and no typed text is lost', async () => {
  const id = await console.raise(await console.enrol('W-3'));
  const page = await console.open(`/alerts/${id}`);
  const note = 'Called twice, no answer; neighbour says she is at work.';
  await page.getByLabel('Note').fill(note);
  await page.getByLabel('Outcome').selectOption('excused-work');
  // The page does not hear of it: a slow network, a moment before the feed.
  await page.route(`**/api/alerts/${id}`, (route) => route.abort(), { times: 1 });
  await page.route('**/api/feed**', (route) => route.abort());
  const { body } = await console.admin.get(`/api/alerts/${id}`);
  const held = page.waitForResponse((response) => response.url().endsWith('/close'));
  await page.route('**/close', async (route) => {
    await console.admin.post(`/api/alerts/${id}/acknowledge`, { version: body.version });
    await route.continue();
  });
  await page.getByRole('button', { name: 'Close with this outcome' }).click();
  expect((await held).status()).toBe(409);
  await page.getByText('Somebody changed this meanwhile, and nothing was done.').waitFor({ timeout: 15_000 });
  await page.locator('tr', { hasText: 'Taken up by' }).getByText('Ada Okafor').waitFor();
  expect(await page.getByLabel('Note').inputValue()).toBe(note);
  expect(await page.getByLabel('Outcome').inputValue()).toBe('excused-work');
  await page.unroute('**/close');
  await page.getByRole('button', { name: 'Close with this outcome' }).click();
  await page.getByText('Closed.', { exact: true }).waitFor();
  expect(await page.getByLabel('Note').inputValue()).toBe('');
  await page.context().close();
});

test('a draft outlives a reload and the end of the session', async () => {
  const colleague = await signInAs(console, console.admin, ['supervisor'], 'drafts@example.org');
  const id = await console.raise(await console.enrol('W-4'));
  const context = await console.browser.newContext();
  await context.addCookies(
    colleague
      .cookies()
      .split('; ')
      .map((pair) => ({
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        url: console.api.address,
      })),
  );
  const page = await context.newPage();
  await page.goto(`${console.api.address}/alerts/${id}`);
  await page.getByLabel('Note').fill('Half a thought');
  await page.reload();
  await page.getByLabel('Note').waitFor();
  expect(await page.getByLabel('Note').inputValue()).toBe('Half a thought');

  await colleague.post('/api/sign-out');
  await page.getByText('Your session has ended').waitFor({ timeout: 30_000 });
  await page.getByLabel('E-mail').fill('drafts@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Code').fill(nextCode(colleague.uri));
  await page.keyboard.press('Enter');
  await page.getByLabel('Note').waitFor();
  expect(page.url()).toContain(id);
  expect(await page.getByLabel('Note').inputValue()).toBe('Half a thought');
  await context.close();
});

test('a form keeps what was typed over a closed dialog and a reload, until it is sent or begun anew', async () => {
  const held = await console.enrol('W-14');
  const page = await console.open(`/people/${held.participantId}?part=hearings`);
  const enter = page.getByRole('button', { name: 'Enter a hearing…' });
  await enter.click();
  await page.getByLabel('Court', { exact: true }).fill('Circuit Court');
  await page.keyboard.press('Escape');
  await page.reload();
  await enter.click();
  await page.getByText('What you had typed before is here.').waitFor();
  expect(await page.getByLabel('Court', { exact: true }).inputValue()).toBe('Circuit Court');
  await lookAt(page, 'hearing-restored');
  await page.getByLabel('Day and time').fill('2031-03-10T09:30');
  await page.getByRole('button', { name: 'Enter the hearing' }).click();
  await page.getByText('Monday, March 10, 2031').waitFor();
  await enter.click();
  expect(await page.getByLabel('Court', { exact: true }).inputValue()).toBe('');
  await page.getByLabel('Room').fill('4B');
  await page.keyboard.press('Escape');
  await enter.click();
  await page.getByRole('button', { name: 'Start anew' }).click();
  expect(await page.getByLabel('Room').inputValue()).toBe('');
  expect(await page.getByText('What you had typed before is here.').count()).toBe(0);
  await page.context().close();
});

test('a closed alert is opened again with a reason, and every step stands in what happened', async () => {
  const id = await console.raise(await console.enrol('W-5'), { kind: 'tamper', severity: 'high' });
  const page = await console.open(`/alerts/${id}`);
  await page.getByLabel('Outcome').selectOption('device-fault');
  await page.getByLabel('Note').fill('Charger bent the case.');
  await page.getByRole('button', { name: 'Close with this outcome' }).click();
  await page.getByRole('button', { name: 'Open again' }).waitFor();
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByText('Say why it is opened again').waitFor();
  await page.getByLabel('Note').fill('Photograph shows a cut.');
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
  await page.getByLabel('Note').fill('Visit set for tomorrow.');
  await page.getByRole('button', { name: 'Only add the note' }).click();
  await page.getByText('Note added.').waitFor();
  const steps = page.locator('section', { hasText: 'What happened' }).locator('li strong');
  expect(await steps.allTextContents()).toEqual(['Note', 'Reopened', 'Closed', 'Raised']);
  await page.context().close();
});
