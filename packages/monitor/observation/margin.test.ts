import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandOf, leastMoved } from './margin.ts';

test.each([
  [0, 0],
  [-0.4, 0],
  [49.9, 0],
  [50, 50],
  [-50, -50],
  [-349, -200],
  [999, 500],
  [40_000, 1_000],
  [-40_000, -1_000],
])('AUT-4 a margin of %d m is told as %d', (margin, band) => {
  expect(bandOf(margin)).toBe(band);
});

test('AUT-4 what two bands say of a movement is never more than the movement was', () => {
  const margin = fc.double({ min: -3_000, max: 3_000, noNaN: true });
  fc.assert(
    fc.property(margin, margin, (from, to) => {
      const least = leastMoved(bandOf(from), bandOf(to));
      expect(least).toBeLessThanOrEqual(Math.abs(to - from));
      expect(leastMoved(bandOf(to), bandOf(from))).toBe(least);
    }),
    { seed: 20_261_126 },
  );
  expect(leastMoved(bandOf(30), bandOf(-1_500))).toBe(950);
});
