import { builtInTemplate, type LetterLanguage, renderLetter } from '@attend/casework';
import { expect, test } from 'vitest';
import { checkDrawable, drawLetter, type LetterPaper } from './draw-letter.ts';
import { loadLetterFonts } from './fonts.ts';
import { breakLines, drawnLine } from './lines.ts';
import { readPdf } from './testing/read-pdf.ts';

const values = {
  ...{ participant: 'María Ñandú', hearingWhen: '2026-12-01T15:00:00Z', court: 'Miami-Dade (11th Circuit)' },
  ...{ hearingPlace: '73 W Flagler St, room 5', caseNumber: 'F-26-1234', phone: '305-555-0100' },
};
function paperOf(language: LetterLanguage, over: Partial<LetterPaper> = {}): LetterPaper {
  const template = builtInTemplate('hearing-notice', language);
  if (template === null) throw new Error('there is one in every language');
  const written = renderLetter(template, { language, timezone: 'America/New_York', values });
  if (!written.ok) throw new Error(written.error.message);
  return {
    ...written.value,
    ...{ kind: 'hearing-notice', language, sender: ['Test Programme', 'North'], day: '26 November 2026' },
    ...{ to: ['María Ñandú', '1 Main St', 'Miami FL 33101'], writer: 'Olga Officer', signer: null },
    ...{ reference: 'A-100', madeAt: new Date('2026-11-26T12:00:00Z') },
    ...over,
  };
}

test('LTR-10 a letter carries its text, its tags in reading order, its language and its title', async () => {
  const read = await readPdf(await drawLetter(paperOf('en')));
  expect(read).toMatchObject({
    ...{ pages: 1, marked: true, language: 'en' },
    title: 'Your hearing on Tuesday, December 1, 2026 at 10:00 AM EST',
  });
  expect(read.tags).toEqual(['P', 'P', 'P', 'P', 'H1', 'P', 'P', 'H2', 'P', 'H2', 'P', 'P']);
  const text = read.lines.join('\n');
  for (const words of [
    'To: María Ñandú',
    '1 Main St',
    'When and where',
    'Court: Miami-Dade (11th Circuit)',
    'Place: 73 W Flagler St, room 5',
    'Olga Officer',
  ])
    expect(text).toContain(words);
});

test('LTR-10 the same letter is the same bytes, so that its hash says which it is', async () => {
  const [one, two] = [await drawLetter(paperOf('es')), await drawLetter(paperOf('es'))];
  expect(one.equals(two)).toBe(true);
  expect(one.equals(await drawLetter(paperOf('es', { writer: 'Somebody Else' })))).toBe(false);
});

test('LTR-10 a letter in Arabic is read in its own order, with numbers and Latin names as they are written', async () => {
  const paper = paperOf('ar');
  const bytes = await drawLetter(paper);
  const read = await readPdf(bytes);
  expect(read).toMatchObject({ marked: true, language: 'ar' });
  const text = read.lines.join('\n').replaceAll(/[\u2066-\u2069]/g, '');
  for (const words of ['73 W Flagler St, room 5', '305-555-0100', 'F-26-1234', 'María Ñandú', '1 Main St'])
    expect(text).toContain(words);
  expect(text.normalize('NFKC')).toContain('الموعد والمكان');
  // What a screen reader says stands in each part besides (ISO 32000-1, 14.9.4), in the order of reading.
  expect(bytes.includes(Buffer.from('الموعد والمكان', 'utf16le').swap16())).toBe(true);
});

test('LTR-10 within Arabic a line is drawn from its right end, Latin within it from its left', () => {
  const { regular } = loadLetterFonts();
  const drawn = drawnLine('المكان: \u206873 W (A) St\u2069.', 'rtl', regular).map(({ text }) => text);
  expect(drawn.join('|')).toBe('.|73 W (A) St|المكان: ');
  // A parenthesis opens to the side from which it is read: what closes in what was written opens on paper, at the left end.
  expect(drawnLine('(\u0646\u0635)', 'rtl', regular).map(({ text }) => text)).toEqual(['\u0646\u0635(', ')']);
});

test('LTR-10 a court form has a line to sign by hand and says who signs', async () => {
  const read = await readPdf(
    await drawLetter(paperOf('en', { kind: 'appearance-report', signer: 'Sam Supervisor' })),
  );
  const text = read.lines.join('\n');
  for (const words of ['Name: Sam Supervisor', 'Signature', 'Date', 'only when it is signed by hand'])
    expect(text).toContain(words);
});

test('LTR-10 a long letter goes on over pages, each line once, and its paragraphs stay whole', async () => {
  const long = Array.from({ length: 90 }, (_, at) => `Line ${at} of it.`).join('\n');
  const read = await readPdf(await drawLetter(paperOf('en', { body: [{ kind: 'paragraph', text: long }] })));
  expect(read.pages).toBeGreaterThan(1);
  for (let at = 0; at < 90; at += 1)
    expect(read.lines.filter((line) => line.includes(`Line ${at} of it.`))).toHaveLength(1);
  const text = read.lines.join('\n');
  for (let page = 1; page <= read.pages; page += 1) expect(text).toContain(`Page ${page}/${read.pages}`);
});

test('LTR-10 what no font of ours draws is named, and nothing is made', () => {
  expect(checkDrawable(paperOf('en')).ok).toBe(true);
  expect(checkDrawable(paperOf('en', { to: ['王芳'] }))).toMatchObject({
    error: { code: 'undrawable', message: expect.stringContaining('«王» (U+738B)') },
  });
});

test('LTR-10 lines are broken at spaces, and a word wider than a line within', () => {
  const lines = breakLines('one two three\nabcdefgh', 7, (text) => [...text].length);
  expect(lines).toEqual(['one two', 'three', 'abcdefg', 'h']);
});
