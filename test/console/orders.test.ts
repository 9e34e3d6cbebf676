import { expect, test } from 'vitest';
import { lineOf } from '../../server/api/enrolment/testing.ts';
import { dbfOf, shpOf, wgs84, zipOf } from '../../server/api/testing/shapefiles.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { wholeOrder } from '../../server/database/testing-orders.ts';
import { withConsole } from './console.ts';
import { lookFromAllSides } from './look.ts';

const console = await withConsole();
const { admin } = console;
const officer = await signInAs(console, admin, ['case-officer'], 'officer@orders.example.org');
const bare = { authority: [], conditions: [] };
async function person(reference: string, name: string): Promise<string> {
  const line = lineOf(reference, { participant: { name, languages: ['es'] }, case: bare });
  const answer = await admin.post('/api/enrolments', line);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.participant.id;
}
const part = (id: string) => `/people/${id}?part=order`;
const ordersOf = async (id: string) => (await admin.get(`/api/people/${id}/orders`)).body.orders;
const orderOf = async (id: string, reference: string) =>
  (await ordersOf(id)).find((order: { reference: string }) => order.reference === reference);
const command = async (id: string, reference: string, path: string, body: object = {}) => {
  const order = await orderOf(id, reference);
  const answer = await admin.post(`/api/orders/${order.id}/${path}`, { revision: order.revision, ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
};

/** Drawn by the officer, in force by the court's service, with a zone, a curfew and an exception that waits. */
async function supervised(reference: string, name: string): Promise<string> {
  const id = await person(reference, name);
  const drawn = await officer.post(`/api/people/${id}/orders`, wholeOrder(`${reference}/A`));
  expect(drawn.status, JSON.stringify(drawn.body)).toBe(201);
  await command(id, `${reference}/A`, 'approve', { note: 'read and agreed' });
  await command(id, `${reference}/A`, 'service', { reference: 'docket 12' });
  const curfew = {
    ...{
      kind: 'curfew',
      name: 'Home',
      area: { center: [-80.2, 25.8], radius: 150 },
      from: new Date().toISOString(),
    },
    timetable: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '21:00', end: '06:00' }],
  };
  const set = await officer.post(`/api/people/${id}/conditions`, curfew);
  expect(set.status, JSON.stringify(set.body)).toBe(201);
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const pass = { from: inDays(2), to: inDays(3), reason: 'a night shift' };
  await officer.post(`/api/conditions/${set.body.condition}/exceptions`, pass);
  return id;
}
const yara = await supervised('OP-1', 'Yara Haddad');
await command(yara, 'OP-1/A', 'amend');
await command(yara, 'OP-1/A', 'medical-evidence', { evidence: 'a sore under the strap' });
const denis = await supervised('OP-2', 'Denis Okoro');
const ines = await person('OP-3', 'Ines Amaral');

test.each([
  ['orders-to-decide', '/orders-to-decide', 'td:has-text("Yara Haddad")', null],
  ['person-orders', part(yara), 'text=Draft of version 2', null],
  ['order-draft', part(yara), 'text=Draft of version 2', /^Change the draft… OP-1.A/],
  ['order-sign', part(denis), 'text=docket 12', /^Sign… OP-2.A/],
  ['order-condition', part(denis), 'text=docket 12', 'Set a zone or curfew…'],
  ['order-exception', part(denis), 'text=docket 12', 'Exception from c1'],
  ['order-end', part(denis), 'text=docket 12', /^End… OP-2\/A/],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, path, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(path, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press !== null) {
          await page.getByRole('button', { name: press }).first().click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
        }
      },
    );
  },
);

test('ORD-10 an order is drawn, and what is missing is said, with the keyboard alone', async () => {
  const page = await console.open(part(ines), { as: officer });
  const press = async (name: string | RegExp) => {
    await page.getByRole('button', { name }).first().focus();
    await page.keyboard.press('Enter');
  };
  await page.getByRole('button', { name: 'Draw an order…' }).waitFor();
  await press('Draw an order…');
  const type = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.type(text);
  };
  await type('Reference of the order', 'OP-3/A');
  await type('Court', 'Superior Court');
  await press('Add a clause');
  await page.getByLabel('Clause 1 permits').focus();
  await page.keyboard.type('Curfew');
  await press('Keep the draft');
  await page.getByText('Draft of version 1').waitFor();
  const order = await orderOf(ines, 'OP-3/A');
  expect(order).toMatchObject({
    status: 'draft',
    court: 'Superior Court',
    versions: [{ clauses: [{ kind: 'curfew' }] }],
  });
  const draft = page.getByRole('region', { name: 'Draft' });
  for (const missing of ['Case number', 'Legal basis', 'Next review', 'Reasons'])
    await draft.getByText(missing, { exact: true }).waitFor();
  await page.context().close();
});

test('ORD-16 the second of two editors sees what changed, and what they typed is still there', async () => {
  const page = await console.open(part(ines), { as: officer });
  await page.getByRole('button', { name: /^Change the draft… OP-3.A/ }).click();
  await page.getByLabel('Reasons', { exact: true }).fill('as I found');
  await command(ines, 'OP-3/A', 'draft', { caseNumber: '26-0099' });
  await page.getByRole('button', { name: 'Keep the draft' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'Somebody changed this meanwhile' });
  await told.getByText('26-0099').waitFor();
  expect(await page.getByLabel('Reasons', { exact: true }).inputValue()).toBe('as I found');
  await page.getByRole('button', { name: 'Keep the draft' }).click();
  await page.getByText('The draft is changed.').waitFor();
  expect(await orderOf(ines, 'OP-3/A')).toMatchObject({
    caseNumber: '26-0099',
    versions: [{ written: { reasons: 'as I found' } }],
  });
  await page.context().close();
});

test('ORD-13 ORD-15 a second person approves, and the participant signs in Spanish by typing, with the keyboard alone', async () => {
  const { reference: _, ...whole } = wholeOrder('OP-3/A') as Record<string, unknown>;
  const own = await orderOf(ines, 'OP-3/A');
  const changed = await officer.post(`/api/orders/${own.id}/draft`, { revision: own.revision, ...whole });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  // The administrator wrote in it too, as the second editor: another approves.
  const second = await signInAs(console, admin, ['supervisor'], 'second@orders.example.org');
  const page = await console.open(part(ines), { as: second });
  const press = async (on: typeof page, name: string | RegExp) => {
    await on.getByRole('button', { name }).first().focus();
    await on.keyboard.press('Enter');
  };
  await press(page, /^Approve… OP-3.A/);
  await page.getByLabel('What you looked at').fill('the court’s order beside it');
  await press(page, 'Approve it');
  await page.getByText('A second person has approved it').waitFor();
  await page.context().close();
  const signing = await console.open(part(ines), { as: officer });
  await press(signing, /^Sign… OP-3.A/);
  await signing.getByText('Acuerdo sobre la orden OP-3/A').waitFor();
  await signing.getByLabel('What was explained').fill('each clause, and how to take it back');
  await signing.getByLabel('How it is signed').focus();
  await signing.keyboard.press('ArrowDown');
  await signing.getByLabel('Name of who signs').fill('Ines Amaral');
  await press(signing, 'Put the signature on record');
  await signing.getByText('The agreement is signed.').waitFor();
  expect(await orderOf(ines, 'OP-3/A')).toMatchObject({
    status: 'active',
    versions: [{ agreements: [{ language: 'es', signedAs: 'typed', name: 'Ines Amaral' }] }],
  });
  await signing.context().close();
});

test('ORD-15 FRM-2 a signature is drawn by hand, of the text that it stands under, and shown as it was drawn', async () => {
  const page = await console.open(part(denis), { as: officer });
  await page.getByRole('button', { name: /^Sign… OP-2.A/ }).click();
  await page.getByLabel('What was explained').fill('all of it');
  await page.getByLabel('Name of who signs').fill('Denis Okoro');
  const draw = async () => {
    const pad = page.getByLabel('Field for the signature');
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (box === null) throw new Error('no field');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 50, { steps: 4 });
    await page.mouse.up();
  };
  await draw();
  // Under another text, and under the first one again, it is given anew; what was explained stays.
  const language = page.getByRole('dialog').getByLabel('Language');
  const first = await language.inputValue();
  await language.selectOption(first === 'es' ? 'en' : 'es');
  await page.locator(`[role="document"][lang="${first === 'es' ? 'en' : 'es'}"]`).waitFor();
  await language.selectOption(first);
  await page.locator(`[role="document"][lang="${first}"]`).waitFor();
  expect(await page.getByLabel('Name of who signs').inputValue()).toBe('');
  expect(await page.getByLabel('What was explained').inputValue()).toBe('all of it');
  await page.getByLabel('Name of who signs').fill('Denis Okoro');
  await draw();
  await page.getByRole('button', { name: 'Put the signature on record' }).click();
  await page.getByLabel('Signature of Denis Okoro').waitFor();
  const [agreement] = (await orderOf(denis, 'OP-2/A')).versions[0].agreements;
  expect(agreement.strokes[0].length).toBeGreaterThan(2);
  await page.context().close();
});

test('ORD-7 ORD-17 a zone is typed with the keyboard alone; a curfew shows its coming week; the refusal names the clause', async () => {
  const page = await console.open(part(denis), { as: officer });
  const open = page.getByRole('button', { name: 'Set a zone or curfew…' });
  await open.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What', { exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByLabel('Middle').fill('25.77, -80.19');
  await page.getByRole('button', { name: 'Set it', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('the order needs a clause of the kind «inclusion-zone»').waitFor();
  await page.getByLabel('What', { exact: true }).focus();
  await page.keyboard.press('End');
  await page
    .getByRole('dialog')
    .getByRole('list', { name: 'The coming week' })
    .locator('li')
    .nth(6)
    .waitFor();
  await page.getByLabel('What', { exact: true }).focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Set it', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('z1, permitted by clause 4').waitFor();
  await page.context().close();
});

test('ORD-26 ORD-28 a zone is drawn by clicks on the map, or taken from a file that names what it could not read', async () => {
  const page = await console.open(part(denis), { as: officer });
  await page.getByRole('button', { name: 'Set a zone or curfew…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Shape', { exact: true }).selectOption('polygon');
  const map = dialog.locator('section[data-map="ready"]');
  await map.scrollIntoViewIfNeeded();
  const corners = () => dialog.getByLabel('Corners').inputValue();
  for (const [count, x, y] of [
    [1, 60, 60],
    [2, 260, 60],
    [3, 160, 200],
  ] as const) {
    await map.click({ position: { x, y } });
    await expect
      .poll(async () => (await corners()).split('\n').filter((line) => line !== '').length)
      .toBe(count);
  }
  await dialog.getByLabel('Name of the place').fill('Drawn');
  await dialog.getByRole('button', { name: 'Set it', exact: true }).click();
  await page.getByText('Exclusion zone: Drawn').waitFor();
  await page.getByRole('button', { name: 'Set a zone or curfew…' }).click();
  const ring = [
    [-80.2, 25.7],
    [-80.1, 25.7],
    [-80.1, 25.8],
    [-80.2, 25.7],
  ];
  const feature = (name: string, geometry: object) => ({ type: 'Feature', properties: { name }, geometry });
  const features = [
    feature('The school', { type: 'Polygon', coordinates: [ring] }),
    feature('The bus stop', { type: 'Point', coordinates: [-80.2, 25.7] }),
  ];
  await dialog.getByLabel('File of zones: GeoJSON, KML, or a shapefile as ZIP').setInputFiles({
    name: 'zones.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
  });
  await dialog.getByText('The bus stop').waitFor();
  await dialog.getByRole('button', { name: 'Set it', exact: true }).click();
  await page.getByText('Exclusion zone: The school').waitFor();
  const { conditions } = await orderOf(denis, 'OP-2/A');
  const area = conditions.find(({ name }: { name: string }) => name === 'The school').area;
  expect(area).toEqual({ type: 'Polygon', coordinates: [ring] });
  await page.context().close();
});

test('ORD-29 a shapefile names its zones by the column that is chosen', async () => {
  const page = await console.open(part(denis), { as: officer });
  await page.getByRole('button', { name: 'Set a zone or curfew…' }).click();
  const dialog = page.getByRole('dialog');
  const box = [
    ...([
      [-80.3, 25.7],
      [-80.3, 25.8],
      [-80.2, 25.8],
      [-80.3, 25.7],
    ] as const),
  ];
  const files = {
    'yards.shp': shpOf([[box], [box]]),
    'yards.prj': wgs84,
    'yards.dbf': dbfOf(
      ['NAME', 'OWNER'],
      [
        ['Yard A', 'Ms Roe'],
        ['Yard B', 'Mr Poe'],
      ],
    ),
  };
  const choose = (buffer: Buffer) =>
    dialog
      .getByLabel('File of zones: GeoJSON, KML, or a shapefile as ZIP')
      .setInputFiles({ name: 'yards.zip', mimeType: 'application/zip', buffer });
  await choose(zipOf({ ...files, 'yards.prj': wgs84.replace('D_WGS_1984', 'D_North_American_1927') }));
  await dialog.getByText('has the datum D_North_American_1927').waitFor();
  await choose(zipOf(files));
  await dialog.getByLabel('Zone of the file').selectOption({ label: 'Yard B' });
  await dialog.getByLabel('Column with the names').selectOption('OWNER');
  await dialog.getByLabel('Zone of the file').selectOption({ label: 'Mr Poe' });
  await expect.poll(() => dialog.getByLabel('Name of the place').inputValue()).toBe('Mr Poe');
  await dialog.getByRole('button', { name: 'Set it', exact: true }).click();
  await page.getByText('Exclusion zone: Mr Poe').waitFor();
  await page.context().close();
});

test('ORD-18 ORD-23 what waits is decided from the list, with the keyboard alone', async () => {
  const page = await console.open('/');
  await page.locator('main').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.locator('td:has-text("Evidence of harm")').waitFor();
  await page.getByRole('button', { name: 'Decide the exception of Denis Okoro' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Decision').selectOption('granted');
  await page.getByLabel('Why').fill('the employer wrote');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('The decision is on record.').waitFor();
  const [condition] = (await orderOf(denis, 'OP-2/A')).conditions.filter(
    ({ kind }: { kind: string }) => kind === 'curfew',
  );
  expect(condition.exceptions).toMatchObject([{ status: 'granted', decisionReason: 'the employer wrote' }]);
  await page.context().close();
});
