import type { Framer, Scan } from '../framing.ts';
import { blank, hexNumber, isDigit } from '../scan.ts';

const open = 0x5b;
const close = 0x5d;
const star = 0x2a;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** The scan's note: 0 before a frame, -1 in bytes that are no frame, else how many brackets stand open. */
const noise = -1;

/** Stated lengths are wrong by up to 13 bytes in real frames; behind so many more the frame is surely over. */
const lengthSlack = 16;

/** `[`, maker, `*`, id of 15 digits, `*`, index, `*`, length, `*`. */
const longestHeader = 1 + 2 + 1 + 15 + 1 + 4 + 1 + 4 + 1;

/**
 * A frame ends where its brackets balance: names of Wi-Fi networks may hold brackets, and stated lengths are often
 * wrong. A name with a lone `[` would swallow all that follows, so a frame also ends at a `]` exactly where its length
 * says, and, once past its length, before the header of a next one.
 */
function find(scan: Scan): boolean {
  const { bytes, end } = scan;
  if (scan.note === 0) skipBlanks(scan);
  for (; scan.at < end; scan.at++) {
    const byte = bytes[scan.at];
    if (byte !== open && byte !== close) {
      if (scan.note === 0) scan.note = noise;
      if (scan.note === noise && byte === lineFeed) return cut(scan, scan.at + 1);
      continue;
    }
    if (scan.note <= 0) {
      if (byte === close) scan.note = noise;
      // What stood before the bracket is no frame of anybody's.
      else if (scan.at > scan.start) return cut(scan, scan.at);
      else scan.note = 1;
      continue;
    }
    if (scan.extent === 0) noteLength(scan);
    if (byte === open) {
      const next = mayBeNext(scan) ? headerAt(bytes, scan.at, end) : no;
      if (next === unsure && !scan.closed) return false;
      if (next === yes) return cut(scan, scan.at);
      scan.note++;
      continue;
    }
    scan.note--;
    if (scan.note === 0 || scan.at - scan.start === scan.extent) return cut(scan, scan.at + 1);
  }
  return false;
}

function cut(scan: Scan, at: number): boolean {
  scan.stop = at;
  while (scan.stop > scan.start && isLineEnd(scan.bytes[scan.stop - 1])) scan.stop--;
  scan.next = at;
  return true;
}

const isLineEnd = (byte: number | undefined): boolean => byte === carriageReturn || byte === lineFeed;

function skipBlanks(scan: Scan): void {
  while (scan.start < scan.end && (scan.bytes[scan.start] ?? 0) <= blank) scan.start++;
  scan.at = Math.max(scan.at, scan.start);
}

/** No length: the header is not one that we can read, and only brackets count. */
const noLength = -1_000_000;

/** Notes where the closing bracket stands by the stated length, counted from the frame's start. */
function noteLength(scan: Scan): void {
  const { bytes, start } = scan;
  // The header stands before the first bracket inside: looking further would make it depend on what has arrived.
  const end = scan.at;
  scan.extent = noLength;
  let groups = 0;
  let groupStart = start + 1;
  for (let at = start + 1; at < Math.min(end, start + longestHeader); at++) {
    if (bytes[at] !== star) continue;
    groups++;
    const isHex = at - groupStart === 4 && !Number.isNaN(hexNumber(bytes, groupStart, at));
    // The third group is the length, or the index where a fourth of the same kind follows.
    if (groups >= 3 && isHex) scan.extent = at + 1 - start + hexNumber(bytes, groupStart, at);
    if (groups >= 3 && !isHex) return;
    groupStart = at + 1;
  }
}

/** Whether a header here would begin a next frame: the one at hand is past its length and closed, or has no header itself. */
function mayBeNext(scan: Scan): boolean {
  if (scan.extent < 0) return true;
  return scan.at - scan.start > scan.extent + lengthSlack && followsClose(scan);
}

/** Whether what stands before, line ends aside, is a closing bracket. */
function followsClose(scan: Scan): boolean {
  let at = scan.at - 1;
  while (at > scan.start && isLineEnd(scan.bytes[at])) at--;
  return scan.bytes[at] === close;
}

const no = 0;
const yes = 1;
const unsure = 2;

/** Whether `[`, two characters, `*`, 9 to 15 digits and `*` stand at `at`. */
function headerAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 >= end) return unsure;
  if (bytes[at + 3] !== star) return no;
  let digits = at + 4;
  while (digits < end && isDigit(bytes[digits]) && digits - at <= 4 + 15) digits++;
  if (digits >= end) return unsure;
  return bytes[digits] === star && digits - at - 4 >= 9 && digits - at - 4 <= 15 ? yes : no;
}

/** An open bracket without its close is unfinished; bytes before any bracket are none. */
const wholeAtClose = (scan: Scan): boolean => scan.note <= 0;

/** Bytes. The length has four hexadecimal digits; voice messages come near it. */
export const watchFramer: Framer = { longest: 0xffff + longestHeader + 1, find, wholeAtClose };
