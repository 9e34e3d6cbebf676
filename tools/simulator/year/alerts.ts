import type { AlertOutcome } from '@attend/casework';
import { day, hour, minute } from '@attend/kernel';
import type { Random } from '../random.ts';
import type { YearAlert, YearOrder, YearWear } from './words.ts';

/** Alerts a wearer-day, by what is worn: an ankle device alone knows a strap. */
const aDay: Readonly<Record<YearWear['tier'], number>> = { ankle: 0.08, wrist: 0.03, phone: 0.004 };
type Kind = readonly [YearAlert['kind'], YearAlert['severity']];
const kinds: Readonly<
  Record<YearWear['tier'], readonly [readonly [Kind, number], ...(readonly [Kind, number])[]]>
> = {
  ankle: [
    [['battery-low', 'low'], 0.35],
    [['silent', 'medium'], 0.25],
    [['curfew-absence', 'high'], 0.2],
    [['no-position', 'low'], 0.1],
    [['strap-opened', 'critical'], 0.05],
    [['exclusion-zone-entered', 'high'], 0.05],
  ],
  wrist: [
    [['battery-low', 'low'], 0.45],
    [['silent', 'medium'], 0.35],
    [['not-worn', 'medium'], 0.15],
    [['curfew-absence', 'high'], 0.05],
  ],
  phone: [
    [['silent', 'medium'], 0.8],
    [['no-position', 'low'], 0.2],
  ],
};
const outcomes: readonly [readonly [AlertOutcome, number], ...(readonly [AlertOutcome, number])[]] = [
  ['no-violation', 0.42],
  ['device-fault', 0.18],
  ['false-alert', 0.12],
  ['excused-work', 0.1],
  ['excused-illness', 0.06],
  ['violation-confirmed', 0.06],
  ['service-fault', 0.04],
  ['other', 0.02],
];
/** Of what is older than two days: nobody has ever looked at so many. */
const overlooked = 1 / 400;

/** Everything that one's devices raised, each in the span in which it was worn. */
export function alertsOf(random: Random, wear: readonly YearWear[], { until }: YearOrder): YearAlert[] {
  return wear.flatMap(({ tier, from, to }, at) => {
    const found: YearAlert[] = [];
    let raisedAt = from + random.exponential(1 / aDay[tier]) * day;
    const open = new Set<YearAlert['kind']>();
    while (raisedAt < (to ?? until)) {
      const one = alertAt(random, tier, at, raisedAt, until);
      // While one is open its repeats are occurrences of it.
      if (!open.has(one.kind)) found.push(one);
      if (one.closedAt === null && one.withdrawnAt === null) open.add(one.kind);
      raisedAt += random.exponential(1 / aDay[tier]) * day;
    }
    return found;
  });
}

function alertAt(
  random: Random,
  tier: YearWear['tier'],
  wear: number,
  raisedAt: number,
  until: number,
): YearAlert {
  const [kind, severity] = random.pickByPart(kinds[tier]);
  const began = { wear, kind, severity, from: raisedAt - random.between(1, 30) * minute, raisedAt };
  const to = raisedAt + random.logNormal(1.5, 0.8) * hour;
  const nobody = { acknowledgedAt: null, closedAt: null, outcome: null, withdrawnAt: null };
  if (random.chance(0.04))
    return { ...began, to, ...nobody, withdrawnAt: raisedAt + random.between(0.2, 8) * hour };
  const acknowledgedAt = raisedAt + random.logNormal(0.3, 1) * hour;
  if (random.chance(overlooked) || acknowledgedAt > until) return { ...began, to, ...nobody };
  const closedAt = acknowledgedAt + random.logNormal(4, 1) * hour;
  if (closedAt > until) return { ...began, to, ...nobody, acknowledgedAt };
  return { ...began, to, acknowledgedAt, closedAt, outcome: random.pickByPart(outcomes), withdrawnAt: null };
}
