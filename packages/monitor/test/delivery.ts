import type { Millis, Reading } from '@attend/kernel';

/** One arrival: the reading with the instant at which it came. */
export type Arrival = { readonly reading: Reading; readonly receivedAt: Millis };

/** Random numbers that a seed decides (mulberry32, public domain, by Tommy Ettinger). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** As things go: in order, a few seconds after they were made. */
export const prompt = (readings: readonly Reading[]): Arrival[] =>
  readings.map((reading) => ({ reading, receivedAt: (reading.time ?? 0) + 2_000 }));

const latenesses = [0, 3_000, 60_000, 20 * 60_000, 3 * 3_600_000, 30 * 3_600_000];

/** Each on its way for as long as chance has it; some twice or three times; some a little before their own stamp. */
export function scrambled(readings: readonly Reading[], seed: number): Arrival[] {
  const random = randomFrom(seed);
  const most = latenesses[Math.floor(random() * latenesses.length)] ?? 0;
  const share = random();
  const arrivals: Arrival[] = [];
  for (const reading of readings) {
    const copies = random() < 0.2 ? 2 + Math.floor(random() * 2) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const late = random() < share ? random() * most : random() * 5_000 - 3_000;
      const receivedAt = (reading.time ?? 0) + Math.round(late);
      arrivals.push({ reading: { ...reading, live: copy === 0 ? reading.live : false }, receivedAt });
    }
  }
  return arrivals.sort((a, b) => a.receivedAt - b.receivedAt);
}

/** All at once, in any order: a device that was out of reach and empties its store. */
export function atOnce(readings: readonly Reading[], seed: number): Arrival[] {
  const random = randomFrom(seed);
  const end = readings.reduce((last, { time }) => Math.max(last, time ?? 0), 0) + 60_000;
  return readings
    .map((reading) => ({ reading, receivedAt: end, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ reading, receivedAt }) => ({ reading, receivedAt }));
}
