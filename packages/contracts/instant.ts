import { formatInstant, parseInstant } from '@attend/kernel';
import { z } from 'zod';
import { handle, shortText } from './text.ts';

/** RFC 3339 with offset; in UTC on output. */
export const instant = z.iso.datetime({ offset: true });
const firstInstant = -62_135_596_800_000;
const lastInstant = 253_402_300_800_000;
/**
 * An instant as a caller gives it, brought to UTC: RFC 3339 knows offsets of nearly a day and a year 0, PostgreSQL neither. What
 * lies outside the years 1 to 9999 is nobody's appointment.
 */
export const givenInstant = instant.transform((text, context): string => {
  const at = parseInstant(text);
  if (at !== null && at >= firstInstant && at < lastInstant) return formatInstant(at);
  context.addIssue({ code: 'custom', message: 'is no instant of the years 1 to 9999' });
  return z.NEVER;
});
export const id = z.uuid();
/** A list's place to go on from: opaque, given back as it came. */
export const cursor = handle.max(512);
/** Why somebody's data is looked at; kept in the access record. */
export const purpose = shortText(200);
