import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { officeDay } from '../../server/api/testing/day.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import { permitCheckIns, usualHours } from '../../server/database/testing-check-ins.ts';
import { pdfOf, photoOf } from '../../server/files/testing/pictures.ts';
import { chooseFile } from './choose-file.ts';
import { withConsole } from './console.ts';
import { lookFromAllSides } from './look.ts';

const console = await withConsole();
const owner = console.database.pool('owner');
const { admin } = console;
const office: string = (await admin.post('/api/offices', { name: 'Downtown' })).body.id;
await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
const { participantId: person } = await console.enrol('A-2041', {
  participant: { name: 'Marisol Vega', office: 'Downtown' },
});
await permitCheckIns(owner, person, officeDay(300));
const asked = {
  office,
  kind: 'virtual',
  rhythm: 'weeks-4',
  startsOn: officeDay(2),
  daysBefore: 9,
  daysAfter: 9,
};
await admin.post(`/api/people/${person}/check-in-schedules`, asked);
const { rows } = await owner.query('select id from check_in order by due_on limit 1');
const checkIn: string = rows[0].id;
const second = await signInAs(console, admin, ['supervisor'], 'second@example.org');

const sendFile = async (bytes: Buffer): Promise<string> =>
  (await admin.post(`/api/people/${person}/files`, bytes)).body.file;
await admin.post(`/api/people/${person}/documents`, {
  ...{ file: await sendFile(pdfOf()), kind: 'court-paper', title: 'Notice to appear', dated: '2026-11-02' },
});
await admin.post(`/api/people/${person}/reference-photos`, { file: await sendFile(await photoOf()) });
await admin.post(`/api/check-ins/${checkIn}/photos`, { file: await sendFile(await photoOf()) });

const documents = `/people/${person}?part=documents`;
const photos = `/people/${person}?part=photos`;

test.each([
  ['documents', documents, 'td:has-text("Notice to appear")', ''],
  ['add-document', documents, 'button[data-open="document"]', 'button[data-open="document"]'],
  ['open-document', documents, 'td button', 'td button'],
  ['photos', photos, 'td:has-text("waits for a look")', ''],
  ['add-photo', photos, 'button[data-open="photo"]', 'button[data-open="photo"]'],
  ['photo-queue', '/photos', 'td:has-text("Marisol Vega")', ''],
  ['compare', '/photos', 'td button', 'td button'],
])(
  '%s: axe finds nothing in any look, and nothing is wider than the window',
  async (name, path, ready, press) => {
    // In the words of another language only what has no words is waited for.
    await lookFromAllSides(
      (options) => console.open(path, options),
      name,
      async (page, foreign) => {
        await page
          .locator(foreign ? 'main td, main button' : ready)
          .first()
          .waitFor();
        if (press !== '') {
          await page.locator(press).first().click();
          await page.locator('[role="dialog"] button[type="submit"]').first().waitFor();
          if (name === 'compare') await page.locator('[role="dialog"] img').nth(1).waitFor();
        }
      },
    );
  },
);

/** Chooses a file as the browser's own picker gives it, from the field that has the focus. */
async function choose(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await chooseFile(page, () => page.keyboard.press('Enter'), file);
}

test('DOC-1 DOC-2 DOC-3 a paper is added, opened and marked with the keyboard alone', async () => {
  const page = await console.open(documents);
  await page.getByRole('button', { name: 'Add a document…' }).focus();
  await page.keyboard.press('Enter');
  // The dialog begins at its first field; before that its own closing button may hold the focus.
  await page.locator('[role="dialog"] button:focus:not([aria-label="Close"])').waitFor();
  await choose(page, {
    name: 'letter of the clinic.pdf',
    mimeType: 'application/pdf',
    buffer: pdfOf('clinic'),
  });
  await page.getByLabel('What is it?').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('letter of the clinic');
  await page.getByLabel('Title', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("letter of the clinic")').waitFor();
  const { rows } = await owner.query('select kind from case_document order by added_at desc limit 1');
  expect(rows).toEqual([{ kind: 'medical' }]);

  await page.getByRole('button', { name: 'Open… letter of the clinic' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Why do you look?').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Say why you look: the person can read it').waitFor();
  await page.keyboard.type('asked by the court');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('letter of the clinic.pdf');
  expect(readFileSync(await download.path()).equals(pdfOf('clinic'))).toBe(true);
  const looked = await owner.query(`select purpose from access_record where what = 'document'`);
  expect(looked.rows).toEqual([{ purpose: 'asked by the court' }]);

  await page.getByRole('button', { name: 'Entered in error… letter of the clinic' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Why should it not be here?').waitFor();
  await page.keyboard.type('It is about somebody else.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('td:has-text("It is about somebody else.")').waitFor();
  await page.context().close();
});

test('FIL-2 a file that is dropped on the list is told by its content, and what is wrong is said beside the form', async () => {
  const page = await console.open(documents);
  await page.locator('td:has-text("Notice to appear")').waitFor();
  const dropped = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<svg/>'], 'scan of the order.png', { type: 'image/png' }));
    return data;
  })()`);
  await page.locator('section[data-drop="documents"]').dispatchEvent('drop', { dataTransfer: dropped });
  await page.getByLabel('What is it?').selectOption('court-paper');
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('scan of the order');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByText('This is neither an image that is taken here nor a PDF.').waitFor();
  // What was typed outlives the dialog; the file does not.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a document…' }).click();
  await page.getByText('What you had typed before is here.').waitFor();
  await page.context().close();
});

test('PHO-2 PHO-3 a photo is compared by somebody else with the keyboard alone', async () => {
  const own = await console.open('/photos');
  await own.getByText('by yourself').waitFor();
  await own.context().close();
  const page = await console.open('/', { as: second });
  await page.locator('main').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Compare… Marisol Vega' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('[role="dialog"] img').nth(1).waitFor();
  await page.getByLabel('it is the person').focus();
  await page.keyboard.press('Space');
  await page.getByText('The check-in is kept.').waitFor();
  await page.getByLabel('Note', { exact: true }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('No photo waits for a look.').waitFor();
  const { rows } = await owner.query('select status from check_in where id = $1', [checkIn]);
  expect(rows).toEqual([{ status: 'kept' }]);
  await page.context().close();
});
