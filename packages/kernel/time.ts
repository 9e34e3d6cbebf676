/** An instant: milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export type Millis = number;

export const second: Millis = 1_000;
export const minute: Millis = 60_000;
export const hour: Millis = 3_600_000;
export const day: Millis = 86_400_000;

/** RFC 3339 in UTC, milliseconds only where there are any: `2026-03-01T12:00:00Z`. */
export function formatInstant(at: Millis): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}

/** Reads RFC 3339 with offset. Returns null for anything else. */
export function parseInstant(text: string): Millis | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}
