import { day } from '@attend/kernel';
import { expect, test } from 'vitest';
import { repairOf } from './repair.ts';

const since = Date.parse('2026-03-01T12:00:00Z');
const all = Array.from({ length: 5_000 }, (_, at) => repairOf(7, at, since));

test('the same fault is repaired the same way, some weeks later, and most devices come back', () => {
  expect(all).toEqual(all.map((_, at) => repairOf(7, at, since)));
  expect(all).not.toEqual(all.map((_, at) => repairOf(8, at, since)));
  const days = all.map(({ until }) => (until - since) / day).sort((a, b) => a - b);
  expect(days[0]).toBeGreaterThan(2);
  expect(days.at(-1)).toBeLessThanOrEqual(120);
  expect(days[2_500]).toBeGreaterThan(14);
  expect(days[2_500]).toBeLessThan(24);
  const back = all.filter(({ end }) => end === 'repaired').length / all.length;
  expect(back).toBeGreaterThan(0.77);
  expect(back).toBeLessThan(0.83);
});
