import { excusingReasons } from '@attend/casework';
import { day, hour, type Millis } from '@attend/kernel';
import { type Random, randomFrom } from '../random.ts';
import { alertsOf } from './alerts.ts';
import { wearOf } from './wear.ts';
import type { PersonYear, YearCheckIn, YearHearing, YearOrder, YearWear } from './words.ts';

const year = 365 * day;
/** One in eight of those who were in it has left by the year's end. */
const leaves = 1 / 8;
/** As people begin; steps down make it one in ten with an ankle device at the year's end. */
const begins: readonly [readonly [YearWear['tier'], number], ...(readonly [YearWear['tier'], number])[]] = [
  ['phone', 0.48],
  ['wrist', 0.2],
  ['ankle', 0.32],
];
/** How often a wearer is seen, by what they began with. */
const cadences = { ankle: [4, 4, 8], wrist: [8, 8, 12], phone: [8, 12, 12] } as const;

/** A person's year, from the seed and their number alone; the same again for the same. */
export function personYear(order: YearOrder, index: number): PersonYear {
  const random = randomFrom(order.seed, 'year', index);
  const { until } = order;
  const first = random.pickByPart(begins);
  // Two in five stood already when the year began, and what went before it is not told.
  const joined = random.chance(0.4) ? until - year : until - random.between(1, 364) * day;
  const left = random.chance(leaves) ? joined + random.between(0.1, 1) * (until - joined) : null;
  const { wear, reviews } = wearOf(random, first, joined, left, order);
  const cadenceWeeks = random.pick([...cadences[first]] as [4 | 8 | 12, ...(4 | 8 | 12)[]]);
  // One in three hundred is still monitored though the order has ended: what an auditor asks for.
  const daysLeft = random.chance(1 / 300) ? -random.between(1, 30) : random.between(20, 500);
  return {
    ...{ index, joined, left, cadenceWeeks, wear, reviews },
    orderEnds: left ?? Math.max(joined + day, until + daysLeft * day),
    checkIns: checkInsOf(random, joined, left, cadenceWeeks, until),
    hearings: hearingsOf(random, joined, left, until),
    alerts: alertsOf(random, wear, order),
  };
}

function checkInsOf(
  random: Random,
  joined: Millis,
  left: Millis | null,
  weeks: number,
  until: Millis,
): YearCheckIn[] {
  const made: YearCheckIn[] = [];
  let on = joined + random.between(1, weeks * 7) * day;
  for (; on < Math.min(left ?? until, until); on += weeks * 7 * day) {
    const drawn = random.next();
    const status = drawn < 0.86 ? 'kept' : drawn < 0.92 ? 'excused' : drawn < 0.97 ? 'missed' : 'not-known';
    made.push({ on, status, reason: status === 'excused' ? random.pick(excusingReasons) : null });
  }
  if (left === null) made.push({ on, status: 'due', reason: null });
  return made;
}

function hearingsOf(random: Random, joined: Millis, left: Millis | null, until: Millis): YearHearing[] {
  const made: YearHearing[] = [];
  // Between eight and half past three in the simulated city.
  const hourOf = (at: Millis): Millis =>
    Math.floor(at / day) * day + 14 * hour + random.whole(0, 15) * (hour / 2);
  let at = hourOf(joined + random.between(10, 80) * day);
  for (; at < Math.min(left ?? until, until); at = hourOf(at + random.between(40, 160) * day)) {
    const drawn = random.next();
    const appearance =
      drawn < 0.72
        ? 'appeared'
        : drawn < 0.88
          ? 'appeared-remotely'
          : drawn < 0.97
            ? 'did-not-appear'
            : 'not-known';
    const isExcused = appearance === 'did-not-appear' && random.chance(0.4);
    made.push({ at, appearance, excuse: isExcused ? random.pick(excusingReasons) : null });
  }
  if (left === null) made.push({ at, appearance: null, excuse: null });
  return made;
}
