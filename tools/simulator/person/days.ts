import { mergeSpans, type Span, windowsOf } from '@attend/kernel';
import { type Point, timezone } from '../city/denver.ts';
import { distance } from '../city/streets.ts';
import { randomFrom } from '../random.ts';
import { journey, type Knot, later } from './motion.ts';
import type { Person } from './person.ts';
import { curfews, dayBegins, errandsOf } from './schedule.ts';

const minuteMs = 60_000;

/** One day of a person, from sleep to sleep. `[from, to)`; knots in order of time, at home at both ends. */
export type Day = { readonly from: number; readonly to: number; readonly knots: readonly Knot[] };

/** People are home so long before they have to be, and leave so long after they may. */
const spareAtHome = 30 * minuteMs;
const spareLeaving = 8 * minuteMs;

const durationOf = (knots: readonly Knot[]): number => knots.at(-1)?.time ?? 0;

/** The same instant, or some minutes after the curfew that holds then. */
function whenFree(curfew: readonly Span[], leave: number): number {
  const held = curfew.find(({ from, to }) => from <= leave && leave < (to ?? leave) + spareLeaving);
  return held?.to == null ? leave : held.to + spareLeaving;
}

const dateAt = (time: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(time)).toZonedDateTimeISO(timezone).toPlainDate();

function instantAt(date: Temporal.PlainDate, minutes: number): number {
  const clock = Temporal.PlainTime.from({
    hour: Math.floor(minutes / 60) % 24,
    minute: Math.floor(minutes) % 60,
  });
  const day = date.add({ days: Math.floor(minutes / 1_440) });
  return day.toZonedDateTime({ timeZone: timezone, plainTime: clock }).epochMilliseconds;
}

const dayNumber = (date: Temporal.PlainDate): number => date.since('1970-01-01').days;

/** About every six weeks. */
const hearingEvery = 42;
export const hasHearing = (person: Person, day: number): boolean =>
  randomFrom('hearing', person.seed, person.index, Math.floor(day / hearingEvery)).whole(
    0,
    hearingEvery - 1,
  ) ===
  day % hearingEvery;

/** The person's day that holds an instant. */
export function dayAt(person: Person, time: number): Day {
  const begins = dayBegins[person.shift];
  const today = dateAt(time);
  const date = instantAt(today, begins) <= time ? today : today.subtract({ days: 1 });
  return planDay(person, date);
}

function planDay(person: Person, date: Temporal.PlainDate): Day {
  const begins = dayBegins[person.shift];
  const from = instantAt(date, begins);
  const to = instantAt(date.add({ days: 1 }), begins);
  const number = dayNumber(date);
  const random = randomFrom('day', person.seed, person.index, number);
  const knots: Knot[] = [{ time: from, at: person.home, indoors: true }];
  let here: Point = person.home;
  let free = from;
  const go = (place: Point, leave: number): void => {
    const way = later(journey(random, here, place, person.travel), leave);
    knots.push({ time: leave, at: here, indoors: true }, ...way);
    free = way.at(-1)?.time ?? leave;
    knots.push({ time: free, at: place, indoors: true });
    here = place;
  };
  const curfew = mergeSpans(windowsOf(timezone, curfews[person.shift], from, to));
  for (const errand of errandsOf(person, number, date.dayOfWeek, hasHearing(person, number))) {
    const arrive = instantAt(date, errand.at);
    const guess = randomFrom('way', person.seed, person.index, number, errand.at);
    const takes = durationOf(journey(guess, here, errand.place, person.travel));
    const back = durationOf(journey(guess, errand.place, person.home, person.travel));
    const leave = whenFree(curfew, Math.max(free, arrive - takes));
    // Whoever knows their curfew does not set out where the way home might become too long.
    const home = leave + 1.3 * takes + errand.minutes * minuteMs + 1.3 * back + spareAtHome;
    if (curfew.some((window) => window.from < home && leave < (window.to ?? home))) continue;
    // Straight on from one to the next where there is no time to go home between.
    if (here !== person.home && leave - free > 75 * minuteMs) go(person.home, free);
    if (distance(here, errand.place) > 1) go(errand.place, Math.max(free, leave));
    free = Math.max(free, arrive) + errand.minutes * minuteMs;
  }
  if (here !== person.home) go(person.home, free);
  // A night's work may run into the day's end by a few minutes: then the next day begins late.
  const whole = knots.filter(({ time }) => time < to);
  whole.push({ time: to, at: person.home, indoors: true });
  return { from, to, knots: whole };
}
