import type { KeyObject } from 'node:crypto';
import {
  compilePlan,
  gate,
  isSameReading,
  type Observation,
  packObservations,
  standingViolations,
  unpackObservations,
} from '@attend/monitor';
import { seal, unseal } from '../keys/seal.ts';
import type { Item } from './item.ts';
import type { Wearer } from './wearer.ts';

/** AUT-7: under `zones` positions are kept only from the upload that confirms a violation on, and only while it stands. */

export const violationIdentity = (assignmentId: number, ordinal: number, version: number): string =>
  `violation/${assignmentId}/${ordinal}/${version}`;

/**
 * The positions of one commit while violations stand, sealed: for each of them apart, so that a withdrawn one takes its own away
 * and no other's. Where somebody was before it began is no part of a violation, whenever that is told; nor is what was there
 * already kept once more.
 */
export function sealViolation(
  wearer: Wearer,
  items: readonly Item[],
  stored: readonly Observation[],
  version: number,
): { ordinal: number; content: Buffer }[] {
  const { state, key, assignmentId } = wearer;
  const standing = standingViolations(state);
  if (standing.length === 0) return [];
  const positions = positionsOf(wearer, items, stored);
  return standing.flatMap((ordinal) => {
    const began = state.entries.find((entry) => entry.ordinal === ordinal)?.finding.from;
    const since = positions.filter(({ at }) => began !== undefined && at >= began);
    if (since.length === 0) return [];
    const packed = packObservations(since);
    return [{ ordinal, content: seal(key, violationIdentity(assignmentId, ordinal, version), packed) }];
  });
}

/** What the gate reduced to sides, as positions. */
function positionsOf(
  { plan }: Wearer,
  items: readonly Item[],
  stored: readonly Observation[],
): Observation[] {
  const reduced = stored.filter(({ level, place }) => level === 'zones' && place !== null);
  if (reduced.length === 0) return [];
  const positions: Observation[] = [];
  for (const { readings, receivedAt } of items) {
    for (const reading of readings) {
      const seen = gate(plan, reading, receivedAt);
      const index = reduced.findIndex((one) => one.receivedAt === receivedAt && isSameReading(one, seen));
      if (index < 0) continue;
      reduced.splice(index, 1);
      // A plan under which this one reading's position passes: the violation is its authority.
      const authority = [{ location: 'trail' as const, from: seen.at, to: seen.at + 1, withdrawnAt: null }];
      const open = compilePlan({ timezone: 'UTC', device: plan.device, authority, conditions: [] });
      positions.push(gate(open, reading, receivedAt));
    }
  }
  return positions;
}

export const unpackViolation = (
  key: KeyObject,
  assignmentId: number,
  ordinal: number,
  version: number,
  content: Uint8Array,
): Observation[] =>
  unpackObservations(unseal(key, violationIdentity(assignmentId, ordinal, version), content));
