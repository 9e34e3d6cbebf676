import { fail, type PlainSentence, type Result, succeed } from '@attend/kernel';
import { addDays, type CivilDay } from '../checkins/calendar.ts';

/** Until when a day may be set ahead: a year mistyped would hide a device that nobody fetches from *Today*. */
const furthestDays = 60;
const refuse = (code: string, message: PlainSentence): Result<never> => fail({ code, message, path: ['on'] });

/** FIT-13: a day to come, by the programme's own clock, and not so far that nobody thinks of it. */
export function permitCollectionDay(on: CivilDay, today: CivilDay): Result<null> {
  if (on < today) return refuse('in-the-past', 'This day is over.');
  return on > addDays(today, furthestDays)
    ? refuse('too-far', 'More than sixty days ahead: arrange it when it is nearer.')
    : succeed(null);
}
