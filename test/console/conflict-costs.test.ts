import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { bringInvoice, enrolWearer, publishCard } from '../../server/api/costs/testing.ts';
import { closeMonths } from '../../server/costs/close-months.ts';
import { compareInvoices } from '../../server/costs/compare-invoices.ts';
import { insertHearingOf } from '../../server/database/testing-hearings.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { done, press, told, twoSupervisors } from './two-people.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const keyring = openKeyring(join(console.dataDir, 'keyring'));
afterAll(() => keyring.close());
const { first, second } = await twoSupervisors(console);
const both = async (path: string) =>
  [await console.open(path, { as: first }), await console.open(path, { as: second })] as const;

const provider: string = (await admin.post('/api/providers', { name: 'Northern Monitoring' })).body.id;
await enrolWearer(admin, console.database, {
  ...{ reference: 'W-1', from: '2026-02-10T15:00:00Z', to: null, provider },
});
await publishCard(admin, { provider });
await closeMonths(owner, () => Date.parse('2026-04-04T00:00:00Z'));
const brought = await bringInvoice(admin, {
  ...{ provider, number: 'A-1', totalMinor: 8_800 },
  csv: 'serial,from,to,days,rate,amount\nDW-1,2026-03-01,2026-03-31,31,2.84,88.00\n',
});
const invoice = `/api/invoices/${brought.body.id}`;
await done(admin.post(`${invoice}/take-in`, { version: brought.body.version }));
await compareInvoices(owner);
const page = `/costs/invoices/${brought.body.id}`;
const disputes = async () => (await first.get(invoice)).body.disputes;

test('FRM-7 CST-10 a dispute that a colleague answered meanwhile is settled on what was shown; what was typed stays', async () => {
  const [mine, theirs] = await both(page);
  await press(theirs, 'Dispute… 2');
  await theirs.getByLabel('Reason').fill('the card says 2.75');
  await press(theirs, 'Dispute it');
  await theirs.getByRole('button', { name: 'Settle… 2' }).waitFor();
  await mine.reload();
  await press(mine, 'Settle… 2');
  await mine.getByLabel('What is paid for the line').fill('85.25');
  await mine.getByLabel('Note').fill('as the card says');
  await press(theirs, 'Their answer… 2');
  await theirs.getByRole('dialog').getByLabel('Their answer').fill('a clerk’s slip');
  await press(theirs, 'Put it on record');
  await theirs.getByRole('dialog').waitFor({ state: 'detached' });
  await press(mine, 'Ask to settle it');
  await told(mine).locator('tr', { hasText: 'Their answer' }).getByText('a clerk’s slip').waitFor();
  expect(await mine.getByLabel('What is paid for the line').inputValue()).toBe('85.25');
  expect(await mine.getByLabel('Note').inputValue()).toBe('as the card says');
  expect(await disputes()).toMatchObject([{ asked: null, answer: 'a clerk’s slip' }]);
  await lookAt(mine, 'conflict-dispute');
  await press(mine, 'Ask to settle it');
  await mine.getByText('asks to settle it at $85.25').waitFor();
  for (const one of [mine, theirs]) await one.context().close();
});

test('FRM-7 CST-15 an end that a colleague asked for otherwise meanwhile is not confirmed unread: what is paid, and who asks, is told', async () => {
  const [mine, theirs] = await both(page);
  await mine.getByRole('button', { name: 'Take it back 2' }).waitFor();
  await press(theirs, 'Take it back 2');
  await press(theirs, 'Settle… 2');
  await theirs.getByLabel('What is paid for the line').fill('80.00');
  await theirs.getByLabel('Note').fill('they agreed by telephone');
  await press(theirs, 'Ask to settle it');
  await theirs.getByText('asks to settle it at $80.00').waitFor();
  // One’s own asking is what this page still shows.
  await press(mine, 'Take it back 2');
  await told(mine).locator('tr', { hasText: 'What is paid for the line' }).getByText('$80.00').waitFor();
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  expect(await disputes()).toMatchObject([{ asked: { minor: 8_000, by: 'Ben Ortiz' } }]);
  await lookAt(mine, 'conflict-dispute-end');
  await press(mine, 'Confirm 2');
  await mine.getByText('Settled: $80.00').waitFor();
  for (const one of [mine, theirs]) await one.context().close();
});

test('FRM-7 CST-12 a step of an invoice that a colleague took meanwhile is told with who it was, and the next goes on what was shown', async () => {
  const [mine, theirs] = await both(page);
  await mine.getByRole('button', { name: 'Compare it anew' }).waitFor();
  await press(theirs, 'Ask for the release');
  await theirs.getByText('You asked for it: somebody else releases it.').waitFor();
  await press(mine, 'Compare it anew');
  await told(mine).locator('tr', { hasText: 'Release asked for by' }).getByText('Ben Ortiz').waitFor();
  await told(mine).locator('tr', { hasText: 'State' }).waitFor();
  expect((await first.get(invoice)).body.invoice.state).toBe('release-asked');
  await lookAt(mine, 'conflict-invoice');
  await press(mine, 'Release the money');
  await mine.getByText('Released', { exact: true }).first().waitFor();
  // And the other one, whose page has it still waiting, releases or takes back nothing.
  await press(theirs, 'Take the asking back');
  await told(theirs).locator('tr', { hasText: 'Released by' }).waitFor();
  expect((await first.get(invoice)).body.invoice.state).toBe('released');
  for (const one of [mine, theirs]) await one.context().close();
});

test('FRM-4 FRM-7 HLP-2 help that a colleague arranged meanwhile: what they arranged and who they are is told, what was typed stays, and holds when it is sent again', async () => {
  const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', office: 'Downtown' } });
  const of = { owner, keyring, programme: held.programmeId, person: held.participantId };
  const hearing = await insertHearingOf(of);
  const asked = {
    for: { kind: 'hearing', id: hearing },
    kind: 'child-care',
    way: 'telephone',
    note: 'two children',
  };
  await done(first.post(`/api/people/${held.participantId}/help`, asked));
  const [mine, theirs] = await both(`/people/${held.participantId}?part=hearings`);
  const arrange = async (one: Page, supplier: string) => {
    await press(one, /^Arrange…/);
    await one.getByLabel('Who helps', { exact: true }).fill(supplier);
  };
  await arrange(mine, 'City Cars');
  await arrange(theirs, 'Aunt Rosa');
  await press(theirs, 'It is arranged');
  await theirs.getByRole('dialog').waitFor({ state: 'detached' });
  await press(mine, 'It is arranged');
  const helps = told(mine).locator('tr', { hasText: 'Who helps' });
  await helps.getByText('Aunt Rosa').waitFor();
  await helps.getByText('City Cars').waitFor();
  // At the beginning of a form that is longer than the window, and in sight from its end.
  await expect
    .poll(() =>
      told(mine).evaluate((notice) => {
        const dialog = notice.closest('[role="dialog"]')?.getBoundingClientRect();
        return dialog !== undefined && notice.getBoundingClientRect().top >= dialog.top;
      }),
    )
    .toBe(true);
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  expect(await mine.getByLabel('Who helps', { exact: true }).inputValue()).toBe('City Cars');
  const help = async () => (await first.get(`/api/people/${held.participantId}/help`)).body.help[0];
  expect(await help()).toMatchObject({ arranged: { supplier: 'Aunt Rosa' } });
  await lookAt(mine, 'conflict-help');
  await press(mine, 'It is arranged');
  await mine.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await help()).toMatchObject({ arranged: { supplier: 'City Cars' } });

  // What came of it: the colleague writes first that it fell through.
  const settle = async (one: Page, as: string, why: string) => {
    await one.reload();
    await press(one, /^What came of it…/);
    await one.getByLabel('What came of it', { exact: true }).selectOption(as);
    await one.getByLabel('Reason').fill(why);
  };
  await settle(mine, 'not-needed', 'her sister drives');
  await settle(theirs, 'fell-through', 'the car broke down');
  await press(theirs, 'Put it on record');
  await theirs.getByRole('dialog').waitFor({ state: 'detached' });
  await press(mine, 'Put it on record');
  await told(mine).locator('tr', { hasText: 'Reason' }).getByText('the car broke down').waitFor();
  await told(mine).getByText('It was Ben Ortiz.').waitFor();
  expect(await mine.getByLabel('Reason').inputValue()).toBe('her sister drives');
  expect(await help()).toMatchObject({ status: 'fell-through', settled: { reason: 'the car broke down' } });
  await lookAt(mine, 'conflict-help-settled');
  for (const one of [mine, theirs]) await one.context().close();
});
