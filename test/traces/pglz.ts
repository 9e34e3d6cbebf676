/**
 * PostgreSQL's compression of long values (src/common/pg_lzcompress.c): a control byte for eight items, each a byte as it is or
 * a copy of 3 to 273 bytes from up to 4,095 back.
 */
function decompress(
  source: Uint8Array,
  rawSize: number,
): { readonly bytes: Buffer; readonly whole: boolean } {
  const out = Buffer.alloc(rawSize);
  let read = 0;
  let written = 0;
  while (read < source.length && written < rawSize) {
    let control = source[read] ?? 0;
    read += 1;
    for (let item = 0; item < 8 && read < source.length && written < rawSize; item += 1) {
      if ((control & 1) === 0) {
        out[written] = source[read] ?? 0;
        read += 1;
        written += 1;
      } else {
        const head = source[read] ?? 0;
        let length = (head & 0x0f) + 3;
        const back = ((head & 0xf0) << 4) | (source[read + 1] ?? 0);
        read += 2;
        if (length === 18) {
          length += source[read] ?? 0;
          read += 1;
        }
        if (back === 0 || back > written) return { bytes: out.subarray(0, written), whole: false };
        for (let n = 0; n < length && written < rawSize; n += 1, written += 1) {
          out[written] = out[written - back] ?? 0;
        }
      }
      control >>= 1;
    }
  }
  return { bytes: out.subarray(0, written), whole: written === rawSize && read >= source.length };
}

/** A page holds 8,192 bytes; a chunk of a value that was moved out of line some 1,996. */
const largestInline = 8_192;
const chunkLength = 1_996;
const largestRaw = 1 << 24;

/**
 * A compressed value that begins here: in its row (a header that says so, its length, the raw length), or the first chunk of one
 * moved out of line. Null: none. Only the little-endian layout: that of every machine this runs on.
 */
export function openPglz(bytes: Buffer, at: number): Buffer | null {
  if (at + 12 > bytes.length) return null;
  const header = bytes[at] ?? 0;
  if ((header & 3) === 2) {
    const length = bytes.readUInt32LE(at) >>> 2;
    if (length < 12 || length > largestInline || at + length > bytes.length) return null;
    return openRaw(bytes, at + 4, at + length, true);
  }
  if ((header & 3) === 0) {
    const length = bytes.readUInt32LE(at) >>> 2;
    if (length !== chunkLength + 4 || at + length > bytes.length) return null;
    return openRaw(bytes, at + 4, at + length, false);
  }
  return null;
}

function openRaw(bytes: Buffer, from: number, upto: number, isWhole: boolean): Buffer | null {
  const info = bytes.readUInt32LE(from);
  const rawSize = info & 0x3fffffff;
  const packed = upto - from - 4;
  // The upper two bits say how: 0 is this. It is kept only where it saves something.
  if (info >>> 30 !== 0 || rawSize <= packed || rawSize > largestRaw || rawSize > packed * 100) return null;
  const { bytes: opened, whole } = decompress(
    bytes.subarray(from + 4, upto),
    isWhole ? rawSize : Math.min(rawSize, 1 << 20),
  );
  return isWhole && !whole ? null : opened;
}
