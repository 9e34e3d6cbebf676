import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lineOf } from '../../server/api/enrolment/testing.ts';
import { insertDueCheckIn } from '../../server/database/testing-check-ins.ts';
import { insertToDecide, wholeOrder } from '../../server/database/testing-orders.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { done, told } from './two-people.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

async function person(reference: string, name: string): Promise<string> {
  const line = lineOf(reference, { participant: { name }, case: { authority: [], conditions: [] } });
  const answer = await admin.post('/api/enrolments', line);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.participant.id;
}
const ordersOf = async (id: string) => (await admin.get(`/api/people/${id}/orders`)).body.orders;
/** What the colleague does by the API while the first one types. */
async function command(id: string, path: string, body: object = {}): Promise<void> {
  const [order] = await ordersOf(id);
  await done(admin.post(`/api/orders/${order.id}/${path}`, { revision: order.revision, ...body }));
}
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().press('Enter');

const yara = await person('CF-1', 'Yara Haddad');
await done(admin.post(`/api/people/${yara}/orders`, wholeOrder('CF-1/A')));
const part = (id: string) => `/people/${id}?part=order`;

test('FRM-7 a draft is given up while a colleague changes it: what changed is shown, the reason stays, and it is sent again or left', async () => {
  const page = await console.open(part(yara));
  await press(page, /^Give up… CF-1.A/);
  await page.getByRole('dialog').getByLabel('Why').fill('the court took it back');
  await command(yara, 'draft', { caseNumber: '26-0099', reasons: 'as was found' });
  await press(page, 'Give it up');
  await told(page).locator('tr', { hasText: 'Case number' }).getByText('26-0099').waitFor();
  await told(page).locator('tr', { hasText: 'Reasons' }).getByText('as was found').waitFor();
  expect(await page.getByRole('dialog').getByLabel('Why').inputValue()).toBe('the court took it back');
  // Nothing was overwritten: the colleague's draft stands.
  expect((await ordersOf(yara))[0]).toMatchObject({ status: 'draft', caseNumber: '26-0099' });
  await lookAt(page, 'conflict-give-up');
  // Left: it stays as it is. Opened again, what was typed is there; sent on what was shown, it is done.
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(page, /^Give up… CF-1.A/);
  await page.getByText('What you had typed before is here.').waitFor();
  await press(page, 'Give it up');
  await page.getByText('The draft is given up.').waitFor();
  await page.context().close();
});

const denis = await person('CF-2', 'Denis Okoro');
await done(admin.post(`/api/people/${denis}/orders`, wholeOrder('CF-2/A')));

test('FRM-7 a signature is held back while the draft changes under it, and is put on record on what was read', async () => {
  const page = await console.open(part(denis));
  await press(page, /^Sign… CF-2.A/);
  await page.getByLabel('What was explained').fill('each clause');
  await page.getByLabel('How it is signed').selectOption('typed');
  await page.getByLabel('Name of who signs').fill('Denis Okoro');
  await command(denis, 'draft', { court: 'Court of Appeal' });
  await press(page, 'Put the signature on record');
  await told(page).locator('tr', { hasText: 'Court' }).getByText('Court of Appeal').waitFor();
  expect(await page.getByLabel('What was explained').inputValue()).toBe('each clause');
  expect(await page.getByLabel('Name of who signs').inputValue()).toBe('Denis Okoro');
  expect((await ordersOf(denis))[0].versions[0].agreements).toEqual([]);
  await page.context().close();
});

const marisol = await console.enrol('CF-3', { participant: { name: 'Marisol Vega', office: 'Key West' } });
const { participantId } = marisol;
const keyring = openKeyring(join(console.dataDir, 'keyring'));
const me = (await owner.query('select id from staff order by created_at limit 1')).rows[0].id;
const targets = await insertToDecide(owner, keyring, participantId, me);
keyring.close();

test('FRM-7 a review and an exception that a colleague decided meanwhile say how, though their list has them no more', async () => {
  const page = await console.open('/orders-to-decide');
  await press(page, 'Decide about Marisol Vega');
  await page.getByLabel('Decision').selectOption('step-down');
  await page.getByRole('dialog').getByLabel('Why').fill('ninety days kept');
  await page.getByLabel('Looked at next').fill(inDays(80).slice(0, 16));
  const stay = { decision: 'stay', note: 'as it was', nextReviewAt: inDays(60) };
  await done(admin.post(`/api/order-prompts/${targets.prompt}/decision`, stay));
  await press(page, 'Put the decision on record');
  await told(page).locator('tr', { hasText: 'Decision' }).getByText('It stays as it is').waitFor();
  expect(await page.getByRole('dialog').getByLabel('Why').inputValue()).toBe('ninety days kept');
  await lookAt(page, 'conflict-review');
  await page.keyboard.press('Escape');

  await press(page, 'Decide the exception of Marisol Vega');
  await page.getByLabel('Decision').selectOption('granted');
  await page.getByRole('dialog').getByLabel('Why').fill('her employer confirms it');
  const refused = { revision: 1, decision: 'refused', reason: 'not asked in time' };
  await done(admin.post(`/api/exceptions/${targets.exception}/decision`, refused));
  await press(page, 'Put the decision on record');
  await page.getByText('It waits here no more').waitFor();
  expect(await page.getByRole('dialog').getByLabel('Why').inputValue()).toBe('her employer confirms it');
  await page.setViewportSize({ width: 360, height: 780 });
  await lookAt(page, 'conflict-exception-phone');
  await page.context().close();
});

test('FRM-7 the end of a suspension that a colleague ended, and an exception for many that a colleague took back, say so', async () => {
  const begun = { kind: 'hospital', from: inDays(-3), note: 'her sister rang' };
  await done(admin.post(`/api/people/${participantId}/suspensions`, begun));
  const list = (await admin.get(`/api/people/${participantId}/suspensions`)).body.suspensions;
  const page = await console.open(`/people/${participantId}?part=suspensions`);
  await press(page, /^It has ended…/);
  await page.getByLabel('How you know, and who told you').fill('she came to the desk');
  const end = { version: list[0].version, to: inDays(-1), note: 'the ward rang' };
  await done(admin.post(`/api/suspensions/${list[0].id}/end`, end));
  await press(page, 'Let clocks go on');
  await told(page).locator('tr', { hasText: 'How they know' }).getByText('the ward rang').waitFor();
  expect(await page.getByLabel('How you know, and who told you').inputValue()).toBe('she came to the desk');

  const offices = (await admin.get('/api/bulk-exceptions/offices')).body.offices;
  const office = offices.find(({ name }: { name: string }) => name === 'Key West');
  const grant = { offices: [office.id], conditions: ['check-ins'], from: inDays(0), to: inDays(2) };
  const made = { ...grant, reason: 'the Keys are evacuated', concerned: office.people };
  await done(admin.post('/api/bulk-exceptions', made));
  const [bulk] = (await admin.get('/api/bulk-exceptions')).body.exceptions;
  await page.goto(`${console.api.address}/bulk-exceptions`);
  await press(page, 'Take it back… the Keys are evacuated');
  await page.getByRole('dialog').getByLabel('Reason').fill('the storm has passed');
  const revoke = { version: bulk.version, reason: 'it turned north' };
  await done(admin.post(`/api/bulk-exceptions/${bulk.id}/revoke`, revoke));
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).press('Enter');
  await told(page).locator('tr', { hasText: 'Why' }).getByText('it turned north').waitFor();
  expect(await page.getByRole('dialog').getByLabel('Reason').inputValue()).toBe('the storm has passed');
  await page.context().close();
});

test('FRM-7 a missed check-in that a colleague followed up meanwhile waits no more, and what was typed can be copied', async () => {
  const { checkIn } = await insertDueCheckIn(owner, participantId, me);
  const { rows } = await owner.query(
    `update check_in set status = 'missed', decided_at = now(), decided_by = $2 where id = $1 returning id, version`,
    [checkIn, me],
  );
  const page = await console.open('/');
  await press(page, 'Followed up: Marisol Vega');
  await page.getByRole('textbox', { name: 'What was done' }).fill('rang her mother');
  const note = { version: rows[0].version, note: 'went there' };
  await done(admin.post(`/api/check-ins/${rows[0].id}/follow-up`, note));
  await page.getByRole('dialog').getByRole('button', { name: 'Put it on record' }).press('Enter');
  await page.getByText('It waits here no more').waitFor();
  expect(await page.getByRole('textbox', { name: 'What was done' }).inputValue()).toBe('rang her mother');
  await page.context().close();
});
