import { type Case, day, type Millis, type Reading, type ReadingEvent } from '@attend/kernel';
import { carry } from '../device/carry.ts';
import { createPath, type Path } from '../person/path.ts';
import { makePerson } from '../person/person.ts';
import { type Random, randomFrom } from '../random.ts';
import { type Supervised, superviseUnder, type Terms, usualTerms } from './case.ts';
import { createWearer, type Wearer } from './device.ts';
import { tellStory } from './story.ts';
import { type Truth, truthsOfEvent, watchConditions } from './truths.ts';

export type WearerDays = {
  readonly supervised: Supervised;
  readonly case: Case;
  /** In order of arrival, each with `receivedAt`, as the product's codec reads the device's bytes. */
  readonly readings: readonly Reading[];
  readonly truths: readonly Truth[];
};

export type WearerDaysOptions = {
  readonly from: Millis;
  readonly days: number;
  /** Laid over each person's usual terms. */
  readonly terms?: Partial<Terms>;
  /** How much more often than usual true events happen. 0: never. */
  readonly often?: number;
};

/** n people's days with their true events, by seed alone. */
export function simulateWearerDays(seed: number, n: number, options: WearerDaysOptions): WearerDays[] {
  return Array.from({ length: n }, (_, index) => simulateOne(seed, index, options));
}

export function simulateOne(seed: number, index: number, options: WearerDaysOptions): WearerDays {
  const { from, days } = options;
  const to = from + days * day;
  const person = makePerson(seed, index);
  const terms = { ...usualTerms(person, from - 7 * day), ...options.terms };
  const supervised = superviseUnder(person, terms);
  const wearer = createWearer(supervised);
  if (options.often !== 0) tellStory(randomFrom('story', seed, index), wearer, from, to, options.often);
  const truths = wearer.events.flatMap((event) => truthsOfEvent(supervised, event));
  const watch = watchConditions(supervised, from, to);
  // A path of its own: a path is asked with growing times.
  const path = repeatPath(wearer, createPath(person));
  for (let time = from; time < to; time += watch.everyMs) watch.look(time, path);
  const readings = deliverAll(wearer, randomFrom('network', seed, index), from, to);
  const all = [...truths, ...watch.finish()].sort((a, b) => a.from - b.from);
  return { supervised, case: supervised.case, readings, truths: all };
}

function repeatPath(wearer: Wearer, path: Path): Path {
  for (const event of wearer.events) if (event.kind === 'detour') path.detour(event);
  return path;
}

/** What is told at once instead of with the next upload. */
const urgent: readonly ReadingEvent[] = [
  'sos',
  'strap-opened',
  'strap-closed',
  'tamper',
  'power-off',
  'power-on',
  'battery-low',
];
export const isUrgent = (reading: Reading): boolean => reading.events.some((event) => urgent.includes(event));

function deliverAll(wearer: Wearer, random: Random, from: Millis, to: Millis): Reading[] {
  const { protocol, case: subject } = wearer.supervised;
  const uploadEvery = subject.device.uploadEvery * 1_000;
  const delivered: Reading[] = [];
  let waiting: Reading[] = [];
  let stored = false;
  let nextUpload = from + random.between(0, uploadEvery);
  for (let time = wearer.nextAfter(from); time < to; time = wearer.nextAfter(time)) {
    const reading = wearer.observe(time);
    if (reading === null) continue;
    waiting.push(reading);
    if (time < nextUpload && !isUrgent(reading)) continue;
    if (!wearer.hasNetwork(time)) {
      stored = true;
      continue;
    }
    const receivedAt = time + Math.round(random.logNormal(1_500, 0.7));
    for (const one of waiting) {
      const live = !(stored && one !== reading);
      for (const read of carry(protocol, { ...one, live })) delivered.push({ ...read, receivedAt });
    }
    waiting = [];
    stored = false;
    if (time >= nextUpload) nextUpload = time + uploadEvery - ((time - nextUpload) % uploadEvery);
  }
  return delivered.sort((a, b) => (a.receivedAt ?? 0) - (b.receivedAt ?? 0));
}
