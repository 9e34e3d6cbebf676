import { fail, type Millis, type Result, say, succeed, word } from '@attend/kernel';
import { type CivilDay, spanOfDay } from '../checkins/calendar.ts';
import type { CheckInKind, CheckInStatus } from '../checkins/words.ts';
import { isOpen } from '../checkins/work.ts';
import type { PhotoDecision } from './words.ts';

/** PHO-1: a photo stands for a check-in by video that is open and has begun. */
export function permitPhoto(
  checkIn: {
    readonly kind: CheckInKind;
    readonly status: CheckInStatus;
    readonly inError: boolean;
    readonly windowFrom: CivilDay;
  },
  waiting: number,
  timezone: string,
  now: Millis,
): Result<null> {
  if (checkIn.kind !== 'virtual')
    return fail({ code: 'other-kind', message: 'A photo is taken for check-ins by video alone.' });
  if (!isOpen(checkIn))
    return fail({
      code: 'already-decided',
      ...say('This check-in stands as {status}.', { status: word(checkIn.status) }),
    });
  if (spanOfDay(checkIn.windowFrom, timezone).from > now)
    return fail({
      code: 'too-early',
      ...say('This check-in may be held from {from} on.', { from: { day: checkIn.windowFrom } }),
    });
  if (waiting >= mostWaiting)
    return fail({ code: 'photo-waits', message: 'Photos of this check-in wait for a look already.' });
  return succeed(null);
}
/** One may be blurred; whoever sends more does not help whoever looks. */
const mostWaiting = 3;

export type PhotoStanding = {
  readonly decision: PhotoDecision | null;
  readonly addedBy: string;
  /** Its image is still there. */
  readonly kept: boolean;
};

/**
 * PHO-2, PHO-3: who compares is not who uploaded the photo, so that two people stand behind it. Where nobody else is there, whoever
 * uploaded it says so, and that stands beside the decision. Nobody compares with what is not there.
 */
export function decidePhoto(
  photo: PhotoStanding,
  wanted: { readonly decision: PhotoDecision; readonly alone: boolean },
  by: { readonly staffId: string; readonly reference: number | null },
): Result<{ readonly alone: boolean }> {
  if (photo.decision !== null)
    return fail({
      code: 'already-decided',
      ...say('This photo was decided as {decision}.', { decision: word(photo.decision) }),
    });
  if (!photo.kept)
    return fail({
      code: 'photo-ended',
      message: 'The term of this photo has ended: there is nothing to compare.',
    });
  const own = photo.addedBy === by.staffId;
  if (own && !wanted.alone)
    return fail({
      code: 'own-photo',
      message: 'You uploaded this photo: somebody else compares it. If nobody else is there, say so.',
      path: ['body', 'alone'],
    });
  if (wanted.decision !== 'cannot-be-told' && by.reference === null)
    return fail({
      code: 'no-reference-photo',
      message:
        'No reference photo of this person is there to compare with. Add one first, or say that it cannot be told.',
      path: ['body', 'decision'],
    });
  return succeed({ alone: own });
}
