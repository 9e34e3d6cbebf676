import { ByteReader, ByteWriter } from '../observation/bytes.ts';
import { packObservations, unpackObservations } from '../observation/pack.ts';
import type { Plan } from '../plan.ts';
import { findingsSince } from './engine.ts';
import type { State } from './state.ts';

/** Raised when what is stored no longer means the same: an older snapshot is then rebuilt from the readings. */
const layout = 2;

type Stored = Omit<State, 'recent' | 'fold' | 'nextLimit'> & { readonly nextLimit: number | null };

/** A state as bytes, to be sealed and stored. Under `zones` it holds no coordinates, as its observations hold none. */
export function encodeState(state: State): Uint8Array {
  const { recent, fold: _, nextLimit, ...rest } = state;
  const stored: Stored = { ...rest, nextLimit: Number.isFinite(nextLimit) ? nextLimit : null };
  const writer = new ByteWriter();
  writer.byte(layout);
  writer.text(JSON.stringify(stored));
  const packed = packObservations(recent);
  writer.unsigned(packed.length);
  for (const byte of packed) writer.byte(byte);
  return writer.finish();
}

/** Null: written by another layout; rebuild from the readings. Throws where the bytes are damaged. */
export function decodeState(plan: Plan, bytes: Uint8Array): State | null {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== layout) return null;
  const stored: Stored = JSON.parse(reader.text());
  const packed = new Uint8Array(reader.unsigned());
  for (let at = 0; at < packed.length; at += 1) packed[at] = reader.byte();
  const recent = unpackObservations(packed);
  // The rules after all are worked out again rather than stored: the same by the law of the engine.
  const { fold } = findingsSince(plan, stored.base, recent);
  return { ...stored, nextLimit: stored.nextLimit ?? Number.POSITIVE_INFINITY, recent, fold };
}
