import { constants, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { openPglz } from './pglz.ts';

export type Stream = { readonly kind: string; readonly at: number; readonly content: Buffer };

/** As far into the buffer as a stream is followed, and as much as is made of it. */
const longest = 512 * 1024;
const largest = 8 * 1024 * 1024;
/** Shorter ones hold nothing that can be told from chance. */
const shortest = 8;

const flush = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: largest };

/** Every compressed stream that begins anywhere: zlib, gzip, zstd, and PostgreSQL's own compression of values. */
export function* openStreams(bytes: Buffer): Generator<Stream> {
  for (let at = 0; at + shortest < bytes.length; at += 1) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    if (first === 0x78 && ((first << 8) | second) % 31 === 0)
      yield* tried('zlib', at, () => inflateSync(bytes.subarray(at, at + longest), flush));
    else if (first === 0x1f && second === 0x8b && bytes[at + 2] === 8)
      yield* tried('gzip', at, () =>
        inflateRawSync(bytes.subarray(bodyOfGzip(bytes, at), at + longest), flush),
      );
    else if (first === 0x28 && second === 0xb5 && bytes[at + 2] === 0x2f && bytes[at + 3] === 0xfd)
      yield* tried('zstd', at, () =>
        zstdDecompressSync(bytes.subarray(at, at + longest), {
          finishFlush: constants.ZSTD_e_flush,
          maxOutputLength: largest,
        }),
      );
    // A header in the row, or that of a whole chunk out of line: most bytes are neither.
    const opened = (first & 3) === 2 || (first === 0x40 && second === 0x1f) ? openPglz(bytes, at) : null;
    if (opened !== null) yield { kind: 'pglz', at, content: opened };
  }
}

/** RFC 1952: the deflated body begins after ten bytes and what the flags say. What follows its end is no matter. */
function bodyOfGzip(bytes: Buffer, at: number): number {
  const flags = bytes[at + 3] ?? 0;
  let from = at + 10;
  if (flags & 4) from += 2 + bytes.readUInt16LE(from);
  for (const flag of [8, 16]) if (flags & flag) from = bytes.indexOf(0, from) + 1;
  return flags & 2 ? from + 2 : from;
}

/** What is none, or broken, opens to nothing. */
function tried(kind: string, at: number, open: () => Buffer): Stream[] {
  try {
    const content = open();
    return content.length < shortest ? [] : [{ kind, at, content }];
  } catch {
    return [];
  }
}
