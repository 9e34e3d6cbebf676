import { expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const { rows: programmes } = await owner.query<{ id: string }>('select id from programme');
const programme = programmes[0]?.id ?? '';
const office = async (name: string): Promise<string> =>
  (
    await owner.query<{ id: string }>(
      `insert into office (programme_id, name, timezone) values ($1, $2, 'America/New_York') returning id`,
      [programme, name],
    )
  ).rows[0]?.id ?? '';
const miami = await office('Miami');
await office('Tampa');

test('STK-1 STK-2 STK-4 a model is entered, devices are registered, a level is set, and Today says where there are too few', async () => {
  const page = await console.open('/stock/models');
  await page.getByRole('button', { name: 'Enter a model…' }).click();
  await page.getByLabel('Maker', { exact: true }).fill('Acme');
  await page.getByLabel('Name', { exact: true }).fill('One');
  await page.getByRole('combobox', { name: 'Protocols' }).click();
  await page.getByRole('option', { name: 'laipac' }).click();
  await page.getByLabel('Name in statistics').fill('Ankle devices');
  await page.getByLabel('Name in costs').fill('Ankle devices');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByText('say why').waitFor();
  await page.getByLabel('Reason', { exact: true }).fill('The contract of this year names it');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.locator('td:has-text("Acme One")').waitFor();

  await page.goto(`${console.api.address}/stock`);
  await page.getByRole('button', { name: 'Enter devices…' }).click();
  await page.getByLabel('Serial numbers').fill('AC-1\nAC-2\nAC-3');
  await page.getByLabel('Reason', { exact: true }).fill('Delivered by hand');
  await page.getByRole('button', { name: 'Enter them' }).click();
  await page.getByRole('row', { name: /Miami.*Acme One.*3/ }).waitFor();
  await page.getByRole('button', { name: 'Set a level…' }).click();
  await page.getByLabel('Model', { exact: true }).selectOption({ label: 'Acme One' });
  await page.getByLabel('Level', { exact: true }).fill('5');
  await page.getByRole('button', { name: 'Set it' }).click();
  await page.getByText('below its level').waitFor();
  await page.goto(console.api.address);
  await page.getByRole('heading', { name: 'Stock below its level' }).waitFor();
  await page.context().close();
});

test('STK-6 STK-7 STK-8 a parcel is packed by scanning, labelled, handed over, received and settled', async () => {
  const page = await console.open('/shipments');
  await page.getByRole('button', { name: 'Plan a shipment…' }).click();
  await page.getByLabel('From', { exact: true }).selectOption({ label: 'Miami' });
  await page.getByLabel('To', { exact: true }).selectOption({ label: 'Tampa' });
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('link', { name: /^No\. / }).click();
  const scan = async (label: string, serial: string) => {
    await page.getByLabel(label).fill(serial);
    await page.getByLabel(label).press('Enter');
  };
  const goesIn = 'Serial number of a device that goes in';
  await scan(goesIn, 'AC-1');
  await page.getByText('AC-1: Done').waitFor();
  await scan(goesIn, 'AC-2');
  await page.getByText('AC-2: Done').waitFor();
  await scan(goesIn, 'AC-404');
  await page.getByText('AC-404: In nobody’s stock').waitFor();
  await page.getByRole('row', { name: /AC-2/ }).waitFor();
  await page.getByRole('button', { name: 'Everything is packed' }).click();
  await page.getByRole('img', { name: /^QR code: SHIP-/ }).waitFor();
  await page.getByRole('img', { name: /^Code 128: SHIP-/ }).waitFor();
  await page.getByRole('button', { name: 'The label is on it' }).click();
  await page.getByRole('button', { name: 'Hand it over…' }).click();
  await page.getByLabel('Carrier', { exact: true }).fill('Express');
  await page.getByLabel('Tracking number').fill('1Z-47');
  await page.getByRole('button', { name: 'It is handed over' }).click();
  await scan('Serial number of a device that came', 'AC-1');
  await page.getByText('AC-1: Done').waitFor();
  await page.getByRole('button', { name: 'Everything that came is scanned' }).click();
  await page.getByRole('button', { name: 'Settle AC-2…' }).click();
  await page.getByLabel('What became of it').selectOption({ label: 'It is lost' });
  await page.getByLabel('Reason', { exact: true }).fill('The parcel was open when it came');
  await page.getByRole('button', { name: 'Put it on record' }).click();
  await page.getByText('The parcel was open when it came').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const stand = async () =>
    (
      await owner.query(
        `select d.identifier, p.kind from device d join device_place p on p.device_id = d.id and p.to_at is null
         where d.identifier in ('AC-1', 'AC-2') order by 1`,
      )
    ).rows;
  await expect.poll(stand).toEqual([
    { identifier: 'AC-1', kind: 'office' },
    { identifier: 'AC-2', kind: 'lost' },
  ]);
  await page.context().close();
});

test('STK-10 STK-11 an office is counted, and the life of a device says what came of it', async () => {
  const page = await console.open('/stock');
  await page.getByRole('button', { name: 'Count an office…' }).click();
  await page.getByLabel('Office', { exact: true }).selectOption(miami);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('table', { name: 'Counts' }).getByRole('link', { name: 'Miami' }).click();
  await page.getByRole('button', { name: 'Everything is scanned' }).click();
  await page.getByRole('button', { name: 'Explain AC-3…' }).click();
  await page.getByLabel('What explains it').selectOption({ label: 'It is away for repair' });
  await page.getByLabel('Reason', { exact: true }).fill('The technician took it along');
  await page.getByRole('button', { name: 'Put it on record' }).click();
  await page.getByText('The technician took it along').waitFor();
  await page.getByRole('link', { name: 'AC-3' }).click();
  await page.locator('dd:has-text("Away for repair")').waitFor();
  await page.getByRole('row', { name: /The technician took it along/ }).waitFor();
  await page.context().close();
});

test.each([
  ['stock', '/stock', 'td:has-text("Acme One")'],
  ['device-models', '/stock/models', 'td:has-text("Acme One")'],
  ['shipments', '/shipments?show=closed', 'td:has-text("Tampa")'],
])('%s: axe finds nothing in any look, and nothing is wider than the window', async (name, path, ready) => {
  await lookFromAllSides(
    (options) => console.open(path, options),
    name,
    async (page) => {
      await page.locator(ready).first().waitFor();
    },
  );
});

test.each([
  ['shipment', 'select id from shipment', '/shipments/', 'Devices in it'],
  ['stock-count', 'select id from stock_count', '/stock/counts/', 'Differences'],
  ['device-life', `select id from device where identifier = 'AC-2'`, '/devices/', 'Its life'],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, sql, path, ready) => {
    const { rows } = await owner.query<{ id: string }>(sql);
    await lookFromAllSides(
      (options) => console.open(`${path}${rows[0]?.id}`, options),
      name,
      async (page) => {
        await page.getByRole('heading', { name: ready }).waitFor();
      },
    );
  },
);
