import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeModel, register } from '../../server/api/stock/testing.ts';
import { officeDay } from '../../server/api/testing/day.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { hearInFitting } from '../../server/database/testing-fittings.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides, lookInEach } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const office: string = (await console.admin.post('/api/offices', { name: 'Miami' })).body.id;
// A cadence makes a schedule, and that needs the office's hours.
await console.admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
const model = await makeModel(console.admin, 'Anklet');
await register(console.admin, model, office, ['AN-1', 'AN-2', 'AN-3']);
const held = await console.enrol('F-1', {
  participant: { name: 'Marisol Vega', languages: ['es'], office: 'Miami' },
});
await permitCheckIns(owner, held.participantId, officeDay(300));
const other = await console.enrol('F-2', { participant: { name: 'Jonas Okafor', office: 'Miami' } });
// One that is under way, for the list.
const third = await console.enrol('F-3', { participant: { name: 'Ada Lindqvist', office: 'Miami' } });
const begun = await console.admin.post(`/api/people/${third.participantId}/fittings`, {
  ...{ id: randomUUID(), identifier: 'AN-3', office },
});
expect(begun.status, JSON.stringify(begun.body)).toBeLessThan(300);
const path = `/fittings/${held.participantId}`;

const choose = async (page: Page, serial: string) => {
  await page.getByLabel('Number of the device').focus();
  await page.keyboard.type(serial);
  await page.keyboard.press('Enter');
  await page.getByText(`Chosen: ${serial}`).waitFor();
};
/** Where the keyboard is: the heading of a step. */
const at = (page: Page) => page.evaluate<string>('document.activeElement?.textContent');
const folded = (page: Page, step: string) => page.locator(`[data-folded="${step}"]`);
const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};
test('FIT-9 FIT-1 FIT-5 with the keyboard alone and without a network a fitting goes on, outlives a reload, and is sent once', async () => {
  const page = await console.open(path, { width: 420, height: 900 });
  await page.getByRole('heading', { name: 'Fitting', exact: true }).waitFor();
  await page.getByText('permitted').first().waitFor();
  await page.getByText('This page now opens without a network, too.').waitFor();
  await page.context().setOffline(true);
  await choose(page, 'AN-1');
  await press(page, 'Begin the fitting');
  await expect.poll(() => at(page)).toBe('Check who they are');
  await page.getByLabel('How you know that it is them').focus();
  await page.keyboard.press('ArrowDown');
  await press(page, 'It is them');
  // The self-test needs the server: without it the next step that can be done is read.
  await expect.poll(() => at(page)).toBe('Teach the wearer');
  expect(await folded(page, 'identity').textContent()).toMatch(/Compared by eye with the photo on file.*·/s);
  for (const name of [
    'How and when it is charged',
    'Water, and the skin under the strap',
    'What it records',
    'What a buzz asks for',
    'What happens when the strap is opened',
    'How a removal is planned',
    'Whom to call',
  ]) {
    await page.getByLabel(name).focus();
    await page.keyboard.press('Space');
  }
  await press(page, 'All of it was explained');
  await expect.poll(() => at(page)).toBe('Sign');
  // What is finished is changed while it waits, too.
  await press(page, 'Change: Check who they are');
  await expect.poll(() => at(page)).toBe('Check who they are');
  await page.getByLabel('Note').fill('he wears glasses now');
  await press(page, 'Leave it as it is');
  await expect.poll(() => at(page)).toBe('Change');
  await press(page, 'Change: Check who they are');
  await press(page, 'It is them');
  await folded(page, 'identity').getByText('he wears glasses now').waitFor();
  await page.getByText('Not sent yet: 3. It is kept here').waitFor();
  await page.getByText('Not known yet: the server has not heard of this fitting.').waitFor();
  expect(
    (await owner.query('select from fitting where participant_id = $1', [held.participantId])).rows,
  ).toEqual([]);

  await page.reload();
  await page.getByText('Not sent yet: 3.').waitFor();
  await folded(page, 'identity').getByText('he wears glasses now').waitFor();
  await lookAt(page, 'fitting-offline');
  await page.context().setOffline(false);
  await page.getByText('Nothing was heard of it yet.').waitFor({ timeout: 30_000 });
  const stands = async () =>
    (
      await owner.query(
        'select status, identity, cardinality(taught) as taught from fitting where participant_id = $1',
        [held.participantId],
      )
    ).rows;
  await expect
    .poll(stands, { timeout: 15_000 })
    .toEqual([{ status: 'under-way', identity: 'photo-on-file', taught: 7 }]);
  const { rows } = await owner.query('select id from fitting where participant_id = $1', [
    held.participantId,
  ]);

  await hearInFitting(owner, rows[0].id);
  await page.getByText('Found, exact to 7 m').waitFor({ timeout: 30_000 });
  await page.getByText('61 % of the strongest').waitFor();
  await press(page, 'Put the self-test on record');
  await folded(page, 'self-test').waitFor();
  await expect.poll(() => at(page)).toBe('Check-ins');
  // What permits the device is signed; what waits besides can still be.
  await folded(page, 'agreement').getByRole('button', { name: 'Sign what waits' }).waitFor();
  await press(page, 'Confirm it');
  await expect.poll(() => at(page)).toBe('End the fitting');
  await folded(page, 'teaching')
    .getByText(/All 7 points, in Spanish/)
    .waitFor();
  expect(await folded(page, 'begin').getByRole('button').count()).toBe(0);
  expect(await folded(page, 'self-test').getByRole('button').count()).toBe(0);
  await lookInEach(page, (look) => `fitting-folded-${look}`);
  await page.setViewportSize({ width: 420, height: 900 });
  await page.getByRole('button', { name: 'End the fitting: monitoring begins' }).waitFor();
  await expect
    .poll(() => page.getByRole('button', { name: 'End the fitting: monitoring begins' }).isEnabled(), {
      timeout: 15_000,
    })
    .toBe(true);
  await press(page, 'End the fitting: monitoring begins');
  await page.getByRole('row', { name: /AN-1/ }).first().waitFor();
  const worn = await owner.query(
    `select count(*)::int as n from assignment a join device d on d.id = a.device_id where d.identifier = 'AN-1'`,
  );
  expect(worn.rows[0].n).toBe(1);
  await page.context().close();
});

test('FIT-4 FIT-9 a device that is elsewhere is refused in clear words, nothing typed is lost, and another one takes its place', async () => {
  const page = await console.open(`/fittings/${other.participantId}`);
  await page.getByLabel('Note').fill('the name is spelt otherwise');
  await choose(page, 'AN-1');
  await press(page, 'Begin the fitting');
  await page.getByText('The record has this device with somebody.').waitFor();
  await lookAt(page, 'fitting-refused');
  await press(page, 'Choose another device');
  await choose(page, 'AN-2');
  await press(page, 'Begin the fitting');
  await page.getByText('Nothing was heard of it yet.').waitFor({ timeout: 30_000 });
  expect(await page.getByLabel('Note').inputValue()).toBe('the name is spelt otherwise');
  await press(page, 'Give it up…');
  await page.getByLabel('Reason', { exact: true }).fill('They felt ill');
  await press(page, 'Give it up');
  await page.getByText('Given up: They felt ill').waitFor();
  await page.context().close();
});

test('FIT-8 FIT-11 FIT-12 a removal is planned, harm is reported, and a device is back, on the person’s page', async () => {
  const page = await console.open(`/people/${held.participantId}?part=devices`);
  await press(page, 'Plan a removal…');
  await page.getByRole('button', { name: 'Plan it' }).waitFor();
  await lookAt(page, 'fitting-removal');
  await page.keyboard.press('Escape');
  await press(page, 'Report harm…');
  await page.getByLabel('What was seen or told').waitFor();
  await lookAt(page, 'fitting-harm');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'It is back: AN-1…' }).click();
  await page.getByLabel('It came back').selectOption('usable');
  await page.getByLabel('Reason', { exact: true }).fill('The order is over');
  await press(page, 'Put it on the shelf');
  await page.getByRole('button', { name: 'It is back: AN-1…' }).waitFor({ state: 'detached' });
  await page.context().close();
});

test('FIT-5 ORD-15 who reads Arabic is taught and signs from right to left, by words that say that no speaker has read them', async () => {
  const held = await console.enrol('F-6', {
    participant: { name: 'Samir Haddad', languages: ['ar'], office: 'Miami' },
  });
  const { orders } = (await console.admin.get(`/api/people/${held.participantId}/orders`)).body;
  const taken = await console.admin.post(`/api/orders/${orders[0].id}/agreement/withdraw`, {
    ...{ revision: orders[0].revision, reason: 'he asked to read it in his own language' },
  });
  expect(taken.status, JSON.stringify(taken.body)).toBeLessThan(300);
  const page = await console.open(`/fittings/${held.participantId}`, { width: 420, height: 900 });
  const text = page.getByRole('document').and(page.locator('div'));
  await text.getByText('هذا ما يطلبه الأمر').waitFor();
  const taught = page.locator('fieldset span[lang=ar]').first();
  for (const one of [text, taught]) expect(await one.getAttribute('dir')).toBe('rtl');
  expect(await page.getByText('Nobody who speaks this language has read this text yet.').count()).toBe(2);
  await lookInEach(page, (look) => `fitting-arabic-${look}`);
  await page.context().close();
});

test.each([
  ['fittings', '/fittings', 'table'],
  ['fitting-flow', `/fittings/${other.participantId}`, 'fieldset'],
  ['fitting-person', `/people/${held.participantId}?part=devices`, 'table'],
  ['fitting-stock', '/stock', 'table'],
])('FIT-9 %s reads from all sides', async (name, at, ready) => {
  await lookFromAllSides(
    ({ locale }) => console.open(at, locale === undefined ? {} : { locale }),
    name,
    async (page) => {
      await page.locator(ready).first().waitFor();
    },
  );
});

/** What each of them left open, beside what stands from before. */
const leftOpen = async () => {
  const removal = (one: { programmeId: string; participantId: string }) =>
    owner.query(
      `insert into planned_removal (programme_id, participant_id, reason, from_at, to_at, made_at)
       values ($1, $2, 'medical', now() - interval '3 hours', now() - interval '1 hour', now() - interval '4 hours')`,
      [one.programmeId, one.participantId],
    );
  // Of a device whose time is over nobody asks whether it is on again.
  const over = await console.enrol('F-4', { participant: { name: 'Rosa Delgado', office: 'Miami' } });
  await removal(over);
  await owner.query('update assignment set to_at = now() where participant_id = $1', [over.participantId]);
  await removal(await console.enrol('F-5', { participant: { name: 'Emil Novak', office: 'Miami' } }));
  await owner.query(
    `update fitting set begun_at = now() - interval '13 hours', expires_at = now() - interval '1 hour' where participant_id = $1`,
    [third.participantId],
  );
  await owner.query('select expire_fittings()');
};

test('FIT-16 an auditor reads fittings and what is on a person’s record of devices, and is offered nothing to do', async () => {
  const auditor = await signInAs(console, console.admin, ['auditor'], 'auditor@fittings.example.org');
  const page = await console.open('/fittings', { as: auditor });
  await page.getByRole('link', { name: /Ada Lindqvist/ }).focus();
  expect(await page.getByRole('heading', { name: 'Fit a device' }).count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Harm by a device' }).waitFor();
  await page.getByRole('table', { name: 'Fittings' }).getByText('AN-3').waitFor();
  await page.getByText('No harm was reported.').waitFor();
  expect(await page.getByText('You may not see this').count()).toBe(0);
  const part = page.getByRole('main');
  expect(await part.getByRole('button', { name: /…$/ }).count()).toBe(0);
  expect(await part.getByRole('link', { name: 'Fit a device' }).count()).toBe(0);
  await lookAt(page, 'fittings-read');
  // Whoever follows an address of the flow comes to the record of it.
  const followed = await console.open(path, { as: auditor });
  await followed.getByRole('heading', { name: 'Harm by a device' }).waitFor();
  expect(await followed.getByRole('heading', { name: 'Choose the device' }).count()).toBe(0);
});

test('TDY-8 TDY-9 TDY-10 FIT-13 with the keyboard alone: what devices leave open is seen to, from Today on', async () => {
  await leftOpen();
  const page = await console.open('/');
  const kinds = () => page.locator('#needs tbody tr strong').allTextContents();
  await page.locator('#needs td:has-text("A fitting was begun and not ended")').waitFor();
  expect(await kinds()).toEqual([
    'A fitting was begun and not ended',
    'A removal is over: is the device on again?',
    'A device is to be fetched, and no day is arranged',
  ]);
  await page.locator('#needs td:has-text("Medical")').waitFor();
  await lookInEach(page, (look) => `today-devices-${look}`);
  await page.setViewportSize({ width: 1280, height: 900 });
  const seeTo = async (kind: string, ready: string | RegExp) => {
    await page.locator('#needs tr', { hasText: kind }).getByRole('link').last().press('Enter');
    await page.getByRole('button', { name: ready }).press('Enter');
  };
  await seeTo('A fitting was begun', 'Give it up: AN-3…');
  await page.getByLabel('Reason', { exact: true }).fill('She did not come back');
  await press(page, 'Give it up');
  await page.getByText('Left too long: She did not come back').waitFor();
  await page.getByRole('link', { name: 'Today', exact: true }).first().click();

  await seeTo('A removal is over', 'Seen to: Medical…');
  await press(page, 'Put it on record');
  await page.getByText('Say what you found').waitFor();
  await page.getByLabel('What you found').fill('It is on again, seen at the clinic');
  await lookAt(page, 'removal-seen-to');
  await press(page, 'Put it on record');
  await page.getByText('Afterwards: It is on again, seen at the clinic').waitFor();
  await page.getByRole('link', { name: 'Today', exact: true }).first().click();

  await seeTo('A device is to be fetched', /^Arrange its collection: /);
  await press(page, 'Put it on record');
  await page.getByText('Say which day').waitFor();
  await page.getByRole('textbox', { name: 'Day', exact: true }).fill(officeDay());
  await page.getByLabel('Time', { exact: true }).fill('14:30');
  await page.getByLabel('Where', { exact: true }).selectOption('elsewhere');
  await page.getByLabel('Which place').fill('at her sister’s');
  await page.getByLabel('Reason', { exact: true }).fill('The order is over');
  await lookAt(page, 'collection-arranged');
  await press(page, 'Put it on record');
  await page.getByRole('button', { name: /^Move its collection: / }).waitFor();
  await page.locator('td:has-text("at her sister’s")').waitFor();
  await page.getByRole('link', { name: 'Today', exact: true }).first().click();
  await page.locator('#needs td:has-text("at her sister’s")').waitFor();
  expect(await kinds()).toEqual(['A device is to be fetched']);

  await seeTo('A device is to be fetched', /^Call its collection off: /);
  await page.getByText(/They are told by message/).waitFor();
  await press(page, 'Call it off');
  await page.getByText('Say why').waitFor();
  await page.getByLabel('Reason', { exact: true }).fill('She is in hospital');
  await lookAt(page, 'collection-called-off');
  await press(page, 'Call it off');
  await page.getByText('no day is arranged').waitFor();
  const { rows } = await owner.query(
    `select template, status from message where key like 'collection/%' order by created_at, id`,
  );
  expect(rows).toEqual([
    { template: 'collection-arranged', status: 'cancelled' },
    { template: 'collection-called-off', status: 'planned' },
  ]);
  await page.context().close();
});
