import {
  type Failure,
  fail,
  type Millis,
  minute,
  type PlainSentence,
  type Result,
  succeed,
} from '@attend/kernel';
import type { Appearance, AppearanceExcuse, HearingPlace, HearingStatus } from './hearing.ts';

export type Standing = HearingPlace & { readonly status: HearingStatus; readonly inError: boolean };

/** Whether a zone's name is one that clocks are known for. */
export function isTimezone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** A year of five figures is a slip, and stands behind everything that is to come. */
const lastInstant: Millis = Temporal.Instant.from('2200-01-01T00:00:00Z').epochMilliseconds;

/** What no hearing may be, whoever enters it. */
export function checkPlace({ at, timezone, kind, address, link }: HearingPlace): Result<null> {
  if (at > lastInstant)
    return fail({ code: 'too-far-ahead', message: 'It begins later than can be known.', path: ['at'] });
  if (!isTimezone(timezone))
    return fail({
      code: 'unknown-timezone',
      message: 'No clock is known for this time zone.',
      path: ['timezone'],
    });
  if (link !== null && !/^https:\/\/\S+$/.test(link))
    return fail({ code: 'bad-link', message: 'A link begins with https://.', path: ['link'] });
  // A remote hearing may be by telephone: then its number stands in the directions, and there is no link.
  if (kind === 'in-person' && link !== null && address === null)
    return fail({
      code: 'no-place',
      message: 'Somebody is to appear in person, and only a link is given.',
      path: ['address'],
    });
  return succeed(null);
}

const settled: Readonly<Record<Exclude<HearingStatus, 'scheduled'>, PlainSentence>> = {
  moved: 'This hearing was moved; the one in its place can be changed.',
  cancelled: 'This hearing was cancelled.',
  'not-followed': 'The key of this person was destroyed: their hearings are followed no more.',
  held: 'The appearance is on record already; the hearing stands as it was held.',
};

/** Details, a new instant, a cancellation: of what is still to be. */
export function mayChange({ status, inError }: Pick<Standing, 'status' | 'inError'>): Result<null> {
  if (inError) return fail(entered);
  return status === 'scheduled' ? succeed(null) : fail({ code: 'settled', message: settled[status] });
}
/** LIF-8: it never was; whatever is right is entered as another one. */
const entered: Failure = { code: 'entered-in-error', message: 'This hearing was entered in error.' };

/** People come early, and are called before their time. */
const earliestAppearance: Millis = 120 * minute;

/** The appearance may be put right afterwards, so a hearing that was held takes another word. */
export function mayRecord(
  { status, at, inError }: Pick<Standing, 'status' | 'at' | 'inError'>,
  given: { readonly appearance: Appearance; readonly excuse: AppearanceExcuse | null },
  now: Millis,
): Result<null> {
  if (inError) return fail(entered);
  if (status !== 'scheduled' && status !== 'held') return fail({ code: 'settled', message: settled[status] });
  if (now < at - earliestAppearance)
    return fail({ code: 'not-yet', message: 'The hearing is still to come: nobody can have appeared.' });
  if (given.excuse !== null && given.appearance !== 'did-not-appear')
    return fail({
      code: 'excuse-without-absence',
      message: 'A reason excuses somebody who did not appear.',
      path: ['excuse'],
    });
  return succeed(null);
}
