import { courts, neighbourhoods, type Point, shops, workplaces } from '../city/denver.ts';
import { distance, doorNear, isLand } from '../city/streets.ts';
import { type Random, randomFrom } from '../random.ts';
import { familyNames, givenNames } from './names.ts';

/** When somebody works; with it when they sleep, and when a court lets them be out. */
export type Shift = 'early' | 'day' | 'evening' | 'night' | 'none';
export type Travel = 'walk' | 'bus' | 'car';

/** One simulated person: where life takes place. The same seed and index give the same person. */
export type Person = {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly language: 'en' | 'es' | 'ht' | 'ar';
  readonly neighbourhood: string;
  readonly home: Point;
  readonly shift: Shift;
  /** Null: no job just now. */
  readonly work: Point | null;
  readonly shop: Point;
  readonly friend: Point;
  readonly court: Point;
  readonly travel: Travel;
  /** Minutes by which this person is earlier or later than others. */
  readonly habit: number;
};

/** A door on land around a place. */
export function doorAround(random: Random, around: Point, spread: number): Point {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const angle = random.between(0, 2 * Math.PI);
    const reach = spread * Math.sqrt(random.next());
    const door = doorNear({ x: around.x + reach * Math.cos(angle), y: around.y + reach * Math.sin(angle) });
    if (isLand(door)) return door;
  }
  return doorNear(around);
}

const shifts: readonly [readonly [Shift, number], ...(readonly [Shift, number])[]] = [
  ['day', 0.45],
  ['none', 0.23],
  ['evening', 0.12],
  ['early', 0.1],
  ['night', 0.1],
];

export function makePerson(seed: number, index: number): Person {
  const random = randomFrom('person', seed, index);
  const quarter = random.pick(neighbourhoods);
  const home = doorAround(random, quarter.at, 620);
  const shift = random.pickByPart(shifts);
  const work = shift === 'none' ? null : doorAround(random, random.pick(workplaces).at, 180);
  const nearest = shops.toSorted((a, b) => distance(a.at, home) - distance(b.at, home));
  const shop = doorNear((random.chance(0.7) ? nearest[0] : nearest[1])?.at ?? home);
  const travel = random.chance(0.5) ? 'bus' : random.chance(0.75) ? 'car' : 'walk';
  return {
    seed,
    index,
    name: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    language: random.pickByPart([
      ['es', 0.52],
      ['en', 0.32],
      ['ht', 0.09],
      ['ar', 0.07],
    ]),
    neighbourhood: quarter.name,
    home,
    shift,
    work,
    shop,
    friend: doorAround(random, random.pick(neighbourhoods).at, 620),
    court: doorNear(random.pick(courts).at),
    travel,
    habit: Math.round(random.between(-25, 25)),
  };
}
