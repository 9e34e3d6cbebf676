import { expect, test } from 'vitest';
import { signInAs } from '../../server/api/testing/start.ts';
import { lookAtReviews } from '../../server/reviews/look-at-reviews.ts';
import { withConsole } from './console.ts';
import { lookAt, lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const held = await console.enrol('A-2041', { participant: { name: 'Marisol Vega', languages: ['es'] } });
const other = await console.enrol('A-2042', { participant: { name: 'Denis Okoro' } });
const supervisor = await signInAs(console, console.admin, ['supervisor'], 'supervisor@reviews.example.org');
await console.raise(held);
await console.admin.post('/api/providers', { name: 'Northern Monitoring' });
await lookAtReviews(owner, Date.now);
const said = { reason: 'the level was too much for what is on record', told: 'You kept everything.' };
const standing = async (person: string) =>
  (await console.admin.get(`/api/people/${person}/review`)).body.standing;
const { review, tier } = await standing(other.participantId);
const decided = await console.admin.post(`/api/people/${other.participantId}/review/decision`, {
  ...{ review: review.id, version: review.version, tier, decision: 'step-down', to: 'phone', ...said },
});
expect(decided.status, JSON.stringify(decided.body)).toBe(200);
const asked = await supervisor.post(`/api/people/${other.participantId}/step-ups`, {
  ...{ tier: 'phone', to: 'wrist', lesserMeans: 'reminders each evening', ...said },
});
expect(asked.status, JSON.stringify(asked.body)).toBe(201);

const path = (person: string): string => `/people/${person}?part=review`;
test.each([
  ['reviews', '/reviews', 'td:has-text("Marisol Vega")', null],
  ['review', path(held.participantId), 'main ul li', null],
  ['review-decide', path(held.participantId), 'main ul li', 0],
  ['review-waiting', path(other.participantId), 'text=reminders each evening', null],
  ['review-policy', '/review-policy', 'fieldset legend', null],
  ['today-reviews', '/', '#needs td:has-text("Denis Okoro")', null],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, place, ready, press) => {
    await lookFromAllSides(
      (options) => console.open(place, options),
      name,
      async (page) => {
        await page.locator(ready).first().waitFor();
        if (press !== null) {
          await page.locator('section:has(ul[aria-label]) button').nth(press).click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
        }
      },
    );
  },
);

test('RVW-6 RVW-8 with the keyboard alone a level is stepped down; a step up waits for somebody else, who approves it', async () => {
  const page = await console.open('/reviews');
  await page.getByRole('link', { name: /Marisol Vega/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Decide…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Decision').waitFor();
  await page.getByRole('button', { name: 'Decide', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Write it first').first().waitFor();
  await page.getByLabel('Decision').selectOption('phone');
  await page.getByLabel('Reason', { exact: true }).focus();
  await page.keyboard.type('kept since spring');
  await page.getByLabel('Why, as they will read it').focus();
  await page.keyboard.type('You kept everything.');
  await page.getByRole('button', { name: 'Decide', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("kept since spring")').waitFor();
  await page.locator('h2:has-text("The device is to be changed")').waitFor();
  await page.locator('[role="dialog"]').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Ask for a step up…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Which lesser means were tried').waitFor();
  await lookAt(page, 'review-step-up');
  await page.keyboard.press('Escape');

  await page.goto(`${console.api.address}${path(other.participantId)}`);
  await page.getByLabel('What you looked at').focus();
  await page.keyboard.type('read, and spoken with him');
  await page.getByRole('button', { name: 'Approve' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("Stepped up")').waitFor();
});

test('RVW-12 a contractor’s count is entered, explained and published', async () => {
  const page = await console.open('/reviews', { as: supervisor });
  await page.getByRole('button', { name: 'Enter the count: Northern Monitoring' }).click();
  await page.getByLabel('The file’s text').fill('office,tier,people\nMiami,ankle,4\n');
  await page.getByRole('button', { name: 'Compare it' }).click();
  await page.getByRole('button', { name: /^Explain…/ }).click();
  await page.getByLabel('Explanation').fill('their own people, whom the record does not know');
  await lookAt(page, 'review-explain');
  await page.getByRole('button', { name: 'Put it on record' }).click();
  await page.getByRole('button', { name: 'Publish it: Northern Monitoring' }).click();
  await page.getByText(/^Published .* by/).waitFor();
  await lookAt(page, 'review-published');
});

test('RVW-9 RVW-17 with the keyboard alone a policy that asks for more is asked for, and waits; somebody else publishes it', async () => {
  const page = await console.open('/review-policy', { as: supervisor });
  const type = async (label: string, group: string, text: string) => {
    await page.getByRole('group', { name: group }).getByLabel(label).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  };
  await page.getByRole('group', { name: 'Looked at every so many days' }).waitFor();
  await type('Ankle device', 'Looked at every so many days', '400');
  await page.getByRole('button', { name: 'Publish it' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('A whole number from 1 to 365').waitFor();
  await type('Ankle device', 'Looked at every so many days', '60');
  await type('Wrist device', 'Days at the level before less is proposed', '45');
  await type('Days', 'Days for which an alert', '7');
  await page.getByRole('group', { name: 'An end waits' }).getByLabel('It waits').selectOption('no');
  const carried = page.getByRole('group', { name: /^Phone$/ }).getByLabel('Exclusion zone');
  await carried.focus();
  await page.keyboard.press('Space');
  await page.getByLabel('Reason', { exact: true }).focus();
  await page.keyboard.type('two steps in a month were taken back');
  const rows = page.getByRole('table', { name: 'What would be different' }).locator('tbody tr');
  expect(await rows.allInnerTexts()).toHaveLength(5);
  await page.getByText('asks for more', { exact: true }).waitFor();
  await lookAt(page, 'review-policy-typed');
  await page.getByRole('button', { name: 'Ask a second person to publish it' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Waits for a second person' }).waitFor();
  await page.getByRole('button', { name: 'Take it back' }).waitFor();
  expect((await console.admin.get('/api/review-policy')).body.revision).toBe(0);

  const another = await console.open('/review-policy');
  await another.getByRole('table', { name: 'What is asked for' }).locator('tbody tr').nth(4).waitFor();
  await lookAt(another, 'review-policy-asked');
  await another.getByLabel('What you looked at').focus();
  await another.keyboard.type('the two cases, with their officers');
  await another.getByRole('button', { name: 'Publish it' }).first().focus();
  await another.keyboard.press('Enter');
  await another.getByRole('heading', { name: /^Revision 1/ }).waitFor();
  await another.getByRole('table', { name: 'What revision 1 changed' }).locator('tbody tr').nth(4).waitFor();
  await lookAt(another, 'review-policy-history');
  const { body } = await console.admin.get('/api/review-policy');
  expect(body.parameters).toMatchObject({
    ...{ alertWaitDays: 7, endWaitsForHearings: false },
    ...{ intervalDays: { ankle: 60 }, tierDays: { wrist: 45 } },
    carries: { phone: ['curfew', 'inclusion-zone'], ankle: expect.arrayContaining(['exclusion-zone']) },
  });
});

test('RVW-17 an auditor reads the policy and those before it, and is offered nothing to publish', async () => {
  const auditor = await signInAs(console, console.admin, ['auditor'], 'auditor@reviews.example.org');
  const page = await console.open('/reviews', { as: auditor });
  await page.getByRole('link', { name: 'Policy of reviews' }).click();
  await page.getByRole('table', { name: 'The policy in force' }).locator('tbody tr').first().waitFor();
  await page.getByRole('heading', { name: /^Revision 1/ }).waitFor();
  expect(await page.getByRole('button', { name: /ublish/ }).count()).toBe(0);
  expect(await page.locator('fieldset').count()).toBe(0);
  await lookAt(page, 'review-policy-read');
});
