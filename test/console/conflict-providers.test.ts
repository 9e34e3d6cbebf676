import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { insertCheckInOn, monthBack, withProvider } from '../../server/database/testing-providers.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { done, press, told, twoSupervisors } from './two-people.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const { first, second } = await twoSupervisors(console);

const office: string = (await admin.post('/api/offices', { name: 'Downtown' })).body.id;
const provider: string = (await admin.post('/api/providers', { name: 'Northern Monitoring' })).body.id;
const next: string = (await admin.post('/api/providers', { name: 'Southern Monitoring' })).body.id;
const { month, at } = monthBack();
for (const [reference, name] of [
  ['A-3001', 'Marisol Vega'],
  ['A-3002', 'Denis Okoro'],
  ['A-3003', 'Yara Haddad'],
] as const) {
  const { participantId } = await console.enrol(reference, { participant: { name } });
  await withProvider(owner, participantId, provider);
  for (const [on, status] of ['kept', 'missed'].entries())
    await insertCheckInOn(owner, participantId, office, at(on + 3).slice(0, 10), status, second.staffId);
}

test('FRM-7 PRV-13 a finding that a colleague wrote meanwhile is told with who it was; what was typed stays, and holds when it is sent again', async () => {
  const drawn = await first.post(`/api/providers/${provider}/audits`, { kind: 'check-ins', month, size: 2 });
  expect(drawn.status, JSON.stringify(drawn.body)).toBe(201);
  const sample = `/provider-audits/${drawn.body.id}`;
  const [mine, theirs] = [
    await console.open(sample, { as: first }),
    await console.open(sample, { as: second }),
  ];
  const find = async (page: Page, finding: string, why: string) => {
    await press(page, /^Finding: /);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Finding').selectOption(finding);
    await dialog.getByLabel('Reason').fill(why);
    return dialog;
  };
  const dialog = await find(mine, 'in-order', 'the log of the office has it');
  await find(theirs, 'not-in-order', 'nobody was there that day');
  await press(theirs, 'Put it on record');
  await theirs.getByRole('dialog').waitFor({ state: 'detached' });
  await press(mine, 'Put it on record');
  await told(mine).locator('tr', { hasText: 'Finding' }).getByText('Not in order').waitFor();
  await told(mine).locator('tr', { hasText: 'Reason' }).getByText('nobody was there that day').waitFor();
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  expect(await dialog.getByLabel('Reason').inputValue()).toBe('the log of the office has it');
  expect(await dialog.getByLabel('Finding').inputValue()).toBe('in-order');
  const found = async () => (await first.get(`/api${sample}`)).body.cases[0].found;
  expect(await found()).toMatchObject({ finding: 'not-in-order', by: 'Ben Ortiz' });
  await lookAt(mine, 'conflict-finding');
  await press(mine, 'Put it on record');
  await dialog.waitFor({ state: 'detached' });
  expect(await found()).toMatchObject({ finding: 'in-order', reason: 'the log of the office has it' });

  // The rest is looked into, and both close it: the second sees that it is closed, when and by whom.
  const { cases } = (await first.get(`/api${sample}`)).body;
  for (const { id, version, found: before } of cases)
    if (before === null)
      await done(
        first.post(`/api/provider-audit-cases/${id}/finding`, {
          ...{ version, finding: 'not-known', reason: 'no log of that day' },
        }),
      );
  for (const page of [mine, theirs]) {
    await page.reload();
    await page.getByRole('button', { name: 'Close it', disabled: false }).waitFor();
  }
  await press(theirs, 'Close it');
  await theirs.getByText('The sample is closed.').waitFor();
  await press(mine, 'Close it');
  await told(mine).locator('tr', { hasText: 'Closed' }).waitFor();
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  await lookAt(mine, 'conflict-sample');
  for (const page of [mine, theirs]) await page.context().close();
});

test('FRM-7 PRV-18 a transfer whose people went elsewhere meanwhile tells who would go now and by whom; the reason stays, and it goes when it is sent again', async () => {
  const [mine, theirs] = [
    await console.open(`/providers/${provider}`, { as: first }),
    await console.open(`/providers/${provider}`, { as: second }),
  ];
  const begin = async (page: Page, why: string) => {
    await press(page, 'Move people…');
    await page.getByLabel('To which provider').selectOption({ label: 'Southern Monitoring' });
    await page.getByLabel('Who goes').selectOption({ label: 'Everybody whom it has and I reach' });
    await press(page, 'Show who would go');
    await page.getByText('3 people would move.').waitFor();
    await page.getByLabel('Reason', { exact: true }).fill(why);
  };
  await begin(mine, 'the contract ends');
  // The colleague moves one of them, in a browser of their own.
  await press(theirs, 'Move people…');
  await theirs.getByLabel('To which provider').selectOption({ label: 'Southern Monitoring' });
  await theirs.getByLabel('Who goes').selectOption({ label: 'Single people, whom I choose' });
  await press(theirs, 'Choose them…');
  await theirs.getByRole('checkbox', { name: 'Yara Haddad' }).press('Space');
  await press(theirs, 'Show who would go');
  await theirs.getByText('1 person would move.').waitFor();
  await theirs.getByLabel('Reason', { exact: true }).fill('she asked for it');
  await press(theirs, 'Move 1 person');
  await theirs.locator('td:has-text("she asked for it")').waitFor();

  await press(mine, 'Move 3 people');
  const people = told(mine).locator('tr', { hasText: 'People' });
  await people.getByRole('cell').nth(1).getByText('2', { exact: true }).waitFor();
  await told(mine)
    .locator('tr', { hasText: 'Who would move' })
    .getByText('Denis Okoro; Marisol Vega', { exact: true })
    .waitFor();
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  expect(await mine.getByLabel('Reason', { exact: true }).inputValue()).toBe('the contract ends');
  await mine.getByText('2 people would move.').waitFor();
  await lookAt(mine, 'conflict-transfer');
  await press(mine, 'Move 2 people');
  await mine.locator('td:has-text("the contract ends")').waitFor();
  const { transfers } = (await first.get(`/api/provider-transfers?provider=${provider}`)).body;
  expect(transfers.map(({ moved }: { moved: number }) => moved)).toEqual([2, 1]);
  for (const page of [mine, theirs]) await page.context().close();
});

test('FRM-7 PRV-20 a transfer that waits for its day and was given up by a colleague is not given up twice, and says who did', async () => {
  const which = { from: next, to: provider };
  const { plan } = (await first.post('/api/provider-transfers/preview', which)).body;
  const on = officeDay(3);
  await done(first.post('/api/provider-transfers', { ...which, plan, on, reason: 'back in spring' }));
  const [mine, theirs] = [
    await console.open(`/providers/${next}`, { as: first }),
    await console.open(`/providers/${next}`, { as: second }),
  ];
  await mine.getByRole('button', { name: /^Give up moving them/ }).waitFor();
  await press(theirs, /^Give up moving them/);
  await theirs.getByText('It is given up.').waitFor();
  await press(mine, /^Give up moving them/);
  await told(mine).locator('tr', { hasText: 'Given up' }).waitFor();
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  const row = mine.locator('tr', { hasText: 'back in spring' });
  await row.getByText('by Ben Ortiz').waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  await lookAt(mine, 'conflict-transfer-given-up');
  for (const page of [mine, theirs]) await page.context().close();
});
