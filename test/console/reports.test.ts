import { monthsBefore } from '@attend/casework';
import { expect, test } from 'vitest';
import { timezone } from '../../server/api/testing/day.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { computeMonths } from '../../server/statistics/job.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2061', { participant: { name: 'Marisol Vega' } });
const supervisor = await signInAs(console, console.admin, ['supervisor'], 'supervisor@reports.example.org');
const month = monthsBefore(Date.now(), timezone, 1)[0] ?? '';
await computeMonths(owner, Date.now());
/** What a programme of some thousands has, and three people in one office. */
const figures: readonly (readonly [table: string, row: string, column: string, value: number])[] = [
  ...['Miami', 'Orlando', 'Tampa'].flatMap((office, at) => [
    ...[
      ['people', office, 'phone', 1_204 - 300 * at] as const,
      ['people', office, 'wrist', 311 + 40 * at] as const,
    ],
    ...[
      ['people', office, 'ankle', 96 - 40 * at] as const,
      ['check-ins', office, 'kept', 1_830 - 510 * at] as const,
    ],
    ['check-ins', office, 'missed', 41 - 12 * at] as const,
  ]),
  ...[['people', 'Key West', 'ankle', 3] as const, ['check-ins', 'Key West', 'kept', 3] as const],
  ...[
    ['time-in-programme', 'under-90', 'phone', 2_712] as const,
    ['time-in-programme', '90-179', 'wrist', 1_053] as const,
  ],
  ...[
    ['time-in-programme', '90-179', 'ankle', 170] as const,
    ['time-in-programme', '365-or-more', 'ankle', 1] as const,
  ],
  ...[['alerts', 'ankle', 'fault', 211] as const, ['alert-kinds', 'silent', 'fault', 211] as const],
  ...[['wearer-days', 'ankle', 'days', 5_301] as const, ['wearer-days', 'wrist', 'days', 93] as const],
];
await owner.query('delete from statistic_figure');
for (const [table, row, column, value] of figures)
  await owner.query(
    `insert into statistic_figure (programme_id, month, table_name, row_key, column_key, value) select id, ($1 || '-01')::date, $2, $3, $4, $5 from programme`,
    [month, table, row, column, value],
  );
await owner.query(
  `insert into review (programme_id, participant_id, due_on, cause, tier, tier_since, looked_at)
   select programme_id, id, current_date - 40, 'interval', 'ankle', '2026-01-01', now() from participant where id = $1`,
  [held.participantId],
);

test('STA-9 with the keyboard alone a month is asked to be published, and published by somebody else', async () => {
  const page = await console.open('/reports', { as: supervisor });
  await page.getByRole('button', { name: 'Ask for it to be published' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Somebody else decides').waitFor();
  await page.context().close();
  const other = await console.open('/');
  await other.locator('h1').first().waitFor();
  await other.keyboard.press('g');
  await other.keyboard.press('8');
  await other.getByRole('button', { name: 'Publish it…' }).focus();
  await other.keyboard.press('Enter');
  await other.getByRole('dialog').getByRole('button', { name: 'Publish it' }).focus();
  await other.keyboard.press('Enter');
  await other.getByText('It is published.').waitFor();
  await other.getByRole('dialog').waitFor({ state: 'detached' });
  await other.getByRole('link', { name: 'The public page' }).click();
  await other.getByRole('link', { name: /Edition 1/ }).click();
  const people = other.getByRole('table', { name: 'People by office and technology' });
  expect(await people.getByRole('row', { name: /Key West/ }).textContent()).toContain('hidden');
  expect(await people.getByRole('row', { name: /Miami/ }).textContent()).toContain('1,204');
  await other.context().close();
});

test.each([
  ['reports', '/reports', 'td:has-text("Miami")', null],
  ['questions', '/oversight/questions', 'main section', 0],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, place, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(place, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press === null) return;
        await page.locator('section button[aria-expanded]').nth(press).click();
        await page.locator('td:has-text("Marisol Vega")').first().waitFor();
      },
    );
  },
);

test('OVR-11 an auditor’s Today begins with what there is to ask, and each count leads to its question by keyboard', async () => {
  const auditor = await signInAs(console, console.admin, ['auditor'], 'auditor@reports.example.org');
  const counted = { name: 'Monitored past their review: 1' };
  await lookFromAllSides(
    (options) => console.open('/', { ...options, as: auditor }),
    'today-auditor',
    async (page, foreign) => {
      await (foreign
        ? page.locator('main a[href$="#past-review"]').waitFor()
        : page.getByRole('link', counted).waitFor());
    },
  );
  const page = await console.open('/', { as: auditor });
  const card = page.getByRole('region', { name: 'Questions' });
  await card.getByRole('link', counted).waitFor();
  // What has nothing in its list takes no line, and the page is led to once, not twice.
  expect(await card.getByText('Devices lost').count()).toBe(0);
  await card.getByText('questions concern nobody and nothing.').waitFor();
  expect(await page.locator('main a[href="/oversight/questions"]').count()).toBe(1);
  await card.getByRole('link', counted).press('Enter');
  await page.waitForURL('**/oversight/questions#past-review');
  await page.getByRole('button', { name: 'Which… Monitored past their review' }).press('Enter');
  await page.locator('#past-review td:has-text("Marisol Vega")').waitFor();
  // Whoever works alerts begins with them.
  const works = await console.open('/', { as: supervisor });
  await works.getByRole('search', { name: 'Which alerts' }).waitFor();
  expect(await works.getByRole('region', { name: 'Questions' }).count()).toBe(0);
  await page.context().close();
  await works.context().close();
});

test('STA-10 the public pages read on a desk and a phone, in light and dark, from either side, without script', async () => {
  const { rows } = await owner.query<{ id: string }>('select id from published_edition');
  const context = await console.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const threw: string[] = [];
  page.on('console', (message) => threw.push(message.text()));
  for (const [name, path] of [
    ['public-index', '/statistics/en'],
    ['public-edition', `/statistics/es/${rows[0]?.id}`],
  ]) {
    await page.goto(`${console.api.address}${path}`);
    expect(await page.locator('script').count()).toBe(0);
    for (const direction of ['ltr', 'rtl'])
      for (const scheme of ['light', 'dark'] as const)
        for (const width of [1280, 360]) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.setViewportSize({ width, height: 800 });
          await page.evaluate(`document.documentElement.dir = '${direction}'`);
          await lookAt(page, `${name}-${width}-${scheme}-${direction}`);
        }
  }
  expect(threw).toEqual([]);
  // All of it is reached by tabulator: the way back, the tables' list, each table that may be wider than the window, its file.
  await page.locator('header a').first().focus();
  const reached = new Set<string>();
  for (let at = 0; at < 60; at += 1) {
    reached.add(
      await page.evaluate<string>(
        'document.activeElement?.getAttribute("href") ?? document.activeElement?.getAttribute("aria-labelledby") ?? ""',
      ),
    );
    await page.keyboard.press('Tab');
  }
  expect([...reached]).toEqual(
    expect.arrayContaining([
      '/statistics/es',
      '#people',
      'people-title',
      `/statistics/es/${rows[0]?.id}/people.csv`,
    ]),
  );
  await context.close();
});
