import { expect, test } from 'vitest';
import {
  kilometresPerHourFromMetresPerSecond,
  knotsFromMetresPerSecond,
  metresPerSecondFromKilometresPerHour,
  metresPerSecondFromKnots,
  radius68FromRadius95,
  radius95FromRadius68,
} from './units.ts';

test('a knot is 1.852 km/h, both ways', () => {
  expect(metresPerSecondFromKnots(1)).toBeCloseTo(1.852 / 3.6, 12);
  expect(metresPerSecondFromKilometresPerHour(3.6)).toBe(1);
  expect(knotsFromMetresPerSecond(metresPerSecondFromKnots(12.34))).toBeCloseTo(12.34, 12);
  expect(kilometresPerHourFromMetresPerSecond(metresPerSecondFromKilometresPerHour(12.34))).toBeCloseTo(
    12.34,
    12,
  );
});

test('the 95 % radius is 1.62 times the 68 % one', () => {
  expect(radius95FromRadius68(10)).toBeCloseTo(16.2, 12);
  expect(radius68FromRadius95(16.2)).toBeCloseTo(10, 12);
  // Rayleigh: P(r) = 1 − exp(−r²/2σ²).
  expect(Math.sqrt(Math.log(0.05) / Math.log(0.32))).toBeCloseTo(1.62, 2);
});
