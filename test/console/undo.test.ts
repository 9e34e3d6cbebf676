import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { insertDueCheckIn, usualHours } from '../../server/database/testing-check-ins.ts';
import { insertComplaintOf } from '../../server/database/testing-complaints.ts';
import { insertToDecide } from '../../server/database/testing-orders.ts';
import { pdfOf } from '../../server/files/testing/pictures.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { chooseFile } from './choose-file.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const held = await console.enrol('U-1', { participant: { name: 'Marisol Vega', office: 'Key West' } });
const { participantId: person } = held;
const me = (await owner.query('select id from staff order by created_at limit 1')).rows[0].id;
const { rows: offices } = await owner.query(`select id from office where name = 'Key West'`);
await admin.send('PUT', `/api/offices/${offices[0].id}/calendar`, { ...usualHours, version: 0 });
const { checkIn } = await insertDueCheckIn(owner, person, me);
const keyring = openKeyring(join(console.dataDir, 'keyring'));
const { exception, condition } = await insertToDecide(owner, keyring, person, me);
const complaint = await insertComplaintOf({
  ...{ owner, keyring, programme: held.programmeId, person },
  ...{ staff: me, words: 'nobody calls back' },
});
keyring.close();
const phone = { kind: 'phone', address: '(305) 555-0144', consent: true };
await admin.post(`/api/people/${person}/contact-points`, phone);
const address = { kind: 'address', use: 'home', text: '9 Palm Way', from: null, to: null };
await admin.post(`/api/people/${person}/register-entries`, address);

const part = (name: string) => `/people/${person}?part=${name}`;
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().press('Enter');
const undo = async (page: Page, said: string) => {
  await press(page, 'Undo');
  await page.getByText(said).first().waitFor();
};
const actions = async (action: string): Promise<number> =>
  (await owner.query('select id from audit_entry where action = $1', [action])).rowCount ?? 0;

test('FRM-9 FRM-11 with the keyboard alone a contact point that was ended stands again: right after, and from the record with its reason', async () => {
  const page = await console.open(part('contact'));
  await press(page, /^No longer theirs: \+13055550144/);
  await page.getByText('It is no longer theirs.').waitFor();
  await lookAt(page, 'undo-offered');
  await undo(page, 'It stands again, with its consent.');
  await press(page, /^No longer theirs: \+13055550144/);
  await page.getByText('It is no longer theirs.').waitFor();
  await page.reload();
  await press(page, /^Theirs after all… \+13055550144/);
  await page.getByRole('dialog').getByLabel('Why').fill('it was the other number');
  await lookAt(page, 'undo-reinstate');
  await press(page, 'Let it stand again');
  await page.getByText('It stands again, with its consent.').waitFor();
  await page.getByRole('button', { name: /^No longer theirs: \+13055550144/ }).waitFor();
  expect(await actions('contact-point.reinstated')).toBe(2);
  expect(await actions('contact-point.ended')).toBe(2);
  await page.context().close();
});

test('FRM-9 FRM-10 with the keyboard alone a time that was booked is free again; where a colleague was faster nothing is undone, and it is said', async () => {
  const page = await console.open(part('check-ins'));
  const book = async () => {
    await press(page, /^Time… /);
    // Not today: in the afternoon hardly a time of it is left.
    await page.getByRole('dialog').getByLabel('Day', { exact: true }).fill(officeDay(1));
    await page.keyboard.press('Tab');
    const time = page.getByLabel('Time', { exact: true });
    await time.locator('option').nth(2).waitFor({ state: 'attached' });
    await time.selectOption({ index: 2 });
    await press(page, 'Book it');
    await page.getByText('The check-in has a time.').waitFor();
  };
  await book();
  await undo(page, 'The check-in has no time again.');
  const slot = async () => (await owner.query('select slot_at from check_in where id = $1', [checkIn])).rows;
  expect(await slot()).toEqual([{ slot_at: null }]);
  await book();
  const booked = await slot();
  await owner.query('update check_in set version = version + 1 where id = $1', [checkIn]);
  await undo(page, 'Somebody changed this check-in meanwhile.');
  expect(await slot()).toEqual(booked);
  await press(page, /^Free the time… /);
  await page.getByRole('dialog').getByLabel('Why').fill('it was meant for Denis');
  await press(page, 'Free it');
  await page.getByText('The check-in has no time again.').waitFor();
  expect(await slot()).toEqual([{ slot_at: null }]);
  expect(await actions('check-in.freed')).toBe(2);
  await page.context().close();
});

test('FRM-9 an address that was ended, a complaint that was given in hand, and an exception that was granted or withdrawn are taken back right after', async () => {
  const page = await console.open(`/people/${person}`);
  await press(page, /^Change: 9 Palm Way/);
  await page.getByLabel('Last day').fill('2026-01-31');
  await press(page, 'Save');
  await page.getByText('Changed.').first().waitFor();
  await undo(page, 'It stands as it did before.');
  expect(await actions('register-entry.changed')).toBe(2);
  const { entries } = (await admin.get(`/api/people/${person}/register`)).body;
  expect(entries).toMatchObject([{ kind: 'address', text: '9 Palm Way', to: null, version: 3 }]);

  await page.goto(`${console.api.address}/complaints/${complaint}`);
  await press(page, 'Give in hand…');
  await page.getByLabel('In hand', { exact: true }).selectOption({ index: 1 });
  await press(page, 'Put it on record');
  await page.getByText('It is on record.').waitFor();
  await undo(page, 'Nobody has it in hand again.');
  await page.getByText('Taken back: nobody has it in hand').waitFor();

  await page.goto(`${console.api.address}${part('order')}`);
  await press(page, /^Decide…$/);
  await page.getByRole('dialog').getByLabel('Decision').selectOption('granted');
  await page.getByRole('dialog').getByLabel('Why').fill('the foreman confirms it');
  await press(page, 'Put the decision on record');
  await page.getByText('The decision is on record.').waitFor();
  await undo(page, 'The exception is taken back.');
  const { rows } = await owner.query('select status from condition_exception where id = $1', [exception]);
  expect(rows).toEqual([{ status: 'withdrawn' }]);

  // A request that waits, withdrawn by mistake, is asked for again as it was.
  const asked = { asker: 'family', way: 'telephone', receivedOn: officeDay(-1) };
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const request = { from: inHours(30), to: inHours(33), reason: 'a christening', asked };
  const made = await admin.post(`/api/conditions/${condition}/exception-requests`, request);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await page.reload();
  const item = page.locator('li', { hasText: 'a christening' });
  await item.getByRole('button', { name: 'Take back…' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Why').fill('the wrong person');
  await press(page, 'Take it back');
  await page.getByText('The exception is taken back.').waitFor();
  await undo(page, 'It is asked for again.');
  const both = await owner.query(
    `select status, asker, way, from_at from condition_exception where from_at > now() + interval '29 hours' order by status`,
  );
  const same = { asker: 'family', way: 'telephone', from_at: new Date(request.from) };
  expect(both.rows).toEqual([
    { status: 'asked', ...same },
    { status: 'withdrawn', ...same },
  ]);
  await page.context().close();
});

test('FRM-9 help that was asked for and a document that was filed by mistake are taken back right after, and stay on record', async () => {
  const page = await console.open(part('check-ins'));
  await press(page, 'Ask for help…');
  await page.getByRole('dialog').getByLabel('Note').fill('for somebody else');
  await press(page, 'Ask for it');
  await page.getByText('It is asked for. Somebody arranges it.').waitFor();
  await undo(page, 'It is not asked for any more.');
  const help = await owner.query('select status from arranged_help where participant_id = $1', [person]);
  expect(help.rows).toEqual([{ status: 'not-needed' }]);

  await page.goto(`${console.api.address}${part('documents')}`);
  await press(page, 'Add a document…');
  const notice = { name: 'notice.pdf', mimeType: 'application/pdf', buffer: pdfOf('notice') };
  await chooseFile(page, () => page.getByRole('button', { name: /^File/ }).click(), notice);
  await page.getByLabel('What is it?').selectOption({ index: 1 });
  await press(page, 'Keep it');
  await page.getByText('The document is kept.').waitFor();
  await undo(page, 'The document is marked.');
  await page.locator('tr', { hasText: 'notice' }).getByText('entered in error').waitFor();
  await page.context().close();
});

test('person’s parts in groups: axe finds nothing in any look, and nothing is wider than the window', async () => {
  for (const name of ['overview', 'check-ins', 'looks'])
    await lookFromAllSides(
      (options) => console.open(name === 'overview' ? `/people/${person}` : part(name), options),
      `person-group-${name}`,
      async (page) => {
        await page.locator('nav a[aria-current]').nth(1).waitFor();
      },
    );
});

test('with the keyboard alone every part of a file is reached by its group, and an old address opens it there', async () => {
  const page = await console.open(part('hearings'));
  const within = page.getByRole('navigation', { name: /^Parts of: / });
  await within.getByRole('link', { name: 'Hearings' }).waitFor();
  expect(await within.getByRole('link').allTextContents()).toEqual(['Check-ins', 'Hearings', 'Photos']);
  expect(await within.locator('[aria-current="page"]').allTextContents()).toEqual(['Hearings']);
  const groups = page.getByRole('navigation', { name: 'Parts of the file' });
  const reached: string[] = [];
  for (const name of await groups.getByRole('link').allTextContents()) {
    await groups.getByRole('link', { name, exact: true }).press('Enter');
    await expect.poll(() => groups.locator('[aria-current]').allTextContents()).toEqual([name]);
    for (const one of await within.getByRole('link').allTextContents()) {
      await within.getByRole('link', { name: one, exact: true }).press('Enter');
      await within.locator('[aria-current="page"]', { hasText: one }).waitFor();
      reached.push(new URL(page.url()).searchParams.get('part') ?? '');
    }
  }
  expect(reached).toEqual([
    ...['order', 'review', 'suspensions', 'check-ins', 'hearings', 'photos', 'contact', 'log'],
    ...['alerts', 'movement', 'devices', 'documents', 'supervision', 'looks'],
  ]);
  await page.context().close();
});
