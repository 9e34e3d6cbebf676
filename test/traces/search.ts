import type { Needle } from './needles.ts';
import { openStreams } from './streams.ts';

export type Trace = {
  readonly what: string;
  readonly form: string;
  /** Byte in what was searched, or in the stream that was opened in it. */
  readonly at: number;
  /** «zlib at 812»: the compressed streams it stood in. */
  readonly within: readonly string[];
};

/** Bytes between the two halves of a place that still belong together. */
const near = 64;
/** A stream in a stream in a stream: nobody writes more. */
const deepest = 3;

/** Looks for many needles in one pass. Made once, used for any number of buffers. */
export class Searcher {
  private readonly byHead = new Map<number, { readonly needle: Needle; readonly offset: number }[]>();
  private readonly heads = new Uint8Array(1 << 17);

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      if (needle.bytes.length < 4) throw new Error(`${needle.what}, ${needle.form}: too short to look for`);
      const offset = tellingOffset(needle.bytes);
      const head = needle.bytes.readUInt32LE(offset);
      const same = this.byHead.get(head);
      if (same === undefined) this.byHead.set(head, [{ needle, offset }]);
      else same.push({ needle, offset });
      const bit = placeOf(head);
      this.heads[bit >>> 3] = (this.heads[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
  }

  /** One trace for each needle's form, at its first place; also inside compressed streams. */
  search(bytes: Buffer, within: readonly string[] = []): Trace[] {
    const traces = new Map<string, Trace>();
    const add = (trace: Trace): void => {
      const key = `${trace.what} ${trace.form}`;
      if (!traces.has(key)) traces.set(key, trace);
    };
    for (const { what, form, at } of this.scan(bytes)) add({ what, form, at, within });
    if (within.length < deepest) {
      for (const { kind, at, content } of openStreams(bytes))
        for (const trace of this.search(content, [...within, `${kind} at ${at}`])) add(trace);
    }
    return [...traces.values()];
  }

  private *scan(bytes: Buffer): Generator<{ what: string; form: string; at: number }> {
    const halves = new Map<string, { lat: number; lon: number }>();
    const { heads } = this;
    let head = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      head = (head >>> 8) | ((bytes[end] ?? 0) << 24);
      if (end < 3) continue;
      const bit = placeOf(head);
      if (((heads[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
      for (const { needle, offset } of this.byHead.get(head >>> 0) ?? []) {
        const at = end - 3 - offset;
        if (at < 0 || at + needle.bytes.length > bytes.length) continue;
        if (bytes.compare(needle.bytes, 0, needle.bytes.length, at, at + needle.bytes.length) !== 0) continue;
        if (needle.partner === null) yield { what: needle.what, form: needle.form, at };
        else {
          const { key, role } = needle.partner;
          const half = halves.get(key) ?? { lat: -1e9, lon: -1e9 };
          half[role] = at;
          halves.set(key, half);
          if (Math.abs(half.lat - half.lon) <= near) yield { what: needle.what, form: needle.form, at };
        }
      }
    }
  }
}

/** Where the four bytes stand that chance and emptiness hold least: files are full of zeros. */
function tellingOffset(bytes: Buffer): number {
  const weigh = (offset: number): number =>
    new Set(bytes.subarray(offset, offset + 4).filter((byte) => byte !== 0 && byte !== 255)).size;
  let best = 0;
  for (let offset = 1; offset + 4 <= bytes.length; offset += 1)
    if (weigh(offset) > weigh(best)) best = offset;
  return best;
}

/** A million places, so that nearly every byte is passed by with one look. */
const placeOf = (head: number): number => Math.imul(head, 0x9e3779b1) >>> 12;
