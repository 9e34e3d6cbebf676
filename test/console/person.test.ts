import { describe, expect, test } from 'vitest';
import { withConsole } from './console.ts';
import { downtown, way } from './scene.ts';

const console = await withConsole();
const held = await console.enrol('Q-7731', {
  participant: { name: 'Yolanda Peña Soto', languages: ['es'] },
  device: { id: '357653051299001' },
  court: { name: 'County Court', caseNumber: 'F26-00917' },
});
await console.store(held, way(Date.now(), 300, downtown));
const zonesOnly = await console.enrol('Q-7732', {
  participant: { name: 'Nadia Farouk' },
  case: { authority: [{ location: 'zones', from: '2026-01-01T00:00:00Z', to: '2027-12-31T00:00:00Z' }] },
});

describe('the search box', () => {
  test.each([
    ['a name without its accents, in another order', 'soto yolanda pena'],
    ['a small slip', 'Yolanda Penna'],
    ['the agency’s reference', 'Q-7731'],
    ['the device on the wire', '357653051299001'],
    ['the case number', 'F26-00917'],
  ])('finds by %s', async (_how, typed) => {
    const page = await console.open('/');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await page.locator('a[data-person]', { hasText: 'Yolanda Peña Soto' }).waitFor();
    await page.context().close();
  });
});

test('one person: order, clauses, agreement, conditions in words', async () => {
  const page = await console.open(`/people/${held.participantId}?part=order`);
  await page.getByText('F26-00917').waitFor();
  const text = (await page.locator('main').textContent()) ?? '';
  for (const said of [
    'Location, positions kept',
    'Ankle device',
    'Exclusion zone',
    'Curfew',
    'Mon, Tue, 9:00',
    'to 6:00',
    'the next day',
    'hospital',
    'signed',
  ]) {
    expect(text.replaceAll(' ', ' ')).toContain(said);
  }
  await page.context().close();
});

describe('movement', () => {
  test('is shown only with a purpose; table, gap and slider go together; the look is on record', async () => {
    const page = await console.open(`/people/${held.participantId}?part=movement`);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Say why you look').last().waitFor();
    expect(await page.locator('[data-map]').count()).toBe(0);
    await page.getByLabel('Why do you look?').fill('Preparing a hearing');
    await page.getByRole('button', { name: 'Show', exact: true }).click();

    const slider = page.getByRole('slider', { name: 'Time' });
    await slider.waitFor();
    await page.locator('tr[data-gap="no-contact"]').first().waitFor({ state: 'attached' });
    const at = () => page.locator('tr[aria-current] time').getAttribute('datetime');
    const first = await at();
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(at).not.toBe(first);
    expect(Date.parse((await at()) ?? '') - Date.parse(first ?? '')).toBe(60_000);
    await page.keyboard.press('End');
    await expect
      .poll(async () => Number(await slider.inputValue()))
      .toBe(Number(await slider.getAttribute('max')));
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Pause' }).click();

    await page.getByRole('link', { name: 'Their record', exact: true }).click();
    await page.getByRole('link', { name: 'Who looked' }).click();
    await page.locator('tr', { hasText: 'Preparing a hearing' }).first().waitFor();
    await page.context().close();
  });

  test('where the order permits no positions it is said in plain words, with no map', async () => {
    const page = await console.open(`/people/${zonesOnly.participantId}?part=movement`);
    await page.getByLabel('Why do you look?').fill('Checking the device');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const said = page.locator('p[role="status"]', { hasText: /order|authority|position/i });
    await said.waitFor();
    expect(await page.locator('[data-map]').count()).toBe(0);
    await page.context().close();
  });
});

test('opening a person is one look, not two', async () => {
  const page = await (await console.profile()).newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${console.api.address}/people/${held.participantId}`);
  await page.getByText('What the order permits').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(asked.filter((path) => path === `/api/people/${held.participantId}`)).toHaveLength(1);
  expect(asked.filter((path) => path === '/api/session')).toHaveLength(1);
  expect(asked.filter((path) => path === '/api/alerts')).toHaveLength(1);
  await page.context().close();
});
