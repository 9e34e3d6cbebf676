import { afterAll, expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { withConsole } from './console.ts';
import { openLine } from './line.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('F-1', { participant: { name: 'Marisol Vega' } });
const path = `/people/${held.participantId}?part=log`;
const line = await openLine(console.api.address);
afterAll(line.close);

test('FRM-3 an answer is lost after the commit: sent again, after a reload too, it is done once and answered as the first time', async () => {
  const page = await (await console.profile({ origin: line.address })).newPage();
  await page.goto(`${line.address}${path}`);
  await page.getByRole('button', { name: 'Enter what was done…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Kind').last().selectOption('note');
  await page.getByLabel('What was said or seen, and why').focus();
  await page.keyboard.type('her sister will drive her');
  const cut = line.cutAtAnswerTo(`POST /api/people/${held.participantId}/log `);
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await cut;
  await page.getByText('nothing is done twice').waitFor();
  const rows = () => owner.query(`select id from contact_entry where kind = 'note'`);
  expect((await rows()).rowCount).toBe(1);

  line.mend();
  await page.reload();
  await page.getByRole('button', { name: 'Enter what was done…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('What you had typed before is here.').waitFor();
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/log'),
  );
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  expect((await answered).status()).toBe(201);
  await page.getByText('It is on record.').waitFor();
  expect((await rows()).rowCount).toBe(1);

  // Said again later, it is meant again.
  await page.getByRole('button', { name: 'Enter what was done…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Kind').last().selectOption('note');
  await page.getByLabel('What was said or seen, and why').focus();
  await page.keyboard.type('her sister will drive her');
  await page.getByRole('button', { name: 'Put it on record' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await rows()).rowCount).toBe(2);
  await page.context().close();
});

test('FRM-2 who signs in where another’s session has ended finds nothing of what the other typed', async () => {
  const officer = await signInAs(console, console.admin, ['supervisor'], 'next@example.org');
  const page = await console.open(path);
  await page.getByRole('button', { name: 'Enter what was done…' }).click();
  await page.getByLabel('What was said or seen, and why').fill('she told me in confidence');
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(await kept()).toContain('in confidence');
  // Their cookies take the place of the first one's, as when a session ends and somebody else signs in.
  await page.context().clearCookies();
  await page.context().addCookies(
    officer
      .cookies()
      .split('; ')
      .map((pair) => ({
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        url: console.api.address,
      })),
  );
  await page.reload();
  await page.getByRole('navigation').first().waitFor();
  await expect.poll(kept).not.toContain('in confidence');
  await page.context().close();
});

const inTheirOrder = [
  {
    ...{ locale: 'en', enter: 'Enter a hearing…', label: 'Day and time', send: 'Enter the hearing' },
    ...{ court: 'Court', typed: '3/4/2031 2:30 PM', shown: '03/04/2031 2:30 PM' },
    ...{ wrong: 'Write it as 12/31/2026 2:30 PM or 2026-12-31 14:30', entered: 'Hearing entered.' },
  },
  {
    ...{ locale: 'es', enter: 'Anotar una audiencia…', label: 'Día y hora', send: 'Anotar la audiencia' },
    ...{ court: 'Tribunal', typed: '5/3/2031 14:30', shown: '05/03/2031 14:30' },
    ...{ wrong: 'Escríbalo como 31/12/2026 14:30 o 2026-12-31 14:30', entered: 'Audiencia anotada.' },
  },
] as const;

test('FRM-5 by keyboard a day is typed in the reader’s order; what cannot be read is not sent, and is told the form', async () => {
  for (const { locale, enter, label, court, typed, shown, send, wrong, entered } of inTheirOrder) {
    const page = await console.open(`/people/${held.participantId}?part=hearings`, { locale });
    const writes: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') writes.push(request.url());
    });
    await page.getByRole('button', { name: enter }).focus();
    await page.keyboard.press('Enter');
    const field = page.getByLabel(label, { exact: true });
    await page.getByLabel(court, { exact: true }).fill('County Court');
    await field.focus();
    await page.keyboard.type('33/33/2031 14:30');
    await page.keyboard.press('Enter');
    await page.getByText(wrong).waitFor();
    expect(writes).toEqual([]);
    expect(await field.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
    await lookAt(page, `forms-day-wrong-${locale}`);
    await field.fill('');
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
    expect(await field.inputValue()).toBe(shown);
    await lookAt(page, `forms-day-${locale}`);
    await page.getByRole('button', { name: send, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(entered).waitFor();
    await page.context().close();
  }
  const { rows } = await owner.query('select at from hearing order by at');
  expect(rows.map(({ at }) => at.toISOString())).toEqual([
    '2031-03-04T19:30:00.000Z',
    '2031-03-05T19:30:00.000Z',
  ]);
});

test('FRM-4 two officers change one hearing: the second sees what changed beside what they typed, and nothing of either is lost', async () => {
  const { body } = await console.admin.get(`/api/people/${held.participantId}/hearings`);
  const hearing = body.hearings.find(({ at }: { readonly at: string }) => at.startsWith('2031-03-04'));
  const change = (over: object) =>
    console.admin.send('PUT', `/api/hearings/${hearing.id}`, {
      ...{ version: hearing.version, kind: 'in-person', timezone: 'America/New_York', court: 'County Court' },
      ...over,
    });
  const page = await console.open(`/people/${held.participantId}?part=hearings`);
  await page.getByRole('button', { name: 'Change…' }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Room').focus();
  await page.keyboard.type('7');
  await page.getByLabel('What it is about').focus();
  await page.keyboard.type('plea');
  // Nobody tells the page: it hears of it when it sends.
  expect((await change({ room: '9', directions: 'Bus 22', caseNumber: 'F-26' })).status).toBe(200);
  await page.getByRole('button', { name: 'Change the hearing' }).focus();
  await page.keyboard.press('Enter');
  const told = page.getByRole('alert').filter({ hasText: 'Somebody changed this meanwhile' });
  await told.locator('tr', { hasText: 'Room' }).waitFor();
  const told9 = await told.locator('tr', { hasText: 'Room' }).locator('td').allTextContents();
  expect(told9).toEqual(['9', '7']);
  expect(await told.locator('tr', { hasText: 'Case number' }).locator('td').allTextContents()).toEqual([
    ...['F-26', 'the same'],
  ]);
  expect(await page.getByLabel('What it is about').inputValue()).toBe('plea');
  expect(await page.getByLabel('How to get there, and help').inputValue()).toBe('Bus 22');
  await lookAt(page, 'forms-meanwhile');
  await page.setViewportSize({ width: 360, height: 780 });
  await lookAt(page, 'forms-meanwhile-phone');
  await page.getByRole('button', { name: 'Change the hearing' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Changed.', { exact: true }).waitFor();
  const after = await console.admin.get(`/api/people/${held.participantId}/hearings`);
  expect(after.body.hearings.find(({ id }: { readonly id: string }) => id === hearing.id)).toMatchObject({
    ...{ room: '7', matter: 'plea', directions: 'Bus 22', caseNumber: 'F-26' },
  });
  await page.context().close();
});

test('FRM-1 FRM-4 what was typed before a reload stands beside what was changed since', async () => {
  const { body } = await console.admin.get(`/api/people/${held.participantId}/hearings`);
  const { id, version } = body.hearings.find(({ at }: { readonly at: string }) =>
    at.startsWith('2031-03-04'),
  );
  const page = await console.open(`/people/${held.participantId}?part=hearings`);
  await page.getByRole('button', { name: 'Change…' }).first().click();
  await page.getByLabel('Room').fill('8');
  await console.admin.send('PUT', `/api/hearings/${id}`, {
    ...{ version, kind: 'in-person', timezone: 'America/New_York', court: 'County Court', room: '5' },
  });
  await page.reload();
  await page.getByRole('button', { name: 'Change…' }).first().click();
  await page.getByText('What you had typed before is here.').waitFor();
  expect(await page.getByLabel('Room').inputValue()).toBe('8');
  const row = page.getByRole('alert').locator('tr', { hasText: 'Room' }).locator('td');
  expect(await row.allTextContents()).toEqual(['5', '8']);
  await page.getByRole('button', { name: 'Start anew' }).click();
  expect(await page.getByLabel('Room').inputValue()).toBe('5');
  await page.context().close();
});
