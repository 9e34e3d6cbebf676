import { monthsBefore } from '@attend/casework';
import { expect, test } from 'vitest';
import { timezone } from '../../server/api/testing/day.ts';
import { computeMonths } from '../../server/statistics/job.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';
import { done, press, told, twoSupervisors } from './two-people.ts';

const console = await withConsole();
const { admin } = console;
const owner = console.database.pool('owner');
const { first, second } = await twoSupervisors(console);

test('FRM-7 STA-9 an edition that a colleague refused meanwhile is not published; who refused it is told, and another may be asked for', async () => {
  await computeMonths(owner, Date.now());
  const [of] = monthsBefore(Date.now(), timezone, 1);
  await done(admin.post('/api/statistics/editions', { month: of }));
  const [mine, theirs] = [
    await console.open('/reports', { as: first }),
    await console.open('/reports', { as: second }),
  ];
  await press(mine, 'Publish it…');
  await press(theirs, 'Refuse it');
  await theirs.getByText('It is refused.').first().waitFor();
  await mine.getByRole('dialog').getByRole('button', { name: 'Publish it' }).press('Enter');
  await told(mine).locator('tr', { hasText: 'Decision' }).getByText('It is refused.').waitFor();
  await told(mine).locator('tr', { hasText: 'Decided by' }).getByText('Ben Ortiz').waitFor();
  expect((await owner.query('select from published_edition')).rowCount).toBe(0);
  await lookAt(mine, 'conflict-edition');
  await press(mine, 'Ask for it to be published');
  await mine.getByText('Somebody else decides').waitFor();
  const { editions } = (await first.get('/api/statistics')).body;
  expect(editions.map(({ decision }: { decision: string | null }) => decision).toSorted()).toEqual([
    null,
    'refused',
  ]);
  for (const page of [mine, theirs]) await page.context().close();
});
