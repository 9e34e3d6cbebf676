import { day, type Failure, fail, type Millis, type Result, type Span, succeed } from '@attend/kernel';
import type { SuspensionKind } from './words.ts';

export type Suspension = Span & { readonly kind: SuspensionKind };

/** News of an arrest or of a bed in hospital comes days later; what is older is a matter for a person who reads the record whole. */
const longestAgo: Millis = 90 * day;
/** A known date, as of an operation: not a plan for some year. */
const furthestAhead: Millis = 366 * day;

const endOf = ({ to }: Span): number => to ?? Number.POSITIVE_INFINITY;

/** LIF-1: from when, at most until when, and never beside another one. */
export function permitSuspension(
  given: Suspension,
  standing: readonly Suspension[],
  now: Millis,
): Result<Suspension> {
  const { kind, from, to } = given;
  if (from < now - longestAgo)
    return fail({ code: 'too-long-ago', message: 'It begins at most 90 days ago.', path: ['from'] });
  if (from > now + (kind === 'death' ? 0 : furthestAhead))
    return fail({ code: 'too-far-ahead', message: 'It begins later than can be known.', path: ['from'] });
  if (kind === 'death' && to !== null)
    return fail({ code: 'no-end', message: 'This suspension has no end.', path: ['to'] });
  if (to !== null && to <= from)
    return fail({ code: 'bad-span', message: 'It ends before it begins.', path: ['to'] });
  const beside = standing.find((other) => from < endOf(other) && other.from < endOf(given));
  return beside === undefined ? succeed(given) : fail(alreadySuspended);
}

const alreadySuspended: Failure = {
  code: 'already-suspended',
  message: 'They are suspended in this time already: end or mark that suspension first.',
};

/** LIF-1: its end, said by a person. What has ended is not ended again, and what begins to-morrow is marked, not ended. */
export function permitEnd(standing: Suspension, to: Millis, now: Millis): Result<Millis> {
  if (standing.kind === 'death')
    return fail({
      code: 'no-end',
      message: 'This suspension has no end: mark it as entered in error where it was.',
    });
  if (standing.to !== null && standing.to <= now)
    return fail({ code: 'already-ended', message: 'This suspension has ended.' });
  if (to <= standing.from)
    return fail({ code: 'bad-span', message: 'It ends before it begins.', path: ['to'] });
  if (to > now + furthestAhead)
    return fail({ code: 'too-far-ahead', message: 'It ends later than can be known.', path: ['to'] });
  return succeed(to);
}

/** LIF-5: whether something that the program, or a person before they knew, wants to send to somebody is held back at an instant. */
export function holdsBack(
  suspension: { readonly kind: SuspensionKind; readonly begunAt: Millis },
  message: { readonly byStaff: boolean; readonly createdAt: Millis },
): 'never-sent' | 'held' | null {
  if (suspension.kind === 'death') return 'never-sent';
  // Whoever writes by hand to somebody in hospital knows that they are.
  return message.byStaff && message.createdAt >= suspension.begunAt ? null : 'held';
}
