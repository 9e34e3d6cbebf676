import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides, lookInEach } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const { rows } = await owner.query<{ id: string; programme_id: string }>(
  `select d.id, d.programme_id from device d join assignment a on a.device_id = d.id where a.id = $1`,
  [held.assignmentId],
);
const device = rows[0]?.id ?? '';
for (const [kind, sign] of [
  ['cloned', 'two-connections'],
  ['impossible-travel', 'jumps'],
])
  await owner.query(
    `insert into device_flag (programme_id, device_id, kind, first_at, last_at, count, signs, changes)
     select programme_id, id, $2, now() - interval '2 hours', now() - interval '5 minutes', 9, array[$3], array['other-network'] from device where id = $1`,
    [device, kind, sign],
  );
const stock = `insert into device (programme_id, protocol, identifier, technology) values ($1, $2, $3, $4) returning id`;
const shelf = await owner.query<{ id: string }>(stock, [
  rows[0]?.programme_id,
  'laipac',
  '44001234',
  'ankle',
]);
await owner.query(
  `insert into device_contact (device_id, programme_id, last_at, battery_percent) values ($1, $2, now() - interval '3 minutes', 64)`,
  [shelf.rows[0]?.id, rows[0]?.programme_id],
);
await owner.query(stock, [rows[0]?.programme_id, 'osmand', 'phone-7', 'phone']);
await owner.query(
  `insert into unknown_device (protocol, identifier, first_at, last_at, frames) values ('watch', '9051234567', now() - interval '1 day', now(), 41)`,
);

test.each([
  ['devices', '/devices', 'td:has-text("Speaks twice")'],
  ['devices-shelf', '/devices?show=shelf', 'td:has-text("44001234")'],
  ['device', `/devices/${device}`, 'td:has-text("Two connections at once")'],
])('%s: axe finds nothing in any look, and nothing is wider than the window', async (name, path, ready) => {
  await lookFromAllSides(
    (options) => console.open(path, options),
    name,
    async (page) => {
      await page.locator(ready).first().waitFor();
    },
  );
});

test('DEV-4 DEV-5 DEV-6 from the list to a device: look at a flag, bind it, put it into quarantine and take it out again', async () => {
  const page = await console.open('/devices');
  // A dialog that is still closing has a field of the same name as the next one's.
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Speaks twice/ }).waitFor();
  await page.locator('td:has-text("9051234567")').waitFor();
  await page.getByRole('link', { name: /^DA-2041$/ }).click();
  await page.getByRole('link', { name: 'Marisol Vega' }).waitFor();

  await page.getByRole('button', { name: 'Say what came of it… Speaks twice' }).click();
  await page.getByLabel('Outcome').selectOption('misused');
  await page.getByLabel('Note').fill('The old SIM was still in a second device.');
  await page.getByRole('button', { name: 'Keep the outcome' }).click();
  await page.locator('td:has-text("The old SIM was still in a second device.")').waitFor();
  await closed();

  await page.getByRole('button', { name: 'Allowed networks…' }).click();
  await page.getByLabel('Networks', { exact: true }).fill('10.20.0.1/16');
  await page.getByLabel('Reason').fill('The carrier moved it');
  await page.getByRole('button', { name: 'Keep the networks' }).click();
  await page.getByText('a network is written like 10.20.0.0/16').waitFor();
  await page.getByLabel('Networks', { exact: true }).fill('10.20.0.0/16');
  await page.getByRole('button', { name: 'Keep the networks' }).click();
  await page.locator('dd:has-text("10.20.0.0/16")').waitFor();
  await closed();

  await page.getByRole('button', { name: 'Quarantine…' }).click();
  await page.getByLabel('Reason').fill('Two speak for it; which is the right one is not known');
  await page.getByRole('button', { name: 'Take nothing of it' }).click();
  await page.locator('dd:has-text("In quarantine")').waitFor();
  await closed();
  await page.getByRole('button', { name: 'Release…' }).click();
  await page.getByLabel('Reason').fill('The other one is in the drawer');
  await page.getByRole('button', { name: 'Take what it says again' }).click();
  await page.locator('td:has-text("The other one is in the drawer")').waitFor();
  const { rows: after } = await owner.query(
    'select quarantined_at, networks::text from device where id = $1',
    [device],
  );
  expect(after).toEqual([{ quarantined_at: null, networks: '{10.20.0.0/16}' }]);
  await page.context().close();
});

test('DEV-6 a phone’s new token is shown once', async () => {
  const page = await console.open('/devices?show=all&q=phone');
  await page.getByRole('link', { name: 'phone-7' }).click();
  await page.getByRole('button', { name: 'New token…' }).click();
  await page.getByRole('button', { name: 'Make a new token' }).click();
  const token = await page.getByLabel('Token', { exact: true }).inputValue();
  expect(token).toMatch(/^[\w-]{32}$/);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.locator('dd:has-text("Set")').waitFor();
  expect(await page.content()).not.toContain(token);
  await page.context().close();
});

/** What the picture of one code says, read by the library that reads the camera's. */
async function readCode(code: Locator, format: BarcodeFormat): Promise<string> {
  const { data, info } = await sharp(await code.screenshot())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const source = new RGBLuminanceSource(new Uint8ClampedArray(data), info.width, info.height);
  const hints = new Map([[DecodeHintType.POSSIBLE_FORMATS, [format]]]);
  return new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
}

test('STK-15 labels of chosen devices are printed without the page about them, and a scanner reads the number', async () => {
  const page = await console.open('/devices?show=shelf');
  await page.getByLabel('Label of 44001234').press('Space');
  await page.getByLabel('Label of phone-7').press('Space');
  await page.getByRole('link', { name: 'Labels of 2 devices' }).press('Enter');
  await page.getByRole('img', { name: 'Code 128: 44001234' }).waitFor();
  await page.getByRole('img', { name: 'QR code: phone-7' }).waitFor();
  const label = page.getByRole('listitem').filter({ hasText: '44001234' });
  await label.getByText('Ankle device').waitFor();
  // As a scanner reads it from the paper: the number alone.
  const coded = (name: string) => page.getByRole('img', { name, exact: true });
  expect(await readCode(coded('QR code: 44001234'), BarcodeFormat.QR_CODE)).toBe('44001234');
  expect(await readCode(coded('Code 128: 44001234'), BarcodeFormat.CODE_128)).toBe('44001234');
  expect(await readCode(coded('Code 128: phone-7'), BarcodeFormat.CODE_128)).toBe('phone-7');
  await lookInEach(page, (look) => `device-labels-${look}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await lookAt(page, 'device-labels-printed', true, 'places');
  for (const name of ['Print them', 'Devices on the shelf'])
    expect(await page.getByText(name, { exact: true }).isVisible()).toBe(false);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
  await page.context().close();
  const one = await console.open(`/devices/${shelf.rows[0]?.id}`);
  await one.getByRole('link', { name: 'Label to print' }).click();
  await one.getByRole('img', { name: 'Code 128: 44001234' }).waitFor();
  expect(await one.getByRole('img', { name: /^QR code/ }).count()).toBe(1);
  await one.context().close();
});

test('STK-15 with the keyboard alone the list of labels is narrowed to an office; whoever has one begins with theirs', async () => {
  const at = async (name: string, number: string) => {
    const { body } = await console.admin.post('/api/offices', { name });
    await owner.query(
      `with made as (insert into device (programme_id, protocol, identifier, technology) values ($1, 'laipac', $2, 'ankle') returning id)
       insert into device_place (id, programme_id, device_id, kind, office_id, from_at, why) select gen_random_uuid(), $1, id, 'office', $3, now(), 'registered' from made`,
      [rows[0]?.programme_id, number, body.id],
    );
  };
  await at('Key West', '55000001');
  await at('Tampa', '55000002');
  const worker = await signInAs(console, console.admin, ['case-worker'], 'tampa@devices.example.org', {
    office: 'Tampa',
  });
  const page = await console.open('/devices?show=shelf', { as: worker });
  const numbers = () =>
    page
      .getByRole('table', { name: 'Devices', exact: true })
      .locator('tbody tr td:first-child')
      .allInnerTexts();
  const office = page.getByRole('combobox', { name: 'Office' });
  await page.getByLabel('Label of 55000002').waitFor();
  expect(await numbers()).toEqual(['55000002']);
  expect(await office.locator('option').allTextContents()).toEqual(['Tampa', 'All offices', 'Key West']);
  await page.getByLabel('Label of 55000002').press('Space');
  await lookInEach(page, (look) => `devices-shelf-own-${look}`);
  // As typed into a choice: its first letters.
  await office.focus();
  await page.keyboard.type('Key');
  await page.getByLabel('Label of 55000001').waitFor();
  await page.waitForURL(/office=/);
  await expect.poll(numbers).toEqual(['55000001']);
  await page.getByLabel('Label of 55000001').press('Space');
  await page.reload();
  await page.getByLabel('Label of 55000001').waitFor();
  expect(await numbers()).toEqual(['55000001']);
  await office.selectOption('All offices');
  await page.getByLabel('Label of phone-7').waitFor();
  expect((await numbers()).length).toBeGreaterThan(3);
  await page.context().close();
});

test('STK-15 the page of labels says so where none is chosen, from both sides', async () => {
  await lookFromAllSides(
    (options) => console.open('/device-labels', options),
    'device-labels-none',
    async (page) => {
      await page.getByRole('heading', { level: 2 }).first().waitFor();
    },
  );
});
