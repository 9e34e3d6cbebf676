import { type AlertFacts, type AlertKind, alertKinds, formatInstant, type Millis } from '@attend/kernel';

const instantOrNull = (time: Millis | null): string | null => (time === null ? null : formatInstant(time));

/** CONTRACTS.md, «attend replay»: an alert as its line. `withdrawnAt` stands only where late readings took it back. */
export function alertLine(facts: AlertFacts, device: string) {
  const { kind, condition, from, to, raisedAt, clearedAt, withdrawnAt, severity, certainty } = facts;
  return {
    kind,
    condition,
    device,
    from: formatInstant(from),
    to: instantOrNull(to),
    raisedAt: formatInstant(raisedAt),
    clearedAt: instantOrNull(clearedAt),
    ...(withdrawnAt === null ? {} : { withdrawnAt: formatInstant(withdrawnAt) }),
    severity,
    certainty,
    because: facts.because,
    readings: facts.readings.map(formatInstant),
    policy: { name: facts.policy.name, revision: facts.policy.revision },
  };
}
export type AlertLine = ReturnType<typeof alertLine>;

const rank = (kind: AlertKind): number => alertKinds.indexOf(kind);
const text = (condition: string | null): string => condition ?? '';

/** The order of the lines: by `from`, then by what does not depend on arrival, then by when they were raised. */
export function compareAlerts(a: AlertFacts, b: AlertFacts): number {
  if (a.from !== b.from) return a.from - b.from;
  if (a.kind !== b.kind) return rank(a.kind) - rank(b.kind);
  if (a.condition !== b.condition) return text(a.condition) < text(b.condition) ? -1 : 1;
  return (a.to ?? Number.MAX_VALUE) - (b.to ?? Number.MAX_VALUE) || a.raisedAt - b.raisedAt;
}
