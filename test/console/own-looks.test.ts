import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const held = await console.enrol('W-1', { participant: { name: 'Pat Doe' } });
const pat = await signInAs(console, console.admin, ['participant'], 'pat@example.org');
const linked = await console.admin.post(`/api/people/${held.participantId}/supervision`, {
  kind: 'account',
  staff: pat.staffId,
});
expect(linked.status).toBeLessThan(300);
const officer = await signInAs(console, console.admin, ['case-officer'], 'officer@example.org');
const second = await signInAs(console, console.admin, ['supervisor'], 'second@example.org');
await officer.get(`/api/people/${held.participantId}`);

for (const width of [1280, 360])
  test(`DIS-11 who signs in as a participant lands on who looked at their data, at a width of ${width}`, async () => {
    const page = await console.open('/', { as: pat, width });
    await page.waitForURL('**/own-looks');
    const heading = page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    expect(await heading.textContent()).toBe('Who looked at my data');
    await page.getByText('Test case-officer (Case officer)').first().waitFor();
    await page.getByText('opened: your record').first().waitFor();
    await lookAt(page, `own-looks-${width}`);
    const offered = await page.locator('nav a').allTextContents();
    expect(new Set(offered)).toEqual(new Set(['Who looked at my data']));
    await page.context().close();
  });

test('DIS-11 in Spanish too', async () => {
  const page = await console.open('/', { as: pat, width: 360, locale: 'es' });
  await page.getByRole('heading', { name: 'Quién consultó mis datos' }).waitFor();
  await page.getByText('abrió: su expediente').first().waitFor();
  await lookAt(page, 'own-looks-es');
  await page.context().close();
});

test('DIS-2 DIS-5 an order is entered by one, confirmed by another and ended on the page; what it kept back then says so', async () => {
  const first = await console.open('/oversight');
  await first.getByRole('link', { name: 'Orders' }).click();
  await first.getByRole('button', { name: 'Enter an order…' }).click();
  const fill = (label: string, value: string) => first.getByLabel(label, { exact: true }).fill(value);
  await fill('Number of the person', 'W-1');
  await fill('Court', 'District Court 5');
  await fill('Reference of the order', '26-cv-7');
  await fill('Legal basis', 'Rule 12 (b)');
  await fill('Reason', 'An inquiry into threats is under way.');
  await first.getByLabel('Whose looks', { exact: true }).first().click();
  await first.getByRole('option', { name: /officer@example.org/ }).click();
  await first.keyboard.press('Escape');
  await fill('From', officeDay(0));
  await fill('To', officeDay(60));
  await fill('Review by', officeDay(30));
  await lookAt(first, 'disclosure-new', false);
  await first.getByRole('button', { name: 'Enter the order' }).click();
  await first.getByText('Waits for a second person').waitFor();
  expect(await first.getByRole('button', { name: 'Confirm the order 26-cv-7' }).count()).toBe(0);

  const other = await console.open('/disclosure', { as: second });
  await other.getByRole('button', { name: 'Confirm the order 26-cv-7' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Confirm the order' }).click();
  await other.getByText('In force').waitFor();
  await lookAt(other, 'disclosure');
  await officer.get(
    `/api/people/${held.participantId}/movement?from=${officeDay(-1)}T00:00:00Z&to=${officeDay(0)}T00:00:00Z&purpose=inquiry`,
  );

  const mine = await console.open('/', { as: pat });
  await mine.getByText('opened: your record').first().waitFor();
  expect(await mine.getByText('opened: where you were').count()).toBe(0);
  await other.getByRole('button', { name: 'End the order 26-cv-7' }).click();
  await other.getByLabel('Why it ends').fill('The inquiry has ended.');
  await other.getByRole('button', { name: 'End the order', exact: true }).click();
  await other.getByText('Ended early').waitFor();
  await mine.reload();
  await mine.getByText('opened: where you were').waitFor();
  await mine.getByText(/This was kept from you until .* District Court 5, order 26-cv-7/).waitFor();
  await lookAt(mine, 'own-looks-delayed');
});
