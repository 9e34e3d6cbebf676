import { fixTimeOf, isStale } from '../authority/gate.ts';
import type { Observation } from '../observation/observation.ts';
import type { PolicyValues } from '../policy.ts';

/**
 * MON-20: its place says where somebody is now. Neither does an old one that was sent again, nor one of unknown time that was
 * stored. A stamp from before there was any authority is no broken clock: it was stored, unless the device says that it is live.
 */
export function isOfNow(observation: Observation, values: PolicyValues): boolean {
  const { place, at, clock, live } = observation;
  if (place === null) return false;
  if (clock !== 'stamp' && (live === false || (clock === 'before-authority' && live !== true))) return false;
  return place.kind === 'position' ? !isStale(fixTimeOf(place.time, observation), at, values) : !place.stale;
}
