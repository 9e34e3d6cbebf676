import {
  apart,
  isCourtForm,
  type LetterKind,
  type LetterLanguage,
  type LetterText,
  letterDirection,
  paperWords,
} from '@attend/casework';
import { fail, type Result, say, succeed } from '@attend/kernel';
import { findUndrawable, loadLetterFonts } from './fonts.ts';
import { beginPaper } from './paper.ts';

/** Everything that stands on the paper, as words. */
export type LetterPaper = LetterText & {
  readonly kind: LetterKind;
  readonly language: LetterLanguage;
  /** Programme and office. */
  readonly sender: readonly string[];
  /** Day of the letter, written out. */
  readonly day: string;
  /** Name and address, a line each. */
  readonly to: readonly string[];
  readonly writer: string;
  /** Who signs a court form by hand; null: no court form. */
  readonly signer: string | null;
  readonly reference: string;
  readonly madeAt: Date;
};

/** LTR-10: whatever could not be drawn is named, and nothing is made. */
export function checkDrawable(letter: LetterPaper): Result<null> {
  const { title, body, sender, to, writer, signer, reference, day } = letter;
  const all = [
    title,
    ...body.map(({ text }) => text),
    ...sender,
    ...to,
    writer,
    signer ?? '',
    reference,
    day,
  ];
  const sign = findUndrawable(loadLetterFonts(), all.join('\n'));
  if (sign === null) return succeed(null);
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return fail({
    code: 'undrawable',
    ...say('The sign «{sign}» ({code}) is in no font of letters: write it in Latin or Arabic script.', {
      sign,
      code,
    }),
  });
}

/** The letter as an accessible PDF. What it says must have passed `checkDrawable`. */
export function drawLetter(letter: LetterPaper): Promise<Buffer> {
  const { kind, language, title, body, sender, day, to, writer, signer, reference, madeAt } = letter;
  const words = paperWords[language];
  const own = (line: string) => apart(line, language);
  const paper = beginPaper({
    ...{ title, language, madeAt, author: sender.join(', '), fonts: loadLetterFonts() },
    direction: letterDirection(language),
  });
  const [programme, ...office] = sender;
  paper.text(own(programme ?? ''), { tag: 'P', size: 13, bold: true });
  for (const line of office) paper.text(own(line), { tag: 'P', size: 10 });
  paper.text(day, { tag: 'P', size: 11, before: 16 });
  paper.text([`${words.to}: ${own(to[0] ?? '')}`, ...to.slice(1).map(own)].join('\n'), {
    tag: 'P',
    size: 11,
    before: 16,
  });
  paper.text(title, { tag: 'H1', size: 16, bold: true, before: 22 });
  for (const { kind: block, text } of body)
    paper.text(
      text,
      block === 'heading'
        ? { tag: 'H2', size: 12.5, bold: true, before: 12 }
        : { tag: 'P', size: 11, before: 8 },
    );
  if (isCourtForm(kind)) {
    paper.text(words.byHand, { tag: 'P', size: 10, before: 24 });
    paper.text(`${words.signer}: ${own(signer ?? writer)}`, { tag: 'P', size: 11, before: 8 });
    paper.writingLine(words.signature);
    paper.writingLine(words.date);
  } else paper.text([writer, ...sender].map(own).join('\n'), { tag: 'P', size: 11, before: 20 });
  return paper.finish((page, pages) => `${own(reference)} · ${words.page} ${page}/${pages}`);
}
