import { expect, test } from 'vitest';
import { accept, approve, bringIn, enrol, password } from '../../server/api/testing/start.ts';
import { withConsole } from './console.ts';
import { lookAt } from './look.ts';

const console = await withConsole();
const { admin } = console;
const waits = (page: Awaited<ReturnType<typeof console.open>>) =>
  page.getByRole('table', { name: 'Waits for a second person' });

test('SGN-25 SGN-29 a role is asked for by one and approved by another on the page; each sees it as it stands', async () => {
  const officer = await bringIn(console, admin, {
    ...{ name: 'Rosa Lind', email: 'rosa@example.org', roles: ['case-officer'] },
  });
  const mine = await console.open('/staff');
  await mine.getByText('Nothing waits.').waitFor();
  await mine.getByRole('button', { name: 'Change the account of Rosa Lind' }).click();
  await mine.getByLabel('Supervisor', { exact: true }).check();
  await mine.getByRole('button', { name: 'Keep these roles' }).click();
  await mine.getByText('It waits for a second person’s word.').waitFor();
  await waits(mine).getByText('Is to have the roles: Case officer, Supervisor').waitFor();
  await waits(mine).getByText('Somebody else has to approve it').waitFor();
  await lookAt(mine, 'second-person-asker');

  const second = await bringIn(console, admin, {
    ...{ name: 'Sam Super', email: 'sam@example.org', roles: ['supervisor'] },
  });
  for (const width of [1280, 360]) {
    const page = await console.open('/staff', { as: second, width });
    await page.getByRole('button', { name: 'Decide about the account of Rosa Lind' }).click();
    await page.getByRole('dialog', { name: 'Account of Rosa Lind' }).waitFor();
    await lookAt(page, `second-person-decide-${width}`);
    if (width === 360) {
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await page.getByText('Approved: it holds from now on.').waitFor();
      await page.getByText('Nothing waits.').waitFor();
    } else {
      await page.getByRole('button', { name: 'Refuse', exact: true }).click();
      await page.getByText('Write the reason first').waitFor();
    }
    await page.context().close();
  }
  expect((await officer.get('/api/session')).body.staff.roles).toEqual(['case-officer', 'supervisor']);
  await mine.context().close();
});

test('SGN-12 SGN-29 who was reset reads by whom, does nothing yet, and a supervisor finds it on the oversight page', async () => {
  const officer = await bringIn(console, admin, {
    ...{ name: 'Lost Phone', email: 'lost@example.org', roles: ['case-officer'] },
  });
  const first = 'a new first password';
  expect((await admin.post(`/api/staff/${officer.staffId}/reset`, { password: first })).status).toBe(200);
  const again = console.client();
  await again.post('/api/sign-in', { email: 'lost@example.org', password: first });
  await enrol(again, first);
  const page = await console.open('/', { as: again });
  await page.getByText('Your account waits for a second person').waitFor();
  await lookAt(page, 'second-person-waiting');
  await page.goto(`${console.api.address}/security`);
  await page.getByRole('heading', { name: 'Your ways in were reset' }).waitFor();
  await page.getByText('Ada Okafor').waitFor();
  await lookAt(page, 'second-person-security');
  const oversight = await console.open('/oversight');
  const table = oversight.getByRole('table', { name: 'Accounts on one person’s word' });
  await table.getByText('New ways in, and again: Case officer (Every office)').waitFor();
  await lookAt(oversight, 'second-person-oversight');
  await approve(admin, officer.staffId);
  await page.goto(`${console.api.address}/people`);
  await page.getByRole('heading', { name: 'People' }).waitFor();
  for (const each of [page, oversight]) await each.context().close();
});

test('SGN-26 an account on one person’s word is confirmed on the page by somebody on whose word it does not rest', async () => {
  // Brought in by the administrator alone, with a role that takes nobody else's word.
  const own = console.client();
  const invited = { name: 'Pia Plan', email: 'pia@example.org', roles: ['programme-manager'] as const };
  await accept(admin, own, invited);
  await enrol(own, password);
  const mine = await console.open('/staff');
  await mine.getByText('on the word of Ada Okafor alone').waitFor();
  expect(await mine.getByRole('button', { name: 'Confirm who Pia Plan is' }).count()).toBe(0);
  const second = await bringIn(console, admin, {
    ...{ name: 'Ida Ops', email: 'ida@example.org', roles: ['administrator'] },
  });
  const page = await console.open('/staff', { as: second });
  await page.getByRole('button', { name: 'Confirm who Pia Plan is' }).click();
  await page.getByLabel('Reason').fill('She sits next door to me.');
  await lookAt(page, 'second-person-confirm');
  await page.getByRole('button', { name: 'Confirm who this is' }).click();
  await page.getByText('Confirmed.', { exact: true }).waitFor();
  expect(await page.getByText('on the word of Ada Okafor alone').count()).toBe(0);
  for (const each of [mine, page]) await each.context().close();
});
