import type { Observation } from '../observation/observation.ts';
import { hashContent } from '../observation/order.ts';
import { holdsAt, placeIn } from './segments.ts';
import type { State } from './state.ts';

/**
 * Readings of one stamp that are believed. No device measures so often within a second; a clock that stands still does, and all
 * that carried its stamp would have to be held to be put in order.
 */
export const mostOfOneStamp = 128;

/**
 * AUT-14: the reading, or, where too many of its stamp have come, the same judged at its arrival and without its place: whether
 * that is of a time with authority cannot be known. One that came before its clock was found to stand still stays what it was.
 */
export function believedOf(state: State, one: Observation): Observation {
  if (one.clock !== 'stamp') return one;
  if (one.time !== state.frozen && !holdsAt(state.segments, one.at, mostOfOneStamp)) return one;
  if (state.seen.has(hashContent(one)) || placeIn(state.segments, one) === 'duplicate') return one;
  state.frozen = one.time;
  return { ...one, at: one.receivedAt, clock: 'frozen', place: null };
}
