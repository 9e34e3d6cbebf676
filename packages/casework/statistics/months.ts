import type { Millis } from '@attend/kernel';

/** The last months that are over, the latest first. */
export function monthsBefore(now: Millis, timezone: string, count: number): string[] {
  const current = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toPlainYearMonth();
  return Array.from({ length: count }, (_, at) => current.subtract({ months: at + 1 }).toString());
}
