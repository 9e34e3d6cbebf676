import {
  type Failure,
  fail,
  type Millis,
  type Result,
  say,
  succeed,
  tell,
  type Wording,
  word,
  wordList,
} from '@attend/kernel';
import type { ExcusingReason } from '../excuses.ts';
import { type CivilDay, dayOf, type OfficeCalendar, slotsOf, spanOfDay } from './calendar.ts';
import type { CheckInStatus, ContactWay, LetGo } from './words.ts';

/** In which order contact is tried where a programme has not said otherwise. */
export const usualLadder: readonly ContactWay[] = ['message', 'call', 'letter', 'visit'];

export type CheckInStanding = {
  readonly status: CheckInStatus;
  /** Null: it is asked for. */
  readonly letGo: LetGo | null;
  /** What was said of it was entered in error. */
  readonly inError: boolean;
  readonly windowFrom: CivilDay;
  readonly windowTo: CivilDay;
  readonly slotAt: Millis | null;
};

export const isOpen = ({ status, inError }: Pick<CheckInStanding, 'status' | 'inError'>): boolean =>
  !inError && (status === 'due' || status === 'booked');

const closed = (status: CheckInStatus): Failure => ({
  code: 'already-decided',
  ...say('This check-in stands as {status}.', { status: word(status) }),
});

/** CHK-8: a booking or a move is into a slot of the office's opening hours, within the window, and not in the past. */
export function permitBooking(
  standing: CheckInStanding,
  calendar: OfficeCalendar,
  slotMinutes: number,
  at: Millis,
  now: Millis,
): Result<Millis> {
  if (!isOpen(standing)) return fail(closed(standing.status));
  const on = dayOf(at, calendar.timezone);
  const refuse = (code: string, wording: Wording) => fail({ code, ...tell(wording), path: ['body', 'at'] });
  if (at <= now) return refuse('past', 'This time has passed.');
  if (on < standing.windowFrom || on > standing.windowTo)
    return refuse(
      'outside-window',
      say('This check-in may be held from {from} to {to}.', {
        from: { day: standing.windowFrom },
        to: { day: standing.windowTo },
      }),
    );
  return slotsOf(calendar, on, slotMinutes).includes(at)
    ? succeed(at)
    : refuse('no-slot', 'The office has no slot that begins then.');
}

/** FRM-10: a booked time that is still to come is free again. What has begun is told by its outcome. */
export function permitFreeing(
  standing: Pick<CheckInStanding, 'status' | 'inError' | 'slotAt'>,
  now: Millis,
): Result<null> {
  const { status, inError, slotAt } = standing;
  if (!isOpen({ status, inError })) return fail(closed(status));
  if (slotAt === null) return fail({ code: 'changed', message: 'No time is booked for this check-in.' });
  return slotAt <= now ? fail({ code: 'past', message: 'This time has passed.' }) : succeed(null);
}

/** From when on a check-in that did not happen can be asked about: the end of its window's last day. */
export const windowEnds = (standing: Pick<CheckInStanding, 'windowTo'>, timezone: string): Millis =>
  spanOfDay(standing.windowTo, timezone).to;

export type Decision =
  | { readonly status: 'kept' }
  | { readonly status: 'excused'; readonly reason: ExcusingReason }
  | { readonly status: 'not-known' };

/**
 * CHK-9: what may become of a check-in. One that was missed may still be excused, as a reason is often heard late; nothing else
 * that was decided is decided again.
 */
export function decideCheckIn(
  standing: CheckInStanding,
  decision: Decision,
  timezone: string,
  now: Millis,
): Result<Decision> {
  const late =
    decision.status === 'excused' &&
    !standing.inError &&
    (standing.status === 'missed' || standing.status === 'not-known');
  if (!isOpen(standing) && !late) return fail(closed(standing.status));
  if (decision.status !== 'excused' && spanOfDay(standing.windowFrom, timezone).from > now)
    return fail({
      code: 'too-early',
      ...say('This check-in may be held from {from} on.', { from: { day: standing.windowFrom } }),
    });
  return succeed(decision);
}

/** CHK-11: the way that is tried next; null: all have been. A step counts once it is on record. */
export const nextWay = (ladder: readonly ContactWay[], tried: number): ContactWay | null =>
  ladder[tried] ?? null;

/** Open, asked for at all, and its window at an end. */
function permitAfterWindow(standing: CheckInStanding, timezone: string, now: Millis): Result<null> {
  if (!isOpen(standing)) return fail(closed(standing.status));
  if (standing.letGo !== null)
    return fail({
      code: 'let-go',
      message: 'Clocks stand still on its day: nobody asks after this check-in.',
    });
  if (now >= windowEnds(standing, timezone)) return succeed(null);
  return fail({
    code: 'too-early',
    ...say('The window stands open until the end of {to}.', { to: { day: standing.windowTo } }),
  });
}

export function permitAttempt(
  standing: CheckInStanding,
  ladder: readonly ContactWay[],
  tried: number,
  way: ContactWay,
  timezone: string,
  now: Millis,
): Result<number> {
  const over = permitAfterWindow(standing, timezone, now);
  if (!over.ok) return over;
  const next = nextWay(ladder, tried);
  if (next === null) return fail({ code: 'ladder-done', message: 'Every way of contact has been tried.' });
  if (next !== way)
    return fail({
      code: 'out-of-order',
      ...say('The next way of contact is {way}.', { way: word(next) }),
      path: ['body', 'way'],
    });
  return succeed(tried + 1);
}

/** CHK-12: missed only once the window has ended and every way has been tried, in its order. */
export function permitMissed(
  standing: CheckInStanding,
  ladder: readonly ContactWay[],
  tried: number,
  timezone: string,
  now: Millis,
): Result<null> {
  const over = permitAfterWindow(standing, timezone, now);
  if (!over.ok) return over;
  const next = nextWay(ladder, tried);
  return next === null
    ? succeed(null)
    : fail({
        code: 'ladder-not-done',
        ...say('Nobody has tried yet: {ways}.', { ways: wordList(ladder.slice(tried)) }),
      });
}

/**
 * CHK-10: what counts for and against somebody. Excused, not known and ended count in neither. LIF-4: nothing that was let go counts
 * against them, also where it was taken for missed before anybody knew.
 */
export function countCheckIns(checkIns: readonly Pick<CheckInStanding, 'status' | 'letGo' | 'inError'>[]): {
  readonly kept: number;
  readonly missed: number;
} {
  return {
    kept: checkIns.filter(({ status, inError }) => status === 'kept' && !inError).length,
    missed: checkIns.filter(({ status, letGo, inError }) => status === 'missed' && letGo === null && !inError)
      .length,
  };
}
