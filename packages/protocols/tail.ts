/**
 * The unfinished bytes of a connection. A plain value: whoever keeps an older one keeps the bytes it had.
 *
 * Bytes that dribble in one by one must not be copied whole each time, so a tail leaves room behind its bytes and the
 * next one grows into it, sharing the store. `used` says how far the store has been written: a second continuation of
 * the same older tail finds more written than it knows of, and takes a store of its own.
 */
export type Tail = { readonly store: { readonly bytes: Uint8Array; used: number }; readonly length: number };

export const emptyTail: Tail = { store: { bytes: new Uint8Array(0), used: 0 }, length: 0 };

/** Bytes. Most frames are shorter: the rest of one then arrives without a second allocation. */
const roomForOne = 256;

/** A store of its own with bytes [start, end): no hold on the chunk that they came in, which may be far larger. */
export function tailOf(bytes: Uint8Array, start: number, end: number): Tail {
  const length = end - start;
  if (length === 0) return emptyTail;
  const own = new Uint8Array(Math.max(length, roomForOne));
  own.set(bytes.subarray(start, end));
  return { store: { bytes: own, used: length }, length };
}

/** The tail and after it the chunk's bytes [0, end). */
export function appendTail(tail: Tail, chunk: Uint8Array, end: number): Tail {
  const length = tail.length + end;
  const { store } = tail;
  const added = chunk.subarray(0, end);
  if (store.used === tail.length && length <= store.bytes.length) {
    store.bytes.set(added, tail.length);
    store.used = length;
    return { store, length };
  }
  // Doubling keeps the copying linear in what arrives.
  const bytes = new Uint8Array(Math.max(length, store.bytes.length * 2));
  bytes.set(store.bytes.subarray(0, tail.length));
  bytes.set(added, tail.length);
  return { store: { bytes, used: length }, length };
}
