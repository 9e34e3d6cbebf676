import { day, type Millis } from '@attend/kernel';
import type { Random } from '../random.ts';
import type { YearOrder, YearReview, YearWear } from './words.ts';

type Worn = YearWear['tier'];
const less: Readonly<Record<Worn, Worn>> = { ankle: 'wrist', wrist: 'phone', phone: 'phone' };
const more: Readonly<Record<Worn, Worn>> = { ankle: 'ankle', wrist: 'ankle', phone: 'wrist' };

/** Days between two reviews, as the program's own policy has them. */
const reviewEvery: Readonly<Record<Worn, number>> = { ankle: 60, wrist: 90, phone: 180 };
/** Of those who are looked at, how many go a tier down. */
const stepsDown: Readonly<Record<Worn, number>> = { ankle: 0.35, wrist: 0.3, phone: 0 };
/** And of how many two people decided more. */
const stepsUp: Readonly<Record<Worn, number>> = { ankle: 0, wrist: 0.01, phone: 0.005 };
/** Days that a decision takes after the date: mostly before it, in one of twelve late. */
const decidedAfter = (random: Random): number =>
  random.chance(1 / 12) ? random.between(1, 45) : random.between(-7, 0);
/** A device serves some three years until it fails. */
const meanDaysToFault = 1_100;

/** What somebody who begins with a tier wears from `joined` to `left`, with the reviews of it, as people decided them. */
export function wearOf(
  random: Random,
  first: Worn,
  joined: Millis,
  left: Millis | null,
  { until }: YearOrder,
): { readonly wear: readonly YearWear[]; readonly reviews: readonly YearReview[] } {
  const end = Math.min(left ?? until, until);
  const wear: YearWear[] = [];
  const reviews: YearReview[] = [];
  let tier = first;
  let since = joined;
  let from = joined;
  let dueOn = joined + reviewEvery[tier] * day;
  let fault = joined + random.exponential(meanDaysToFault) * day;
  for (;;) {
    const decidedAt = dueOn + decidedAfter(random) * day;
    const next = Math.min(decidedAt, fault);
    if (next >= end) break;
    if (fault < decidedAt) {
      wear.push({ tier, from, to: fault, ended: 'fault' });
      // The day that it takes until somebody has another.
      from = fault + random.between(0.2, 2) * day;
      fault = from + random.exponential(meanDaysToFault) * day;
      if (from >= end) return { wear, reviews };
      continue;
    }
    const drawn = random.next();
    const decision =
      drawn < stepsDown[tier] ? 'step-down' : drawn < stepsDown[tier] + stepsUp[tier] ? 'step-up' : 'stay';
    const tierTo = decision === 'step-down' ? less[tier] : decision === 'step-up' ? more[tier] : tier;
    const proposal = decision === 'step-down' ? decision : 'stay';
    reviews.push({ dueOn, tier, tierSince: since, decidedAt, proposal, decision, tierTo });
    if (decision !== 'stay') {
      // The device before is handed in when the next one is fitted; where it failed that day, the next begins later.
      if (decidedAt > from) wear.push({ tier, from, to: decidedAt, ended: decision });
      tier = tierTo;
      since = decidedAt;
      from = Math.max(from, decidedAt);
      fault = from + random.exponential(meanDaysToFault) * day;
    }
    dueOn = Math.max(dueOn, decidedAt) + reviewEvery[tier] * day;
  }
  const hasLeft = left !== null && left <= until;
  wear.push({ tier, from, to: hasLeft ? end : null, ended: hasLeft ? 'left' : null });
  if (!hasLeft)
    reviews.push({
      ...{ dueOn, tier, tierSince: since, decidedAt: null, decision: null, tierTo: null, proposal: 'stay' },
    });
  return { wear, reviews };
}
