/**
 * How a worn receiver errs. Fitted so that `measureTracks` finds in simulated tracks what it finds in the real ones of
 * GeoLife (Zheng et al., IEEE Data Eng. Bull. 33(2), 2010) within the bounds of docs/simulator.md, which also says how each
 * number was measured. Metres and seconds.
 */
export const noise = {
  /** Errors that walk: standard deviation per axis, its median by surroundings and the spread of its logarithm from visit to visit. */
  drift: { outdoors: 6, indoors: 9.5, spread: 0.6, alikeFor: 75 },
  /** Reflections: now and then the place is far off for some seconds, whatever the receiver claims. */
  reflection: {
    everyOutdoors: 4 * 3_600,
    everyIndoors: 6 * 3_600,
    size: 150,
    spread: 0.9,
    largest: 800,
    lasts: 35,
  },
  /**
   * No fix: how long, by its median and spread; and how often by surroundings. The real tracks' longest losses (a tenth lasts over
   * an hour) are not followed: there the owner had switched the recorder off.
   */
  loss: { median: 220, spread: 1.4, longest: 1.9 * 3_600, everyOutdoors: 1_800, everyIndoors: 800 },
  /** After a loss the first place is off by so much more, for so long. */
  afterLoss: { sigma: 14, lasts: 30 },
} as const;

/** What `measureTracks` found in the 58 real tracks of ../shared/data/tracks (54 h … see docs/simulator.md). */
export const measuredInReality = {
  sigma: 11.5,
  radius: { p50: 9.3, p95: 33.5, p99: 48.6 },
  alike: { s5: 0.92, s15: 0.75, s30: 0.52, s60: 0.26 },
  lossesPerHour: 5.3,
  loss: { p10: 50, p50: 290, p90: 4_097 },
  spikesPerMillion: 111,
  jumpsPerMillion: 309,
} as const;
