/** Latencies in logarithmic buckets: 1 % wide from 10 µs to about 200 s, so that a run of any length takes 14 KB. */
const growth = Math.log(1.01);
const smallest = 0.01;
const buckets = 1_700;

export type Histogram = { readonly counts: Uint32Array; total: number; max: number };

export const startHistogram = (): Histogram => ({ counts: new Uint32Array(buckets), total: 0, max: 0 });

/** Records one latency, in milliseconds. */
export function record(histogram: Histogram, ms: number): void {
  const bucket = ms <= smallest ? 0 : Math.min(buckets - 1, Math.floor(Math.log(ms / smallest) / growth));
  histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
  histogram.total += 1;
  if (ms > histogram.max) histogram.max = ms;
}

/** The latency that the given part (0 to 1) of all stayed within, in milliseconds; null where nothing was recorded. */
export function percentile(histogram: Histogram, part: number): number | null {
  if (histogram.total === 0) return null;
  let seen = 0;
  for (const [bucket, count] of histogram.counts.entries()) {
    seen += count;
    if (seen >= part * histogram.total)
      return Math.min(histogram.max, smallest * Math.exp((bucket + 1) * growth));
  }
  return histogram.max;
}
