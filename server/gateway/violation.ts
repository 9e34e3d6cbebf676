import type { KeyObject } from 'node:crypto';
import {
  compilePlan,
  gate,
  levelAt,
  type Observation,
  packObservations,
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
 * and no other's.
 */
export function sealViolation(
  wearer: Wearer,
  standing: readonly number[],
  items: readonly Item[],
  version: number,
): { ordinal: number; content: Buffer }[] {
  if (standing.length === 0) return [];
  const positions: Observation[] = [];
  for (const { readings, receivedAt } of items) {
    for (const reading of readings) {
      if (reading.fix === null || reading.time === null) continue;
      if (levelAt(wearer.plan, reading.time, receivedAt) !== 'zones') continue;
      const trail = {
        location: 'trail',
        from: reading.time,
        to: reading.time + 1,
        withdrawnAt: null,
      } as const;
      positions.push(gate(openPlan(wearer, trail), reading, receivedAt));
    }
  }
  if (positions.length === 0) return [];
  const packed = packObservations(positions);
  return standing.map((ordinal) => ({
    ordinal,
    content: seal(wearer.key, violationIdentity(wearer.assignmentId, ordinal, version), packed),
  }));
}

/** A plan under which this one reading's position passes: the violation is its authority. */
const openPlan = (wearer: Wearer, authority: Parameters<typeof compilePlan>[0]['authority'][number]) =>
  compilePlan({ timezone: 'UTC', device: wearer.plan.device, authority: [authority], conditions: [] });

export const unpackViolation = (
  key: KeyObject,
  assignmentId: number,
  ordinal: number,
  version: number,
  content: Uint8Array,
): Observation[] =>
  unpackObservations(unseal(key, violationIdentity(assignmentId, ordinal, version), content));
