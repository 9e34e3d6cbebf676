import { emptyFrame, rejectedFrame } from '../frames.ts';
import type { Frame } from '../protocol.ts';
import { blank, hexDigit, isDigit, splitFields, startsWith } from '../scan.ts';
import { fields } from './fields.ts';
import { decodeMgv } from './mgv.ts';
import { decodeFixed, decodeStx } from './stx.ts';

export type MegastekMemory = { readonly device: string | null };

const semicolon = 0x3b;
const exclamation = 0x21;
const comma = 0x2c;

/** One frame of any of the three forms. */
export function decodeMegastek(
  bytes: Uint8Array,
  start: number,
  frameEnd: number,
  memory: MegastekMemory,
): Frame {
  const bound = memory.device;
  const reject = (reason: string, device: string | null): Frame =>
    rejectedFrame(device, reason, bytes, start, frameEnd);
  const end = contentEnd(bytes, start, frameEnd);
  const mgv = isDigit(bytes[start]) ? start + 4 : start;
  if (startsWith(bytes, mgv, end, '$MGV')) {
    if (!splitFields(fields, bytes, mgv, end)) return reject('The frame has more than 128 fields.', bound);
    return decodeMgv(fields, bound, reject);
  }
  const stored = startsWith(bytes, start, end, 'LOG');
  const stx = stored ? start + 3 : start;
  if (!startsWith(bytes, stx, end, 'STX')) {
    // Requests for satellite data: the device asks for help with its own fix and tells us nothing that we keep.
    if (startsWith(bytes, start, end, 'cmd=')) return emptyFrame(bound, null);
    return reject('The line begins as no frame of this protocol does.', bound);
  }
  if (bytes[stx + 3] !== comma) {
    if (end < stx + 21) return reject('The frame ends within its header.', bound);
    return decodeFixed(fields, bytes, stx + 3, end, bound, stored, reject);
  }
  if (!splitFields(fields, bytes, stx, end)) return reject('The frame has more than 128 fields.', bound);
  return decodeStx(fields, bound, stored, reject);
}

/** Where the last field ends: before `;!`, `;` and two digits, or a lone `;` of a frame cut short. */
function contentEnd(bytes: Uint8Array, start: number, frameEnd: number): number {
  let end = frameEnd;
  while (end > start && (bytes[end - 1] ?? 0) <= blank) end--;
  if (bytes[end - 1] === exclamation && bytes[end - 2] === semicolon) return Math.max(start, end - 2);
  if (bytes[end - 1] === semicolon) return end - 1;
  const digits = hexDigit(bytes[end - 1]) >= 0 && hexDigit(bytes[end - 2]) >= 0;
  return digits && end - 3 > start && bytes[end - 3] === semicolon ? end - 3 : end;
}
