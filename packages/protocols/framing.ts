import { appendTail, emptyTail, type Tail, tailOf } from './tail.ts';

/**
 * Cutting a stream of bytes into frames, the same for every protocol: the protocol says only where a frame ends.
 * However the bytes are chunked, the same frames come out; bytes are looked at once; and what is kept between chunks is
 * never longer than the protocol's longest frame.
 */

/** What a framer looks at: bytes [start, end) begin with a frame; [start, at) have been looked through without finding its end. */
export type Scan = {
  readonly bytes: Uint8Array;
  readonly end: number;
  /** The input has closed: what stands here is all there will ever be. */
  readonly closed: boolean;
  start: number;
  at: number;
  /** The framer's own notes on the frame at `start`, both 0 when it begins; `extent` counts from `start`. */
  note: number;
  extent: number;
  /** Set where the end is found: the frame is [start, stop), the next one begins at `next`. */
  stop: number;
  next: number;
};

export type Framer = {
  /** Bytes. A longer frame is rejected once and skipped to its end. */
  readonly longest: number;
  /** Finds the end of the frame at `start` (which it moves past blanks), or notes how far it has looked. */
  find(scan: Scan): boolean;
  /** With the input closed: whether [start, end) counts as a whole frame, or its own bracket or length says that something is missing. */
  wholeAtClose(scan: Scan): boolean;
};

/** What a connection remembers of its bytes between chunks. */
export type Framing = {
  readonly tail: Tail;
  readonly at: number;
  readonly note: number;
  readonly extent: number;
  /** The frame at hand was too long, has been rejected, and is being skipped. */
  readonly skipping: boolean;
};

export const startFraming: Framing = { tail: emptyTail, at: 0, note: 0, extent: 0, skipping: false };

/** Takes one frame, [start, end) of `bytes`, which it must not keep. Where it is too long, its first bytes only. */
export type Take = (bytes: Uint8Array, start: number, end: number, tooLong: boolean) => void;

/**
 * Bytes. While a frame that is too long is skipped, so many are kept to look back on; and a frame without an end in
 * sight counts as too long only so far past the limit, as what ends it may stand before or behind where one has looked
 * (a watch's next header is 20 bytes, Megastek's next frame may begin four digits earlier). Else it would depend on the
 * chunking whether a frame of just the longest length is taken.
 */
const lookBehind = 32;

export function unfinishedBytes(framing: Framing): number {
  return framing.skipping ? 0 : framing.tail.length;
}

export function receiveBytes(framer: Framer, framing: Framing, chunk: Uint8Array, take: Take): Framing {
  if (framing.tail.length === 0) {
    const scan = scanOf(framing, chunk, chunk.length, false);
    const skipping = drain(framer, scan, scan.end, framing.skipping, take);
    return keep(scan, skipping, tailOf(chunk, scan.start, scan.end));
  }
  // Only so much of the chunk is copied behind the tail as can belong to the frame that began there.
  const taken = Math.min(chunk.length, framer.longest + 4 * lookBehind);
  const joined = appendTail(framing.tail, chunk, taken);
  const first = scanOf(framing, joined.store.bytes, joined.length, false);
  const skipping = drain(framer, first, framing.tail.length, framing.skipping, take);
  if (first.start < framing.tail.length || (first.at > first.start && taken === chunk.length)) {
    const rest = first.start === 0 ? joined : tailOf(first.bytes, first.start, first.end);
    return keep(first, skipping, rest);
  }
  const moved = framing.tail.length;
  const scan = scanOf(first, chunk, chunk.length, false);
  scan.start = first.start - moved;
  scan.at = first.at - moved;
  const still = drain(framer, scan, scan.end, skipping, take);
  return keep(scan, still, tailOf(chunk, scan.start, scan.end));
}

/** The input has closed. What its own bracket or length shows to be unfinished stays, and counts as left. */
export function closeFraming(framer: Framer, framing: Framing, take: Take): Framing {
  if (framing.tail.length === 0) return startFraming;
  const scan = scanOf(framing, framing.tail.store.bytes, framing.tail.length, true);
  const skipping = drain(framer, scan, scan.end, framing.skipping, take);
  if (skipping || scan.start >= scan.end) return startFraming;
  if (!framer.wholeAtClose(scan)) return keep(scan, false, tailOf(scan.bytes, scan.start, scan.end));
  take(scan.bytes, scan.start, scan.end, false);
  return startFraming;
}

function scanOf(
  notes: { at: number; note: number; extent: number },
  bytes: Uint8Array,
  end: number,
  closed: boolean,
): Scan {
  const { at, note, extent } = notes;
  return { bytes, end, closed, start: 0, at, note, extent, stop: 0, next: 0 };
}

function keep(scan: Scan, skipping: boolean, tail: Tail): Framing {
  if (tail.length === 0 && !skipping) return startFraming;
  return { tail, at: scan.at - scan.start, note: scan.note, extent: scan.extent, skipping };
}

/** Takes every whole frame that begins before `until`. Says whether the frame at hand is being skipped. */
function drain(framer: Framer, scan: Scan, until: number, skipping: boolean, take: Take): boolean {
  let skips = skipping;
  while (scan.start < until && framer.find(scan)) {
    if (!skips) take(scan.bytes, scan.start, scan.stop, scan.stop - scan.start > framer.longest);
    skips = false;
    scan.start = scan.next;
    scan.at = scan.next;
    scan.note = 0;
    scan.extent = 0;
  }
  if (!skips && scan.end - scan.start > framer.longest + lookBehind && scan.start < until) {
    take(scan.bytes, scan.start, scan.end, true);
    skips = true;
  }
  if (skips) {
    const start = Math.max(scan.start, scan.at - lookBehind);
    scan.extent -= start - scan.start;
    scan.start = start;
  }
  return skips;
}
