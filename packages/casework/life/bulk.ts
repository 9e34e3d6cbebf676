import { day, fail, type Millis, minute, type Result, type Span, succeed } from '@attend/kernel';

/** What need not be kept in a storm or an evacuation. */
export const bulkConditions = ['curfew', 'exclusion-zone', 'inclusion-zone', 'check-ins'] as const;
export type BulkCondition = (typeof bulkConditions)[number];

/** The office heard of it an hour ago; what lies further back was judged by then. */
const longestAgo: Millis = day;
/** A season's evacuation; a longer one is an amendment of orders. */
const longest: Millis = 60 * day;
const furthestAhead: Millis = 30 * day;

/** LIF-10: from about now, for a time that a supervisor can oversee. */
export function permitBulk(span: { readonly from: Millis; readonly to: Millis }, now: Millis): Result<null> {
  const { from, to } = span;
  if (to <= from || to <= now)
    return fail({ code: 'bad-span', message: 'It ends before it begins, or has ended.', path: ['to'] });
  if (from < now - longestAgo)
    return fail({ code: 'too-long-ago', message: 'It begins at most a day ago.', path: ['from'] });
  if (from > now + furthestAhead)
    return fail({ code: 'too-far-ahead', message: 'It begins at most 30 days from now.', path: ['from'] });
  return to - from <= longest
    ? succeed(null)
    : fail({ code: 'too-long', message: 'It lasts 60 days at most.', path: ['to'] });
}

/** Clocks of two machines differ. */
const apart: Millis = minute;
/** LIF-11: what holds, or is to come, can be taken back once. */
export function permitRevocation(
  standing: Span & { readonly revokedAt: Millis | null },
  now: Millis,
): Result<null> {
  if (standing.revokedAt !== null)
    return fail({ code: 'already-revoked', message: 'It was taken back already.' });
  return standing.to !== null && standing.to <= now - apart
    ? fail({ code: 'already-ended', message: 'It has ended.' })
    : succeed(null);
}
