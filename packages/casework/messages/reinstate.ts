import { fail, type Millis, type Result, succeed } from '@attend/kernel';

/** Long enough to notice a slip of the day before; what ended longer ago is asked about anew, with its consent. */
export const reinstatableFor: Millis = 24 * 3_600_000;

/** FRM-11: when it ended, where it is not too long ago. */
export function permitReinstating(endedAt: Millis | null, now: Millis): Result<Millis> {
  if (endedAt === null) return fail({ code: 'changed', message: 'This contact point has not ended.' });
  return now - endedAt > reinstatableFor
    ? fail({ code: 'past', message: 'It ended more than a day ago: enter it anew, and ask for consent.' })
    : succeed(endedAt);
}
