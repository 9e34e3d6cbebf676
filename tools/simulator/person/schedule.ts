import type { TimetableEntry } from '@attend/kernel';
import type { Point } from '../city/denver.ts';
import { type Random, randomFrom } from '../random.ts';
import type { Person, Shift } from './person.ts';

/** One thing to do outside: be there at `at` (minutes after midnight of the day the plan begins on), for so long. */
export type Errand = { readonly place: Point; readonly at: number; readonly minutes: number };

const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const entry = (start: string, end: string): TimetableEntry => ({ days: all, start, end });

/**
 * When an order has somebody at home, so that it leaves room for their work. Among any hundred people some have to be at home
 * at any hour, so that the demo shows curfews whenever it is started.
 */
export const curfews: Readonly<Record<Shift, readonly TimetableEntry[]>> = {
  day: [entry('21:00', '06:00')],
  early: [entry('16:30', '04:30')],
  evening: [entry('00:00', '11:30')],
  night: [entry('09:30', '15:00')],
  none: [entry('19:00', '09:00'), entry('11:30', '15:30')],
};

/** A plan's day begins when its person sleeps at home: minutes after local midnight. */
export const dayBegins: Readonly<Record<Shift, number>> = {
  day: 180,
  early: 120,
  evening: 300,
  night: 720,
  none: 180,
};

type Hours = { readonly at: number; readonly minutes: number };
/** Beyond 24 hours: the next day. */
const workHours: Readonly<Record<Exclude<Shift, 'none'>, Hours>> = {
  early: { at: 6 * 60, minutes: 8 * 60 },
  day: { at: 8 * 60 + 30, minutes: 8 * 60 + 30 },
  evening: { at: 13 * 60 + 30, minutes: 8 * 60 },
  night: { at: 22 * 60, minutes: 8 * 60 + 30 },
};
/** When one goes out for oneself, and until when one is back. */
const freeHours: Readonly<Record<Shift, Hours>> = {
  early: { at: 14 * 60 + 20, minutes: 25 },
  day: { at: 18 * 60, minutes: 80 },
  evening: { at: 12 * 60, minutes: 30 },
  night: { at: 17 * 60, minutes: 110 },
  none: { at: 16 * 60 + 20, minutes: 60 },
};
const daysOff: Readonly<Record<Shift, readonly number[]>> = {
  early: [6],
  day: [6, 7],
  evening: [1],
  night: [3, 7],
  none: [],
};

/** What a person does on a day (weekday: 1 Monday to 7 Sunday), in order of time. `court`: there is a hearing. */
export function errandsOf(person: Person, day: number, weekday: number, court: boolean): Errand[] {
  const random = randomFrom('errands', person.seed, person.index, day);
  const { shift, habit } = person;
  const errands: Errand[] = [];
  const hearing = court && shift !== 'night' && shift !== 'evening';
  if (hearing) errands.push({ place: person.court, at: 9 * 60 + 45, minutes: random.between(45, 75) });
  const works = shift !== 'none' && person.work !== null && !daysOff[shift].includes(weekday) && !hearing;
  const free = freeHours[shift];
  if (works && person.work !== null) {
    const { at, minutes } = workHours[shift];
    errands.push({
      place: person.work,
      at: at + Math.min(0, habit),
      minutes: minutes + random.between(-15, 5),
    });
  } else if (!hearing && shift === 'none') {
    if (random.chance(0.45))
      errands.push({ place: person.shop, at: 9 * 60 + 40, minutes: random.between(20, 40) });
  } else if (!hearing && shift === 'day') {
    const place = random.chance(0.5) ? person.friend : person.shop;
    errands.push({ place, at: 11 * 60 + habit, minutes: random.between(60, 200) });
  }
  if (random.chance(works ? 0.45 : 0.7)) errands.push(freeErrand(random, person, free));
  return errands.sort((a, b) => a.at - b.at);
}

function freeErrand(random: Random, person: Person, { at, minutes }: Hours): Errand {
  const long = minutes > 60 && random.chance(0.4);
  return {
    place: long ? person.friend : person.shop,
    at: at + random.between(0, 15),
    minutes: long ? minutes * random.between(0.5, 0.8) : random.between(15, 30),
  };
}
