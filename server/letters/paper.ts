import PDFDocument from 'pdfkit';
import type { LetterFont, LetterFonts } from './fonts.ts';
import { breakLines, type Direction, drawnLine } from './lines.ts';

type Doc = PDFKit.PDFDocument;
type Part = PDFKit.PDFStructureElement;

/** Types of pdfkit do not know yet what it has known since 0.16. */
const universal = String('PDF/UA') as PDFKit.Mixins.PDFSubsets;

/** US Letter, an inch of margin, in points. */
const size = { width: 612, height: 792, margin: 72 } as const;
const inner = size.width - 2 * size.margin;
const bottom = size.height - size.margin;

export type TextStyle = {
  /** As PDF calls a part of a document: P, H1, H2 (ISO 32000-1, 14.8.4). */
  readonly tag: 'P' | 'H1' | 'H2';
  readonly size: number;
  readonly bold?: boolean;
  readonly before?: number;
};

/** A document being written, from its first line to its last, each part of it with its tag. */
export type Paper = {
  readonly text: (text: string, style: TextStyle) => void;
  /** A line to write on by hand, with what is to be written there. */
  readonly writingLine: (label: string) => void;
  readonly finish: (footer: (page: number, pages: number) => string) => Promise<Buffer>;
};

export type PaperOptions = {
  readonly title: string;
  readonly author: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: Direction;
  readonly madeAt: Date;
  readonly fonts: LetterFonts;
};

/** LTR-10: a PDF that says of itself what it is to who cannot see it (subset PDF/UA-1, ISO 14289-1): language, title, parts in reading order. */
export function beginPaper({ title, author, language, direction, madeAt, fonts }: PaperOptions): Paper {
  const doc: Doc = new PDFDocument({
    ...{ size: [size.width, size.height], margin: size.margin, bufferPages: true },
    ...{ pdfVersion: '1.7', subset: universal, tagged: true, lang: language, displayTitle: true },
    info: { Title: title, Author: author, Creator: 'Attend', Producer: 'Attend', CreationDate: madeAt },
  });
  const bytes: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => bytes.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(bytes)));
    doc.on('error', reject);
  });
  for (const { name, bytes: of } of [...fonts.regular, ...fonts.bold]) doc.registerFont(name, of);
  const whole: Part = doc.struct('Document');
  doc.addStructure(whole);

  const measured = new Map<string, number>();
  const widthOf = (line: string, weight: readonly LetterFont[], points: number): number => {
    const name = `${weight === fonts.bold} ${points} ${line}`;
    const known = measured.get(name);
    if (known !== undefined) return known;
    const width = drawnLine(line, direction, weight).reduce(
      (sum, { font, text }) =>
        sum + doc.font(font.name).fontSize(points).widthOfString(text, { features: [] }),
      0,
    );
    measured.set(name, width);
    return width;
  };
  const draw = (line: string, weight: readonly LetterFont[], points: number, y: number): void => {
    const stretches = drawnLine(line, direction, weight).map(({ font, text }) => ({
      ...{ font, text },
      width: doc.font(font.name).fontSize(points).widthOfString(text, { features: [] }),
    }));
    const width = stretches.reduce((sum, one) => sum + one.width, 0);
    let x = direction === 'rtl' ? size.width - size.margin - width : size.margin;
    for (const { font, text, width: ofThis } of stretches) {
      doc.font(font.name).fontSize(points);
      // Fonts of two scripts stand on one line, whatever room each asks for above it. Laid out as one run: else words of a script from right
      // to left would stand in the order of another.
      doc.text(text, x, y, { lineBreak: false, features: [], baseline: 'alphabetic' });
      x += ofThis;
    }
  };
  let y: number = size.margin;
  const room = (height: number): void => {
    if (y + height <= bottom) return;
    doc.continueOnNewPage();
    y = size.margin;
  };

  return {
    text: (text, { tag, size: points, bold = false, before = 0 }) => {
      const weight = bold ? fonts.bold : fonts.regular;
      const leading = points * 1.45;
      y += before;
      // A heading stands with the first lines of what it heads.
      room(tag === 'P' ? leading : leading * 4);
      const lines = breakLines(text, inner, (line) => widthOf(line, weight, points));
      const write = () => {
        for (const line of lines) {
          room(leading);
          if (line !== '') draw(line, weight, points, y + points);
          y += leading;
        }
      };
      // Who listens hears the words in the order in which they are read, not that in which they are drawn.
      whole.add(doc.struct(tag, direction === 'rtl' ? { actual: text } : {}, write));
    },
    writingLine: (label) => {
      const points = 11;
      y += 30;
      room(points * 2);
      whole.add(
        doc.struct('P', direction === 'rtl' ? { actual: label } : {}, () =>
          draw(label, fonts.regular, points, y),
        ),
      );
      const width = widthOf(label, fonts.regular, points) + 8;
      doc.markContent('Artifact', { type: 'Layout' });
      const [from, to] =
        direction === 'rtl'
          ? [size.margin, size.width - size.margin - width]
          : [size.margin + width, size.width - size.margin];
      doc
        .moveTo(from, y + 2)
        .lineTo(to, y + 2)
        .lineWidth(0.6)
        .stroke();
      doc.endMarkedContent();
    },
    finish: (footer) => {
      whole.end();
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(page);
        doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
        draw(footer(page + 1, count), fonts.regular, 9, size.height - size.margin / 2);
        doc.endMarkedContent();
      }
      doc.end();
      return ended;
    },
  };
}
