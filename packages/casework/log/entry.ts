import { day, fail, type Millis, minute, type Result, succeed } from '@attend/kernel';
import type { ContactResult } from '../checkins/words.ts';
import type { EntryKind, VisitPlace } from './words.ts';

export type EntryGiven = {
  readonly kind: EntryKind;
  readonly place: VisitPlace | null;
  readonly result: ContactResult | null;
  readonly at: Millis;
};

/** Clocks of two machines differ. */
const ahead: Millis = 5 * minute;
/** What is remembered a year later is a note about it, with the day in its words. */
const longestAgo: Millis = 366 * day;

/** Results that a way of contact can have: nobody is reached by a letter that leaves. */
const results: Readonly<Record<Exclude<EntryKind, 'note'>, readonly ContactResult[]>> = {
  call: ['reached', 'no-answer', 'contact-wrong'],
  visit: ['reached', 'no-answer', 'contact-wrong'],
  letter: ['sent', 'contact-wrong'],
};
export const resultsOf = (kind: EntryKind): readonly ContactResult[] =>
  kind === 'note' ? [] : results[kind];

/** LOG-3: what was done says when, a visit where, and everything but a note what came of it. */
export function permitEntry(given: EntryGiven, now: Millis): Result<EntryGiven> {
  const { kind, place, result, at } = given;
  if (at > now + ahead)
    return fail({ code: 'future', message: 'This is still to come: nobody has done it.', path: ['at'] });
  if (at < now - longestAgo)
    return fail({
      code: 'too-long-ago',
      message: 'What was done more than a year ago is told in a note.',
      path: ['at'],
    });
  if (kind === 'visit' && place === null)
    return fail({ code: 'place-missing', message: 'Say where the visit was.', path: ['place'] });
  if (kind !== 'visit' && place !== null)
    return fail({ code: 'place-without-visit', message: 'Only a visit has a place.', path: ['place'] });
  if (kind === 'note')
    return result === null
      ? succeed(given)
      : fail({ code: 'note-with-result', message: 'A note has no result.', path: ['result'] });
  return result !== null && resultsOf(kind).includes(result)
    ? succeed(given)
    : fail({ code: 'result-missing', message: 'Say what came of it.', path: ['result'] });
}
