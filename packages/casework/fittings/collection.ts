import { fail, type Millis, type PlainSentence, type Result, succeed } from '@attend/kernel';
import { addDays, type CivilDay, spanOfDay } from '../checkins/calendar.ts';

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

/** When and where a device is fetched, as a participant is told of it. */
export type CollectionTime = {
  readonly on: CivilDay;
  /** `14:30`, by the programme's clock; null: nobody named an hour. */
  readonly time: string | null;
  readonly officeId: string | null;
  readonly place: string | null;
};

/** The hour, as an instant; null: none was named. One that does not exist, or exists twice, as clocks change: as Temporal's `compatible`. */
export const collectionInstant = ({ on, time }: CollectionTime, timezone: string): Millis | null =>
  time === null
    ? null
    : Temporal.PlainDate.from(on).toZonedDateTime({
        timeZone: timezone,
        plainTime: Temporal.PlainTime.from(time),
      }).epochMilliseconds;

/** From when on it says what is no longer so: its hour, or the end of its day. */
export const collectionOver = (of: CollectionTime, timezone: string): Millis =>
  collectionInstant(of, timezone) ?? spanOfDay(of.on, timezone).to;

/** FIT-14: whether the participant is told anew: where day, hour and place stay, nothing that they were told has changed. */
export const isToldAnew = (before: CollectionTime | null, after: CollectionTime): boolean =>
  before === null ||
  before.on !== after.on ||
  before.time !== after.time ||
  before.officeId !== after.officeId ||
  before.place !== after.place;
