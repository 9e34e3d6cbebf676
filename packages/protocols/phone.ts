import type { Millis } from '@attend/kernel';

/** What the phones' protocols have in common: unknown values are written as -1, stamps count from 1970, accuracy is a 68 % radius. */

/** 9999-12-31T23:59:59.999Z: RFC 3339 cannot write a later stamp. */
const lastInstant = 253_402_300_799_999;

/** Milliseconds from 1970 as a stamp; NaN where it is before that or past what can be written. */
export function instantOf(milliseconds: number): Millis {
  // Plus zero, as JSON knows a `-0`, which is no other instant but would make two readings of one.
  const whole = Math.round(milliseconds) + 0;
  return whole >= 0 && whole <= lastInstant ? whole : Number.NaN;
}

/** Negative is «unknown». */
export function unlessNegative(value: number | null): number | null {
  return value !== null && value < 0 ? null : value;
}

/**
 * Whether a text can be a phone's id: up to 100 letters and digits of any script and the signs that topics and
 * identifiers have. No control characters, none that turn the direction of writing.
 */
const identifier = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _.:@/+#~-]{0,99}$/u;
export const isIdentifier = (text: string): boolean => text.length <= 256 && identifier.test(text);

/** Sides of a request's identity that are longer than this are no device's. */
export const longestPath = 16_384;
