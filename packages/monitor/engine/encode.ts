import { ByteReader, ByteWriter } from '../observation/bytes.ts';
import { unpackObservations } from '../observation/pack.ts';
import type { Plan } from '../plan.ts';
import { foldOne } from './fold.ts';
import { packSegment, type Segment } from './segments.ts';
import { baseOf, type Memory, type State, serverMemory } from './state.ts';

/** Raised when what is stored no longer means the same: an older snapshot is then rebuilt from the readings. */
const layout = 4;

/** What is stored as text; the rest is packed. The rules after all are worked out again: the same by the law of the engine. */
type Stored = Pick<
  State,
  'clock' | 'baseAt' | 'entries' | 'nextOrdinal' | 'lateUntil' | 'contact' | 'newest' | 'frozen'
> & { readonly base: State['fold']; readonly nextLimit: number | null };

/** A state as bytes, to be sealed and stored. Under `zones` it holds no coordinates, as its observations hold none. */
export function encodeState(state: State): Uint8Array {
  const { clock, baseAt, entries, nextOrdinal, lateUntil, contact, newest, frozen, nextLimit } = state;
  const stored: Stored = {
    base: baseOf(state),
    nextLimit: Number.isFinite(nextLimit) ? nextLimit : null,
    ...{ clock, baseAt, entries, nextOrdinal, lateUntil, contact, newest, frozen },
  };
  const writer = new ByteWriter();
  writer.byte(layout);
  writer.text(JSON.stringify(stored));
  for (const hashes of [state.seen, state.judged]) {
    writer.unsigned(hashes.size);
    for (const hash of hashes) writer.unsigned(hash);
  }
  writer.unsigned(state.segments.length);
  for (const segment of state.segments) {
    const isOpen = segment.list !== null;
    const { list } = segment;
    writer.bytes(packSegment(segment));
    if (isOpen) segment.list = list;
  }
  return writer.finish();
}

/** Null: written by another layout; rebuild from the readings. Throws where the bytes are damaged. */
export function decodeState(plan: Plan, bytes: Uint8Array, memory: Memory = serverMemory): State | null {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== layout) return null;
  const { base, nextLimit, ...rest }: Stored = JSON.parse(reader.text());
  const [seen, judged] = [readHashes(reader), readHashes(reader)];
  const segments: Segment[] = [];
  let fold = base;
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    const packed = reader.bytes();
    const list = unpackObservations(packed);
    const firstAt = list[0]?.at ?? 0;
    segments.push({
      before: fold,
      firstAt,
      count: list.length,
      list: left === 1 ? list : null,
      packed,
      changed: false,
    });
    for (const one of list) fold = foldOne(plan, fold, one).fold;
  }
  return { ...rest, memory, nextLimit: nextLimit ?? Number.POSITIVE_INFINITY, seen, judged, segments, fold };
}

function readHashes(reader: ByteReader): Set<number> {
  const hashes = new Set<number>();
  for (let left = reader.unsigned(); left > 0; left -= 1) hashes.add(reader.unsigned());
  return hashes;
}
