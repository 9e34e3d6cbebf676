import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { done, told } from './two-people.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const second = await signInAs(console, admin, ['supervisor'], 'second@example.org');
const office: string = (await admin.post('/api/offices', { name: 'Downtown' })).body.id;
await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
const { participantId: person } = await console.enrol('CK-1', {
  participant: { name: 'Marisol Vega', office: 'Downtown' },
});

test('FRM-7 a key beside a contact point that a colleague ended meanwhile says what stands now, and does nothing', async () => {
  const at = `/api/people/${person}/contact-points`;
  const phone = {
    kind: 'phone',
    address: '+13055550142',
    preference: 1,
    language: null,
    note: null,
    consent: true,
  };
  await done(admin.post(at, phone));
  const page = await console.open(`/people/${person}?part=contact`);
  await page.getByRole('button', { name: /^Still right: / }).waitFor();
  const [point] = (await admin.get(at)).body.contactPoints;
  await done(admin.post(`/api/contact-points/${point.id}/end`, { version: point.version }));
  await page.getByRole('button', { name: /^Still right: / }).press('Enter');
  await told(page).locator('tr', { hasText: 'Ended' }).waitFor();
  await lookAt(page, 'conflict-contact-point');
  const [after] = (await admin.get(at)).body.contactPoints;
  expect(after).toMatchObject({ confirmed: point.confirmed, ended: expect.any(String) });
  await page.context().close();
});

test('FRM-7 a schedule that a colleague ended meanwhile is not ended twice, and says so', async () => {
  await permitCheckIns(owner, person, officeDay(300));
  const asked = {
    office,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(3),
    daysBefore: 2,
    daysAfter: 2,
  };
  const { body } = await admin.post(`/api/people/${person}/check-in-schedules`, asked);
  const page = await console.open(`/people/${person}?part=check-ins`);
  await page.getByRole('button', { name: /^End the schedule/ }).press('Enter');
  await done(admin.post(`/api/check-in-schedules/${body.schedule}/end`, { version: 1 }));
  await page.getByRole('button', { name: 'End it' }).press('Enter');
  await told(page).locator('tr', { hasText: 'Ended' }).waitFor();
  await page.context().close();
});

test('FRM-7 LTR-5 of a letter whose template was published anew while it was written: what changed is shown, what was typed stays', async () => {
  const words = {
    title: 'A word',
    body: [
      { kind: 'paragraph', text: 'Dear {participant}' },
      { kind: 'free', text: 'Come when you can.' },
    ],
  };
  const made = await second.post('/api/letter-templates', {
    kind: 'to-participant',
    language: 'en',
    name: 'By two',
    ...words,
  });
  const template = made.body.template;
  await done(admin.post(`/api/letter-templates/${template}/publish`, { version: 1, revision: 1 }));
  const page = await console.open(`/people/${person}?part=documents`);
  await page.locator('button[data-open="letter"]').press('Enter');
  const dialog = page.getByRole('dialog');
  // A key that is still at work takes no press.
  const make = dialog.locator('button:enabled', { hasText: 'Make the letter' });
  await dialog.getByLabel('Template').selectOption({ label: 'By two · English' });
  await dialog.getByLabel('Where it goes').selectOption({ label: 'No address: it is handed over' });
  await dialog.getByRole('button', { name: 'Look at the letter' }).press('Enter');
  await dialog.getByLabel(/^Paragraph 2/).fill('Come on Friday, and bring your sister.');
  const anew = {
    ...words,
    body: [{ kind: 'paragraph', text: 'Good day, {participant}' }, ...words.body.slice(1)],
  };
  await done(second.post(`/api/letter-templates/${template}/draft`, { revision: null, ...anew }));
  await done(admin.post(`/api/letter-templates/${template}/publish`, { version: 2, revision: 1 }));
  await make.press('Enter');
  await told(page).locator('tr', { hasText: 'Paragraph 1' }).getByText('Good day, Marisol Vega').waitFor();
  expect(await dialog.getByLabel(/^Paragraph 2/).inputValue()).toBe('Come on Friday, and bring your sister.');
  expect((await admin.get(`/api/people/${person}/letters`)).body.letters).toEqual([]);
  await lookAt(page, 'conflict-letter');
  // What cannot be written anew any more is not lost, and not sent.
  const fixed = { ...anew, body: anew.body.map((one) => ({ ...one, kind: 'paragraph' })) };
  await done(second.post(`/api/letter-templates/${template}/draft`, { revision: null, ...fixed }));
  await done(admin.post(`/api/letter-templates/${template}/publish`, { version: 3, revision: 1 }));
  await make.press('Enter');
  const lost = dialog.getByLabel(/^What you had written as paragraph 2/);
  expect(await lost.inputValue()).toBe('Come on Friday, and bring your sister.');
  await make.press('Enter');
  await page.getByText('The letter is made, and kept as a document.').waitFor();
  // LTR-16: its author reads it over without being asked why.
  await page
    .getByRole('table', { name: 'Letters and court forms' })
    .getByRole('button', { name: /^Open… / })
    .press('Enter');
  await page.getByText('You made this letter today.').waitFor();
  expect(await page.getByLabel('Why do you look?').count()).toBe(0);
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Download' }).press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  await page.context().close();
});

test('FRM-7 a rate card that a colleague changed is not published as it was not read', async () => {
  const card = {
    ...{
      provider: null,
      technology: 'ankle',
      from: '2026-01-01',
      minor: 275,
      currency: 'USD',
      partDay: 'any-part',
    },
    ...{ faultCredit: 'half-day', source: 'contract 7' },
  };
  const { body } = await second.post('/api/rate-cards', card);
  const page = await console.open('/costs/rates', { as: second });
  await page.getByRole('button', { name: /^Publish: / }).waitFor();
  await done(second.send('PUT', `/api/rate-cards/${body.id}`, { ...card, minor: 375, version: 1 }));
  await page.getByRole('button', { name: /^Publish: / }).press('Enter');
  await told(page).locator('tr', { hasText: 'Price of a day' }).getByText('$3.75').waitFor();
  await page.context().close();
});

test('ACC-38 the second of two who enter an office’s number sees the first one’s, and keeps what they typed', async () => {
  const page = await console.open('/offices');
  await page.getByRole('button', { name: 'Telephone of Downtown' }).press('Enter');
  await page.getByLabel('Telephone number').fill('305-555-0199');
  await done(admin.post(`/api/offices/${office}/phone`, { was: null, phone: '305-555-0100' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).press('Enter');
  await told(page).locator('tr', { hasText: 'Telephone number' }).getByText('305-555-0100').waitFor();
  expect(await page.getByLabel('Telephone number').inputValue()).toBe('305-555-0199');
  await lookAt(page, 'office-phone');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('cell', { name: '305-555-0199' }).waitFor();
  await page.context().close();
});
