/** Two lines in which a device's own numbers of its messages may run, and how often they went from one to the other and back. */
export type SequenceLines = {
  readonly last: number;
  readonly other: number | null;
  readonly turns: number;
};

/** Numbers are of 16 bits; so many may be lost between two that come. */
const modulus = 65_536;
const mostLost = 256;

const follows = (value: number, last: number): boolean => {
  const step = (value - last + modulus) % modulus;
  return step > 0 && step <= mostLost;
};

export const startSequences = (value: number): SequenceLines => ({ last: value, other: null, turns: 0 });

/**
 * One number more. One that follows neither line begins a new one in place of the older: a device that starts again from zero
 * never comes back to where it was, so it makes no turn. One number again is a message sent again.
 */
export function nextSequence(lines: SequenceLines, value: number): SequenceLines {
  const { last, other, turns } = lines;
  if (value === last || value === other) return lines;
  if (follows(value, last)) return { last: value, other, turns };
  if (other !== null && follows(value, other)) return { last: value, other: last, turns: turns + 1 };
  return { last: value, other: last, turns: 0 };
}
