import { flagAfter } from '@attend/casework';
import type { Observation } from '@attend/monitor';
import type { Item } from './item.ts';
import type { Replays } from './replays.ts';
import type { Wearer } from './wearer.ts';

/** What one upload gave of observations, as a stretch of the batch's. */
export type Taken = { readonly item: Item; readonly from: number; readonly to: number };

export const deviceOf = ({ deviceId, programmeId }: Wearer) => ({ id: deviceId, programmeId });

/** Which uploads brought something new, and which only what had been acknowledged long before. */
export function noteReplays(
  replays: Replays,
  wearer: Wearer,
  taken: readonly Taken[],
  observations: readonly Observation[],
  stored: readonly Observation[],
): void {
  const device = deviceOf(wearer);
  // Nearly always: all of it is new.
  if (stored.length === observations.length) {
    for (const { item } of taken) replays.fresh(device, item.address);
    return;
  }
  const kept = new Set(stored);
  const { newest } = wearer.state;
  for (const { item, from, to } of taken) {
    const own = observations.slice(from, to);
    if (own.length === 0) continue;
    if (own.some((one) => kept.has(one))) replays.fresh(device, item.address);
    else if (newest !== null && own.every((one) => isOld(one, newest)))
      replays.old(device, item.address, own.length, item.receivedAt);
  }
}

const isOld = ({ at, clock }: Observation, newest: number): boolean =>
  clock === 'stamp' && at < newest - flagAfter.resendWithin;
