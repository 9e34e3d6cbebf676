import type { Millis } from '@attend/kernel';

/** Nobody is written to between these hours of their own clock. */
export const quietFromHour = 21;
export const quietUntilHour = 8;

/** The instant itself, or the end of the quiet hours it falls into: 8:00 of that morning where the recipient is. */
export function afterQuietHours(at: Millis, timezone: string): Millis {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  if (local.hour >= quietUntilHour && local.hour < quietFromHour) return at;
  const day = local.hour >= quietFromHour ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  // Where clocks change it is still 8:00 on the wall.
  return day.toZonedDateTime({ timeZone: timezone, plainTime: { hour: quietUntilHour } }).epochMilliseconds;
}
