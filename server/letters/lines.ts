import bidiFactory from 'bidi-js';
import { type LetterFont, splitByFont } from './fonts.ts';

export type Direction = 'ltr' | 'rtl';
/** A stretch of a line as it is drawn, from left to right: one font, its signs in the order in which the font lays them out. */
export type Stretch = { readonly font: LetterFont; readonly text: string };

const bidi = bidiFactory();

/** They have done their work once the levels are known, and have no glyph. */
const isControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Fonts turn what is of a script that is written from right to left by themselves. */
const turnsItself = /\p{Script=Arabic}/u;
const reverse = (text: string): string => [...text].reverse().join('');

/** A line as it stands on paper (Unicode Bidirectional Algorithm, UAX 9): numbers and Latin names within Arabic keep their own way. */
export function drawnLine(line: string, direction: Direction, fonts: readonly LetterFont[]): Stretch[] {
  const { levels } = bidi.getEmbeddingLevels(line, direction);
  const units = line.split('');
  // A parenthesis that opens opens to the other side (UAX 9, L4). What is mirrored is one unit long, as what it stands for.
  for (const [at, sign] of bidi.getMirroredCharactersMap(line, levels)) units[at] = sign;
  const parts: { level: number; text: string }[] = [];
  units.forEach((unit, at) => {
    if (isControl.test(unit)) return;
    const level = levels[at] ?? 0;
    const last = parts.at(-1);
    if (last?.level === level) last.text += unit;
    else parts.push({ level, text: unit });
  });
  const stretches = parts.flatMap(({ level, text }) =>
    splitByFont(fonts, text).map((part) => ({ ...part, level })),
  );
  return inVisualOrder(stretches).map(({ font, text, level }) => ({
    font,
    text: level % 2 === 1 && !turnsItself.test(text) ? reverse(text) : text,
  }));
}

/** UAX 9, L2: from the highest level down to the lowest odd one, whatever stands at that level or above is turned round. */
function inVisualOrder<T extends { readonly level: number }>(parts: readonly T[]): T[] {
  const ordered = [...parts];
  const highest = Math.max(0, ...parts.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1)
    for (let from = 0; from < ordered.length; from += 1) {
      let to = from;
      while ((ordered[to]?.level ?? -1) >= level) to += 1;
      if (to > from) {
        ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
        from = to;
      }
    }
  return ordered;
}

/** A text in lines no wider than `width`, broken at spaces; a word that is wider than a line alone is broken within. */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  const space = widthOf(' ');
  return text.split('\n').flatMap((given) => {
    const lines: string[] = [];
    let line: string[] = [];
    let used = 0;
    for (const word of given.split(/ +/).flatMap((one) => pieces(one, width, widthOf))) {
      // Words are measured alone: no letter joins another, or moves towards it, over a space.
      const more = widthOf(word);
      if (line.length > 0 && used + space + more > width) {
        lines.push(line.join(' '));
        line = [];
        used = 0;
      }
      used += (line.length > 0 ? space : 0) + more;
      line.push(word);
    }
    return [...lines, line.join(' ')];
  });
}

function pieces(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const sign of word) {
    if (piece !== '' && widthOf(piece + sign) > width) {
      found.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...found, piece];
}
