import type { Framer, Scan } from './framing.ts';
import { blank } from './scan.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Sentences that begin with a byte of their own and end with the line. Such a byte inside a line begins a new sentence
 * too: it never stands in a field, and where a line was cut short the next one is saved by it.
 */
export function sentenceFramer(options: {
  readonly first: number;
  /** A byte that ends a sentence besides the line's end, or -1. */
  readonly last: number;
  readonly longest: number;
}): Framer {
  const { first, last, longest } = options;
  const find = (scan: Scan): boolean => {
    const { bytes, end } = scan;
    let at = scan.at;
    if (at === scan.start) {
      while (at < end && ((bytes[at] ?? 0) <= blank || bytes[at] === last)) at++;
      scan.start = at;
    }
    for (; at < end; at++) {
      const byte = bytes[at];
      const ends = byte === lineFeed || byte === carriageReturn || byte === last;
      // Of several first bytes in a row the last begins the sentence, and those before it are one wrong frame, not one each.
      const repeated = at > scan.start && bytes[at - 1] === first;
      if (!ends && repeated && byte !== first && at - 1 > scan.start) {
        scan.stop = at - 1;
        scan.next = at - 1;
        return true;
      }
      if (ends || (byte === first && at > scan.start && !repeated)) {
        scan.stop = at;
        scan.next = ends ? at + 1 : at;
        return true;
      }
    }
    scan.at = at;
    return false;
  };
  return { longest, find, wholeAtClose: () => true };
}
