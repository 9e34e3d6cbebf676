import anyAscii from 'any-ascii';
import { doubleMetaphone } from 'double-metaphone';

/** Longer names are cut: keys of pairs grow with the square. «María de los Ángeles Fernández de la Cruz» has seven. */
const maximumParts = 10;

/** What stands in a name and tells nobody from anybody. */
const particles: ReadonlySet<string> = new Set(
  'de del la las los el y e da das do dos di du des le van von der den bin ibn bint ben al ul ud'.split(' '),
);
export const isParticle = (part: string): boolean => particles.has(part);

/**
 * PPL-1: a name's parts as they are compared: transliterated to ASCII, lower case, without marks, apostrophes joined («O'Brien»,
 * «N'Diaye»), everything else between letters and digits separating. Order kept, doubles dropped.
 */
export function nameParts(name: string): string[] {
  const folded = anyAscii(name.normalize('NFKC')).toLowerCase();
  const parts = folded
    .replace(/['`’ʼ]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 0);
  return [...new Set(parts)].slice(0, maximumParts);
}

/** An identifier as it is compared: letters and digits, upper case. */
export const normaliseIdentifier = (identifier: string): string =>
  anyAscii(identifier.normalize('NFKC'))
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** Spellings that Spanish writes in several ways: b/v, s/z/c, ll/y, g/j/x, silent h, qu/k. */
const foldSpanish = (part: string): string =>
  part
    .replace(/^h/, '')
    .replace(/ll/g, 'y')
    .replace(/qu(?=[ei])/g, 'k')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/c(?=[ei])/g, 's')
    .replace(/x/g, 'j')
    .replace(/v/g, 'b')
    .replace(/z/g, 's');

/** H is written or not («Mohamed», «Muhammad», transliterated «mhmd»): sounds are compared without it. */
const codeOf = (code: string): string => code.replace(/H/g, '').replace(/(.)\1+/g, '$1');

/** PPL-2: how a part sounds, in up to three readings: double metaphone's two, and one with Spanish spellings folded. */
export function soundsOf(part: string): string[] {
  if (/\d/.test(part)) return [];
  const [first, second] = doubleMetaphone(part);
  const [folded] = doubleMetaphone(foldSpanish(part));
  return [...new Set([codeOf(folded), codeOf(first), codeOf(second)])].filter((code) => code.length > 1);
}

/** Below this a slip is as likely another name. */
const shortestWithSlips = 4;

/** PPL-3: the part with one letter left out, each way: two parts that share one differ by a slip (a letter more, less, other, or swapped). */
export function slipsOf(part: string): string[] {
  if (part.length < shortestWithSlips) return [];
  const slips = new Set<string>();
  for (let index = 0; index < part.length; index += 1)
    slips.add(part.slice(0, index) + part.slice(index + 1));
  return [...slips];
}

const shortestBeginning = 3;
const longestBeginning = 6;

/** The beginnings by which a part is found while it is being typed. */
export function beginningsOf(part: string): string[] {
  const beginnings: string[] = [];
  for (let length = shortestBeginning; length <= Math.min(longestBeginning, part.length - 1); length += 1) {
    beginnings.push(part.slice(0, length));
  }
  return beginnings;
}
