import { day, type Millis } from '@attend/kernel';
import { randomFrom } from '../random.ts';

/** What becomes of a device that failed: some weeks later it lies on its office's shelf again, or is worth no repair. */
export type Repair = { readonly until: Millis; readonly end: 'repaired' | 'retired' };

/** Of ten that fail, so many are worth it. */
const worthIt = 0.8;
/** Most are back within three weeks; a part that has to be ordered takes longer. */
const medianDays = 18;
const spread = 0.45;
const mostDays = 120;

/** `failed`: the assignment that ended by the fault: with the same seed the same one gives the same repair. */
export function repairOf(seed: number, failed: number, since: Millis): Repair {
  const random = randomFrom('repair', seed, failed);
  const days = Math.min(mostDays, random.logNormal(medianDays, spread));
  return { until: since + days * day, end: random.chance(worthIt) ? 'repaired' : 'retired' };
}
