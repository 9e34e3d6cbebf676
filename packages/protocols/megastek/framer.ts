import type { Framer, Scan } from '../framing.ts';
import { blank, hexDigit, isDigit, startsWith } from '../scan.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const dollar = 0x24;
const semicolon = 0x3b;
const exclamation = 0x21;
const comma = 0x2c;

/** The scan's note: what the frame at hand is; 0 is not known yet. */
const formMgv = 1;
/** Before the `$`, where a name stands, which is free text. */
const formName = 2;
/** From the `$` on. */
const formSentence = 3;
/** Lines that are none of the forms (AGPS requests, noise). */
const formOther = 4;

/** `STX`, 16 characters of id, two bytes of length, which may be any bytes at all, a line feed among them. */
const fixedHeader = 21;

/** Enough bytes to tell the forms apart: `LOGSTX,`, or four digits and `$MGV`. */
const enoughToTell = 8;

/** Notes the form and begins to look behind its header, whose bytes are no end even where they look like one. */
function begin(scan: Scan): void {
  const { bytes, start, end } = scan;
  const stx = startsWith(bytes, start, end, 'LOG') ? start + 3 : start;
  if (isMgvStart(bytes, start, end)) {
    scan.note = formMgv;
    scan.at = start + (bytes[start] === dollar ? 4 : 8);
  } else if (!startsWith(bytes, stx, end, 'STX')) {
    scan.note = formOther;
  } else if (bytes[stx + 3] === comma) {
    scan.note = formName;
    scan.at = stx + 4;
  } else {
    scan.note = formSentence;
    scan.at = stx + fixedHeader;
  }
}

/** `$MGV`, or four digits of length and `$MGV`. */
function isMgvStart(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === dollar) return startsWith(bytes, start, end, '$MGV');
  for (let at = start; at < start + 4; at++) if (!isDigit(bytes[at])) return false;
  return startsWith(bytes, start + 4, end, '$MGV');
}

/**
 * Three forms on one port, told apart by their first bytes. The stated length is not to be trusted (one real frame says
 * 125 and has 175 bytes), so a frame is cut at the first of: its own mark (`;!`, or `;` and two digits), the line's end,
 * or the next `$MGV` (with its four digits) or `STX`.
 */
function find(scan: Scan): boolean {
  const { bytes, end } = scan;
  if (scan.note === 0) {
    let start = scan.start;
    while (start < end && (bytes[start] ?? 0) <= blank) start++;
    scan.start = start;
    scan.at = start;
    if (end - start < enoughToTell && !scan.closed) return false;
    begin(scan);
  }
  let at = scan.at;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === lineFeed) return cut(scan, bytes[at - 1] === carriageReturn ? at - 1 : at, at + 1);
    if (byte === exclamation && scan.note === formMgv && bytes[at - 1] === semicolon)
      return cut(scan, at + 1, at + 1);
    if (byte === dollar && scan.note === formName) scan.note = formSentence;
    if (byte === lastOfMgv && at - 3 > scan.start && startsWith(bytes, at - 3, at + 1, '$MGV')) {
      return cutBefore(scan, beginOfMgv(scan, at - 3));
    }
    if (
      byte === lastOfStx &&
      at - 2 > scan.start &&
      mayHoldStx(scan) &&
      startsWith(bytes, at - 2, at + 1, 'STX')
    ) {
      return cutBefore(scan, beginOfStx(scan, at - 2));
    }
    if (scan.note === formSentence && bytes[at - 2] === semicolon && isHexPair(bytes, at))
      return cut(scan, at + 1, at + 1);
  }
  scan.at = Math.max(at, scan.at);
  return false;
}

const lastOfMgv = 0x56;
const lastOfStx = 0x58;
const mayHoldStx = (scan: Scan): boolean => scan.note === formSentence || scan.note === formOther;
const isHexPair = (bytes: Uint8Array, at: number): boolean =>
  hexDigit(bytes[at]) >= 0 && hexDigit(bytes[at - 1]) >= 0;

function cut(scan: Scan, stop: number, next: number): boolean {
  scan.stop = Math.max(stop, scan.start);
  scan.next = next;
  return true;
}

const cutBefore = (scan: Scan, at: number): boolean => cut(scan, at, at);

/** With the four digits before it, where they are there. */
function beginOfMgv(scan: Scan, at: number): number {
  for (let back = 1; back <= 4; back++)
    if (at - back <= scan.start || !isDigit(scan.bytes[at - back])) return at;
  return at - 4;
}

function beginOfStx(scan: Scan, at: number): number {
  return at - 3 > scan.start && startsWith(scan.bytes, at - 3, at, 'LOG') ? at - 3 : at;
}

/** Where four digits state a length, a shorter frame is not whole. Without them the closed input ends the line. */
function wholeAtClose(scan: Scan): boolean {
  const { bytes, start, end } = scan;
  if (!isDigit(bytes[start]) || !isMgvStart(bytes, start, end)) return true;
  let length = 0;
  for (let at = start; at < start + 4; at++) length = length * 10 + (bytes[at] ?? 0) - 0x30;
  return end - start - 4 >= length;
}

/** Bytes. The form's own length field ends at 9,999; the longest real frame has 350. */
export const megastekFramer: Framer = { longest: 4_096, find, wholeAtClose };
