/** A stream of numbers that depends on its seed alone. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** A whole number in [from, to]. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** By its median and the spread of its logarithm. */
  logNormal(median: number, spread: number): number;
  exponential(mean: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** By parts that add up to 1; the first takes what is missing. */
  pickByPart<T>(from: readonly [readonly [T, number], ...(readonly [T, number])[]]): T;
};

/** Mixes any words into 32 bits (FNV-1a, then murmur3's finisher). */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** sfc32 (Chris Doty-Humphrey's PractRand, public domain): fast, small, passes the usual batteries. */
export function randomFrom(...words: readonly (string | number)[]): Random {
  let a = seedOf('a', ...words);
  let b = seedOf('b', ...words);
  let c = seedOf('c', ...words);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  // Box and Muller give two at a time.
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    next,
    normal,
    between: (from, to) => from + next() * (to - from),
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    pickByPart: (from) => {
      let left = next();
      for (const [value, part] of from) {
        if (left < part) return value;
        left -= part;
      }
      return from[0][0];
    },
  };
}
