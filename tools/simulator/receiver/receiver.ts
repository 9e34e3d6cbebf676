import type { Random } from '../random.ts';
import { noise } from './noise.ts';

export type Surroundings = 'outdoors' | 'indoors';

/** What the receiver makes of a true place: where it errs to (metres east and north), and what it believes of itself. */
export type Observation = {
  readonly east: number;
  readonly north: number;
  /** Radius in metres that holds the true place with 95 % probability, as the receiver believes; null: it says none. */
  readonly accuracy: number | null;
  readonly satellites: number;
};

/** One receiver's errors through time. Asked in order of time; null: no fix. Seconds. */
export type Receiver = { observe(at: number, surroundings: Surroundings): Observation | null };

/** Radius of 95 % of a circular normal error by its deviation per axis: sqrt(-2 ln 0.05). */
const radius95 = 2.448;

export function createReceiver(random: Random): Receiver {
  let time: number | null = null;
  let around: Surroundings = 'outdoors';
  let sigma: number = noise.drift.outdoors;
  let [east, north] = [random.normal(), random.normal()];
  let lostUntil = Number.NEGATIVE_INFINITY;
  let reflectedUntil = Number.NEGATIVE_INFINITY;
  let [reflectedEast, reflectedNorth] = [0, 0];

  const enter = (surroundings: Surroundings): void => {
    around = surroundings;
    sigma = random.logNormal(noise.drift[surroundings], noise.drift.spread);
  };
  enter(around);

  const reflect = (at: number): void => {
    const size = Math.min(
      noise.reflection.largest,
      random.logNormal(noise.reflection.size, noise.reflection.spread),
    );
    const angle = random.between(0, 2 * Math.PI);
    reflectedEast = size * Math.cos(angle);
    reflectedNorth = size * Math.sin(angle);
    reflectedUntil = at + random.exponential(noise.reflection.lasts);
  };

  return {
    observe(at, surroundings) {
      const elapsed = time === null ? 0 : at - time;
      time = at;
      if (surroundings !== around) enter(surroundings);
      const kept = Math.exp(-elapsed / noise.drift.alikeFor);
      const fresh = Math.sqrt(1 - kept * kept);
      east = east * kept + fresh * random.normal();
      north = north * kept + fresh * random.normal();
      const outdoors = around === 'outdoors';
      // Rare things come at some instant since the last look, by a chance that grows with the time: so the rhythm of
      // fixes does not change how often they come, only how often they are seen.
      const began = (every: number): number | null =>
        random.chance(-Math.expm1(-elapsed / every)) ? at - random.next() * elapsed : null;
      const lossBegan =
        at < lostUntil ? null : began(outdoors ? noise.loss.everyOutdoors : noise.loss.everyIndoors);
      if (lossBegan !== null) {
        const lasts = Math.min(noise.loss.longest, random.logNormal(noise.loss.median, noise.loss.spread));
        lostUntil = lossBegan + lasts;
      }
      // Outdoors the sky comes back: tunnels and garages, not cellars.
      if (outdoors) lostUntil = Math.min(lostUntil, at + 120);
      if (at < lostUntil) return null;
      const reflectionBegan =
        at < reflectedUntil
          ? null
          : began(outdoors ? noise.reflection.everyOutdoors : noise.reflection.everyIndoors);
      if (reflectionBegan !== null) reflect(reflectionBegan);
      const isReflected = at < reflectedUntil;
      const sinceLoss = at - lostUntil;
      const settling = noise.afterLoss.sigma * Math.exp(-sinceLoss / noise.afterLoss.lasts);
      const deviation = Math.hypot(sigma, settling);
      return {
        east: east * deviation + (isReflected ? reflectedEast : 0),
        north: north * deviation + (isReflected ? reflectedNorth : 0),
        // A receiver does not know of reflections; of its drift it knows roughly.
        accuracy: Math.max(4, deviation * radius95 * random.logNormal(1, 0.2)),
        satellites: Math.max(4, Math.min(14, Math.round((outdoors ? 10 : 6) + 1.5 * random.normal()))),
      };
    },
  };
}
