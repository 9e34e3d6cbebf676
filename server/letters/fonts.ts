import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

/** A weight of one of the two scripts that letters are written in; what the first does not cover the second is asked for. */
export type LetterFont = { readonly name: string; readonly bytes: Buffer; readonly font: Font };
export type LetterFonts = {
  readonly regular: readonly LetterFont[];
  readonly bold: readonly LetterFont[];
};

/**
 * Noto Sans: Latin with all its marks, Greek, Cyrillic; IBM Plex Sans Arabic. Both under the SIL Open Font License 1.1. Noto's Arabic draws
 * letters and their dots apart, so that a reader of the file cannot tell one letter from another.
 */
const files = {
  regular: [
    'noto-sans/400Regular/NotoSans_400Regular.ttf',
    'ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  ],
  bold: [
    'noto-sans/700Bold/NotoSans_700Bold.ttf',
    'ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf',
  ],
} as const;

function open(file: string): LetterFont {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`)));
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} is a collection of fonts`);
  return { name: file, bytes, font };
}

let opened: LetterFonts | null = null;
/** Read once a process, by the first letter: they are two megabytes, which few processes need. */
export function loadLetterFonts(): LetterFonts {
  opened ??= { regular: files.regular.map(open), bold: files.bold.map(open) };
  return opened;
}

/** What is no sign of its own: it has no glyph, and needs none. */
const invisible = /[\p{Cf}\n]/u;
const covers = ({ font }: LetterFont, sign: string): boolean =>
  font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);

/** LTR-10: the first sign of a text that the fonts cannot draw; null: they draw them all. A box in the place of a name is no letter. */
export function findUndrawable({ regular }: LetterFonts, text: string): string | null {
  for (const sign of text)
    if (!invisible.test(sign) && !regular.some((one) => covers(one, sign))) return sign;
  return null;
}

/** Stretches of one font each. A sign that two fonts know (a space, a full stop) goes on in the one before it. */
export function splitByFont(
  fonts: readonly LetterFont[],
  text: string,
): { readonly font: LetterFont; readonly text: string }[] {
  const [first] = fonts;
  if (first === undefined) return [];
  const parts: { font: LetterFont; text: string }[] = [];
  for (const sign of text) {
    const last = parts.at(-1);
    const own = fonts.find((one) => covers(one, sign)) ?? first;
    const font = last !== undefined && covers(last.font, sign) ? last.font : own;
    if (last?.font === font) last.text += sign;
    else parts.push({ font, text: sign });
  }
  return parts;
}
