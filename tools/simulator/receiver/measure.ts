import { planeAt } from '@attend/kernel';
import type { TrackFix } from '../tracks/plt.ts';

/** What a set of tracks shows of its receivers. Metres, seconds. docs/simulator.md says how each is measured. */
export type Measured = {
  readonly fixes: number;
  /** Time in which fixes came at most `gap` seconds apart. */
  readonly hours: number;
  /** Stays: at least 300 s within 40 m of their mean. */
  readonly stays: number;
  readonly stayHours: number;
  /** Standard deviation per axis around a stay's median place. */
  readonly sigma: number;
  /** Distances from a stay's median place that hold 50, 95 and 99 % of its fixes. */
  readonly radius: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** How alike two deviations of one stay are, 5, 15, 30 and 60 s apart (1: the same). */
  readonly alike: { readonly s5: number; readonly s15: number; readonly s30: number; readonly s60: number };
  /** Losses: no fix for more than `gap` seconds. How many an hour, and how long. */
  readonly lossesPerHour: number;
  readonly loss: { readonly p10: number; readonly p50: number; readonly p90: number };
  /** Single fixes that stand alone, more than 20 m from both neighbours, which agree; for a million fixes. */
  readonly spikesPerMillion: number;
  /** Jumps: faster than 60 m/s between fixes at most 6 s apart, which nothing on a city's ground is; for a million fixes. */
  readonly jumpsPerMillion: number;
};

const gap = 30;
const stayRadius = 40;
const jumpSpeed = 60;
const staySeconds = 300;

/** A track on a plane: metres east and north of its first fix, seconds. */
type Flat = { readonly x: Float64Array; readonly y: Float64Array; readonly t: Float64Array };

function flatten(track: readonly TrackFix[]): Flat {
  const plane = planeAt(track[0]?.lat ?? 0, track[0]?.lon ?? 0);
  return {
    x: Float64Array.from(track, ({ lon }) => (lon - plane.lon) * plane.perLon),
    y: Float64Array.from(track, ({ lat }) => (lat - plane.lat) * plane.perLat),
    t: Float64Array.from(track, ({ time }) => time / 1_000),
  };
}

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;
const between = ({ x, y }: Flat, a: number, b: number): number =>
  Math.hypot(at(x, a) - at(x, b), at(y, a) - at(y, b));

/** The value below which a part of them lies; NaN where there is none. */
export function quantile(values: readonly number[], part: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor(part * ordered.length))] ?? Number.NaN;
}

/** `[from, to)` of every stay, greedily from the front. */
function findStays(flat: Flat): [number, number][] {
  const { x, y, t } = flat;
  const stays: [number, number][] = [];
  for (let from = 0; from < t.length; ) {
    let sumX = 0;
    let sumY = 0;
    let to = from;
    while (to < t.length && (to === from || at(t, to) - at(t, to - 1) <= gap)) {
      const count = to - from;
      if (count > 0 && Math.hypot(at(x, to) - sumX / count, at(y, to) - sumY / count) > stayRadius) break;
      sumX += at(x, to);
      sumY += at(y, to);
      to += 1;
    }
    const isStay = at(t, to - 1) - at(t, from) >= staySeconds && to - from >= 30;
    if (isStay) stays.push([from, to]);
    from = isStay ? to : from + 1;
  }
  return stays;
}

const lags = [5, 15, 30, 60] as const;

export function measureTracks(tracks: readonly (readonly TrackFix[])[]): Measured {
  const total = {
    fixes: 0,
    seconds: 0,
    staySeconds: 0,
    stays: 0,
    spikes: 0,
    jumps: 0,
    squares: 0,
    deviations: 0,
  };
  const losses: number[] = [];
  const radii: number[] = [];
  const products = new Map(lags.map((lag) => [lag, { sum: 0, count: 0 }]));
  for (const track of tracks) {
    const flat = flatten(track);
    const { x, y, t } = flat;
    total.fixes += t.length;
    for (let index = 1; index < t.length; index += 1) {
      const apart = at(t, index) - at(t, index - 1);
      if (apart > gap) losses.push(apart);
      else total.seconds += apart;
      const step = between(flat, index - 1, index);
      if (apart <= 6 && step > jumpSpeed * apart) total.jumps += 1;
      if (index + 1 >= t.length || at(t, index + 1) - at(t, index - 1) > 12) continue;
      const alone = Math.min(step, between(flat, index, index + 1));
      if (alone > 20 && between(flat, index - 1, index + 1) < alone / 2) total.spikes += 1;
    }
    for (const [from, to] of findStays(flat)) {
      total.stays += 1;
      total.staySeconds += at(t, to - 1) - at(t, from);
      const middleX = quantile([...x.subarray(from, to)], 0.5);
      const middleY = quantile([...y.subarray(from, to)], 0.5);
      for (let one = from; one < to; one += 1) {
        const dx = at(x, one) - middleX;
        const dy = at(y, one) - middleY;
        radii.push(Math.hypot(dx, dy));
        total.squares += (dx * dx + dy * dy) / 2;
        total.deviations += 1;
        for (let other = one + 1; other < to && at(t, other) - at(t, one) <= 60; other += 1) {
          const found = products.get(Math.round(at(t, other) - at(t, one)) as (typeof lags)[number]);
          if (found === undefined) continue;
          found.sum += (dx * (at(x, other) - middleX) + dy * (at(y, other) - middleY)) / 2;
          found.count += 1;
        }
      }
    }
  }
  const variance = total.squares / total.deviations;
  const alike = (lag: (typeof lags)[number]): number => {
    const { sum, count } = products.get(lag) ?? { sum: 0, count: 0 };
    return sum / count / variance;
  };
  return {
    fixes: total.fixes,
    hours: total.seconds / 3_600,
    stays: total.stays,
    stayHours: total.staySeconds / 3_600,
    sigma: Math.sqrt(variance),
    radius: { p50: quantile(radii, 0.5), p95: quantile(radii, 0.95), p99: quantile(radii, 0.99) },
    alike: { s5: alike(5), s15: alike(15), s30: alike(30), s60: alike(60) },
    lossesPerHour: losses.length / (total.seconds / 3_600),
    loss: { p10: quantile(losses, 0.1), p50: quantile(losses, 0.5), p90: quantile(losses, 0.9) },
    spikesPerMillion: (total.spikes / total.fixes) * 1e6,
    jumpsPerMillion: (total.jumps / total.fixes) * 1e6,
  };
}
