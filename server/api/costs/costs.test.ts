import { expect, test } from 'vitest';
import { checkMonths, closeMonths } from '../../costs/close-months.ts';
import { compareInvoices } from '../../costs/compare-invoices.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';
import { costRoutes } from './routes.ts';
import { bringInvoice, cardOf, enrolWearer, publishCard } from './testing.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const manager = await signInAs(system, admin, ['programme-manager'], 'manager@example.org');
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
const provider: string = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
/** Some days into May: March and April are over. */
const inMay = Date.parse('2026-05-04T00:00:00Z');
const close = () => closeMonths(owner, () => inMay);

const whole = await enrolWearer(supervisor, system.database, {
  ...{ reference: 'W-1', from: '2026-02-10T15:00:00Z', to: null, provider },
});
// From noon in New York on 11 March until 9 at night on the 20th.
const part = await enrolWearer(supervisor, system.database, {
  ...{ reference: 'W-2', from: '2026-03-11T16:00:00Z', to: '2026-03-21T01:00:00Z', provider },
});
const own = await enrolWearer(supervisor, system.database, {
  ...{ reference: 'W-3', from: '2026-03-01T05:00:00Z', to: null },
});
const costsOf = async (query: string) => (await manager.get(`/api/costs${query}`)).body;

test('CST-1 a card is drafted, changed while nobody else changed it, and stands once it is published', async () => {
  const made = await supervisor.post('/api/rate-cards', cardOf({ provider, minor: 270 }));
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/api/rate-cards/${made.body.id}`;
  const change = (version: number) => supervisor.send('PUT', path, { ...cardOf({ provider }), version });
  expect((await change(1)).status).toBe(200);
  expect((await change(1)).body.code).toBe('version-changed');
  expect((await officer.get('/api/rate-cards')).status).toBe(403);
  expect((await manager.post('/api/rate-cards', cardOf())).status).toBe(403);
  expect((await supervisor.post(`${path}/publish`, { version: 2 })).status).toBe(200);
  expect((await change(3)).body.code).toBe('already-decided');
  const twice = await supervisor.post('/api/rate-cards', cardOf({ provider, minor: 1 }));
  expect((await supervisor.post(`/api/rate-cards/${twice.body.id}/publish`, { version: 1 })).body.code).toBe(
    'exists',
  );
  expect((await supervisor.post(`/api/rate-cards/${twice.body.id}/drop`, { version: 1 })).status).toBe(200);
  const { cards } = (await manager.get('/api/rate-cards')).body;
  expect(cards).toMatchObject([{ provider: { name: 'Contractor' }, minor: 275, holds: true }]);
  await expect(owner.query('update rate_card set minor = 1')).rejects.toThrow('not edited');
});

test('CST-6 a month is closed once, and its totals are the sums of its lines', async () => {
  expect(await close()).toMatchObject({ closed: 2 });
  expect(await close()).toEqual({ closed: 0, lines: 0 });
  const march = await costsOf('?month=2026-03');
  expect(march.months.map(({ month }: { month: string }) => month)).toEqual(['2026-04', '2026-03']);
  // 31 days and 10 begun ones with the provider at 2.75; the agency's own has no rate.
  expect(march.lines).toMatchObject([
    {
      key: provider,
      name: 'Contractor',
      minor: 41 * 275,
      deviceDays: 41,
      personDays: 41,
      chargedParts: 41 * 24,
    },
    { key: null, minor: 0, deviceDays: 31, unpricedDays: 31 },
  ]);
  for (const by of ['provider', 'tier', 'office', 'outcome']) {
    const { lines } = await costsOf(`?month=2026-03&by=${by}`);
    expect(lines.reduce((sum: number, { minor }: { minor: number }) => sum + minor, 0)).toBe(11_275);
  }
  const { rows } = await owner.query(
    `select sum(minor)::int as minor from cost_line where booked_in = '2026-03-01'`,
  );
  expect(rows).toEqual([{ minor: 11_275 }]);
  expect((await officer.get('/api/costs')).status).toBe(403);
});

test('CST-7 what is found later is a correction in a later month; what is closed is never edited', async () => {
  await publishCard(supervisor, { provider: null });
  await owner.query('update assignment set to_at = $2 where id = $1', [
    part.assignment,
    '2026-03-16T01:00:00Z',
  ]);
  expect((await supervisor.post('/api/cost-months/2026-03/check', {})).status).toBe(200);
  await checkMonths(owner);
  const march = (await costsOf('')).months.find(({ month }: { month: string }) => month === '2026-03');
  // W-2's line and W-3's, each taken back and booked anew.
  expect(march).toMatchObject({ minor: 11_275, differences: 4 });
  await closeMonths(owner, () => Date.parse('2026-06-04T00:00:00Z'));
  const { months } = await costsOf('');
  expect(months).toMatchObject([
    // Both of May, five days of March less, 31 and 30 days of W-3 more.
    { month: '2026-05', minor: 2 * 31 * 275 - 5 * 275 + 61 * 275, correctionsMinor: 56 * 275 },
    { month: '2026-04', minor: 30 * 275 },
    { month: '2026-03', minor: 11_275 },
  ]);
  await expect(owner.query('update cost_line set minor = 0')).rejects.toThrow('never edited');
  expect(own.serial).toBe('DW-3');
});

const head = 'serial,from,to,days,rate,amount\n';
test('CST-8 an invoice is checked line by line and column by column before it counts', async () => {
  const wrong = await bringInvoice(supervisor, {
    ...{ provider, number: 'A-0', totalMinor: 100 },
    csv: `${head}DW-1,2026-03-01,2026-03-41,31,2.75,85.25\nDW-2,2026-03-11,2026-04-15,5,2.751,13.75\n,2026-03-01,2026-03-02,3,1,3\n`,
  });
  expect(wrong.body).toMatchObject({ state: 'staged', faultCount: 3, lines: 0 });
  const detail = (await manager.get(`/api/invoices/${wrong.body.id}`)).body;
  expect(
    detail.faults.map(({ line, column, code, value, reason }: Record<string, unknown>) => [
      ...[line, column, code, value, reason],
    ]),
  ).toEqual([
    [2, 'to', 'bad-day', '2026-03-41', 'invoice-day-form'],
    [3, 'rate', 'bad-amount', '2.751', 'amount-form-unsigned'],
    [4, 'serial', 'missing', null, 'empty'],
  ]);
  const step = (name: string) =>
    supervisor.post(`/api/invoices/${wrong.body.id}/${name}`, { version: wrong.body.version });
  expect((await step('take-in')).body.code).toBe('file-at-fault');
  expect((await step('give-up')).status).toBe(200);
  const other = await bringInvoice(supervisor, {
    ...{ provider, number: 'A-0', totalMinor: 8_524 },
    csv: `${head}DW-1,2026-03-01,2026-03-31,31,2.75,85.25\n`,
  });
  const path = `/api/invoices/${other.body.id}`;
  expect((await supervisor.post(`${path}/take-in`, { version: other.body.version })).body.code).toBe(
    'other-total',
  );
});

test('CST-9 CST-10 CST-11 CST-12 CST-15 CST-17 each line is compared with the days that were worn, and money leaves by two people', async () => {
  const { body } = await bringInvoice(supervisor, {
    ...{ provider, number: 'A-1', totalMinor: 8_525 + 1_650 + 275 + 275 + 275 },
    csv: `${head}DW-1,2026-03-01,2026-03-31,31,2.75,85.25\nDW-2,2026-03-11,2026-03-16,6,2.75,16.50\nDW-3,2026-03-01,2026-03-01,1,2.75,2.75\nDX-9,2026-03-01,2026-03-01,1,2.75,2.75\nDW-1,2026-03-02,2026-03-02,1,2.75,2.75\n`,
  });
  const path = `/api/invoices/${body.id}`;
  expect((await supervisor.post(`${path}/take-in`, { version: body.version })).status).toBe(200);
  expect(await compareInvoices(owner)).toBe(1);
  const lines = (await supervisor.get(`${path}/lines`)).body.lines;
  expect(lines).toMatchObject([
    { line: 2, result: 'matched', wearers: [{ id: whole.person, reference: 'W-1' }] },
    { line: 3, result: 'over', expected: 5 * 275, reasons: ['days'] },
    { line: 4, result: 'over', expected: 0, reasons: ['other-provider'] },
    { line: 5, result: 'unknown', reasons: ['serial-unknown'], wearers: [] },
    { line: 6, result: 'over', expected: 0, reasons: ['billed-before', 'days'] },
  ]);
  // CST-17: lines 3 to 6, by what they go beyond the record.
  expect((await supervisor.get(path)).body.undisputed).toEqual({ lines: 4, minor: 275 + 275 + 275 + 275 });
  // Figures and numbers, and nobody.
  expect((await manager.get(`${path}/lines?show=over`)).body.lines).toMatchObject([
    { line: 3, wearers: [] },
    { line: 4, wearers: [] },
    { line: 6, wearers: [] },
  ]);
  const file = (await supervisor.get(`${path}/export?show=unknown`)).body.text;
  expect(file).toBe(
    `line,serial,from,to,days,rate,amount,result,expected_days,expected_amount,reasons\r\n5,DX-9,2026-03-01,2026-03-01,1.00,2.75,2.75,unknown,0,0.00,serial-unknown\r\n`,
  );
  const open = (line: number) =>
    supervisor.post(`${path}/disputes`, { line, reason: 'more days than were worn' });
  const dispute = await open(3);
  expect(dispute.status, JSON.stringify(dispute.body)).toBe(201);
  expect((await open(3)).body.code).toBe('exists');
  expect((await supervisor.get(path)).body.undisputed).toEqual({ lines: 3, minor: 825 });
  const { version } = (await supervisor.get(path)).body.invoice;
  const send = (who: typeof supervisor, name: string, at: number) =>
    who.post(`${path}/${name}`, { version: at });
  expect((await send(supervisor, 'ask-release', version)).body.code).toBe('disputes-open');
  const on = `/api/invoice-disputes/${dispute.body.id}`;
  expect((await supervisor.post(`${on}/answer`, { version: 1, answer: 'agreed' })).status).toBe(200);
  const settle = (at: number, settledMinor: number) =>
    supervisor.post(`${on}/settle`, { version: at, settledMinor, note: 'as the record says' });
  expect((await settle(2, 1_651)).body.code).toBe('more-than-billed');
  expect((await settle(2, 1_375)).status).toBe(200);
  // CST-15: asked by one, and nobody else's word is in it yet.
  expect((await settle(3, 1_000)).body.reason).toBe('dispute-end-asked');
  expect((await send(supervisor, 'ask-release', version)).body.code).toBe('disputes-open');
  const confirm = (who: typeof supervisor, at = 3) => who.post(`${on}/confirm-end`, { version: at });
  expect((await confirm(supervisor)).body.reason).toBe('dispute-second-person');
  await expect(
    owner.query(
      `update invoice_dispute set state = 'settled', settled_minor = asked_minor, ended_at = now(), ended_by = asked_by where id = $1`,
      [dispute.body.id],
    ),
  ).rejects.toThrow('confirmed by another');
  await expect(
    owner.query(
      `update invoice_dispute set state = 'settled', settled_minor = 1650, ended_at = now(), ended_by = asked_by where id = $1`,
      [dispute.body.id],
    ),
  ).rejects.toThrow('as it was asked');
  expect((await supervisor.get(path)).body.disputes).toMatchObject([
    { state: 'end-asked', settledMinor: null, asked: { end: 'settled', minor: 1_375, byOneself: true } },
  ]);
  expect((await second.get(path)).body.disputes[0].asked.byOneself).toBe(false);
  // Two who confirm at once: one does, the other is told.
  const both = await Promise.all([confirm(second), confirm(second)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await supervisor.post(`${on}/take-back-end`, { version: 4 })).body.code).toBe('already-decided');
  await expect(
    owner.query(`update invoice_dispute set settled_minor = 0 where id = $1`, [dispute.body.id]),
  ).rejects.toThrow('not changed');
  expect((await send(supervisor, 'ask-release', version)).status).toBe(200);
  expect((await send(supervisor, 'release', version + 1)).body.code).toBe('second-person');
  await expect(
    owner.query(
      `update invoice set state = 'released', released_at = now(), released_by = release_asked_by, payable_minor = 0 where id = $1`,
      [body.id],
    ),
  ).rejects.toThrow('released by another');
  expect((await send(second, 'release', version + 1)).status).toBe(200);
  expect((await supervisor.get(path)).body.invoice).toMatchObject({
    ...{ state: 'released', payableMinor: 11_000 - 275 },
  });
});

test('CST-15 an end that was asked for is taken back, and a withdrawal waits for another too', async () => {
  const { body } = await bringInvoice(supervisor, {
    ...{ provider, number: 'A-2', totalMinor: 300 },
    csv: `${head}DW-1,2026-03-01,2026-03-01,1,3.00,3.00\n`,
  });
  const path = `/api/invoices/${body.id}`;
  await supervisor.post(`${path}/take-in`, { version: body.version });
  await compareInvoices(owner);
  const opened = await supervisor.post(`${path}/disputes`, { line: 2, reason: 'another rate' });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  const { id } = opened.body;
  const on = (who: typeof supervisor, name: string, version: number, more: object = {}) =>
    who.post(`/api/invoice-disputes/${id}/${name}`, { version, ...more });
  expect((await on(second, 'confirm-end', 1)).body.reason).toBe('dispute-end-not-asked');
  expect((await on(supervisor, 'withdraw', 1, { note: 'it was agreed' })).status).toBe(200);
  expect((await supervisor.get(path)).body.invoice.openDisputes).toBe(1);
  expect((await on(second, 'take-back-end', 2)).status).toBe(200);
  expect((await supervisor.get(path)).body.disputes).toMatchObject([{ state: 'open', asked: null }]);
  expect((await on(second, 'withdraw', 3, { note: 'it was agreed' })).status).toBe(200);
  expect((await on(second, 'confirm-end', 4)).body.code).toBe('second-person');
  expect((await on(officer, 'confirm-end', 4)).status).toBe(403);
  expect((await on(supervisor, 'confirm-end', 4)).status).toBe(200);
  expect((await supervisor.get(path)).body).toMatchObject({
    ...{
      payableMinor: 300,
      invoice: { openDisputes: 0 },
      disputes: [{ state: 'withdrawn', note: 'it was agreed' }],
    },
  });
});

test('CST-14 what costs are compared with has its source and its date, and is set by one at a time', async () => {
  expect((await manager.get('/api/cost-settings')).body).toMatchObject({
    ...{ revision: 0, custodyMinor: 15_200, deviceMinor: 275, source: 'demo' },
  });
  const set = (revision: number) =>
    supervisor.send('PUT', '/api/cost-settings', {
      ...{ revision, currency: 'USD', custodyMinor: 16_437, deviceMinor: 275 },
      ...{
        source: 'the county’s budget, page 12',
        sourceOn: '2026-01-15',
        reason: 'the figure of this county',
      },
    });
  expect((await set(0)).body).toMatchObject({ revision: 1, custodyMinor: 16_437 });
  expect((await set(0)).body.code).toBe('version-changed');
});

test('CST-13 a forecast begins with the last closed month’s own people and prices, corrections left out', async () => {
  const { body } = await manager.get('/api/cost-forecast?months=2&people=4&ankle=1&wrist=0&phone=1');
  expect(body).toMatchObject({
    ...{
      from: '2026-05',
      now: { ankle: 2, wrist: 0, phone: 0 },
      rates: { ankle: 275, wrist: null, phone: null },
    },
    people: { now: 2, later: 4 },
  });
  // Of phones no price is known: nothing is said of their cost, and that it is missing is.
  expect(body.totals).toMatchObject([
    { month: '2026-06', people: 2, unpriced: 0 },
    { month: '2026-07', people: 4, unpriced: 2 },
  ]);
  expect(body.lines).toMatchObject([
    { month: '2026-06', technology: 'ankle', people: 2, minor: 2 * 30 * 275 },
    { month: '2026-07', technology: 'ankle', people: 2, minor: 2 * 31 * 275 },
  ]);
});

test('CST-13 a level that nobody had is forecast at its card, of several providers at the dearest, and at none that begins later', async () => {
  const another: string = (await admin.post('/api/providers', { name: 'Of phones' })).body.id;
  await publishCard(supervisor, { technology: 'phone', from: '2026-06-01', minor: 60 });
  await publishCard(supervisor, { provider: another, technology: 'phone', from: '2026-06-01', minor: 65 });
  await publishCard(supervisor, { technology: 'wrist', from: '2026-06-02', minor: 190 });
  const { body } = await manager.get('/api/cost-forecast?months=2&people=4&ankle=2&wrist=1&phone=1');
  expect(body.rates).toEqual({ ankle: 275, wrist: null, phone: 65 });
  expect(body.totals.at(-1)).toEqual({
    ...{ month: '2026-07', people: 4, unpriced: 1, minor: 31 * (2 * 275 + 65) },
  });
});

test('CST-16 an invoice in another currency than the card’s is refused by line, and one that came before the card is not compared', async () => {
  const other: string = (await admin.post('/api/providers', { name: 'Northern' })).body.id;
  await enrolWearer(supervisor, system.database, {
    ...{ reference: 'W-8', from: '2026-02-10T15:00:00Z', to: null, provider: other },
  });
  const csv = `${head}DW-8,2026-05-01,2026-05-31,31,2.75,85.25\nDX-1,2026-05-01,2026-05-01,1,2.75,2.75\n`;
  const may = { from: '2026-05-01', to: '2026-05-31' };
  const bring = (number: string) =>
    bringInvoice(supervisor, { provider: other, number, csv, totalMinor: 8_800 }, may);
  const before = await bring('N-1');
  expect(before.body).toMatchObject({ faultCount: 0 });
  await publishCard(supervisor, { provider: other, currency: 'CAD' });
  const after = await bring('N-2');
  expect(after.body).toMatchObject({ state: 'staged', faultCount: 1 });
  expect((await manager.get(`/api/invoices/${after.body.id}`)).body.faults).toMatchObject([
    {
      ...{
        line: 2,
        column: 'amount',
        code: 'other-currency',
        value: 'USD',
        reason: 'invoice-other-currency',
      },
      message: 'The invoice is in USD; the rate card that holds on these days is in CAD.',
    },
  ]);
  await closeMonths(owner, () => Date.parse('2026-07-04T00:00:00Z'));
  const path = `/api/invoices/${before.body.id}`;
  await supervisor.post(`${path}/take-in`, { version: before.body.version });
  await compareInvoices(owner);
  expect((await manager.get(path)).body.invoice.compared).toMatchObject({
    unbilled: 0,
    unknown: { lines: 2 },
  });
});

test('CST-12 CST-15 whoever releases money or ends a dispute proves afresh that it is they', () => {
  const fresh = costRoutes.filter(({ stepUp }) => stepUp).map(({ path }) => path);
  expect(fresh).toEqual(['/api/invoices/{id}/release', '/api/invoice-disputes/{id}/confirm-end']);
});
