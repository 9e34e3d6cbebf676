import { expect, test } from 'vitest';
import { deviceKinds } from '../device/kinds.ts';
import { fittedFirst, lastingPeople } from './lasting.ts';
import { superviseUsually } from './people.ts';

test('three of the demo’s people have been under an order for long, none of whom is being fitted, and each has the level that is meant', () => {
  for (const seed of [7, 1, 99]) {
    const chosen = [...lastingPeople(seed, 150)];
    expect(chosen.map(([, { part }]) => part).sort()).toEqual(['decided', 'overdue', 'proposed']);
    for (const [index, { part }] of chosen) {
      expect(index).toBeGreaterThanOrEqual(fittedFirst);
      const { technology } = superviseUsually(seed, index, 0, true).case.device;
      expect(technology).toBe(part === 'proposed' ? 'wrist' : 'ankle');
    }
  }
  expect(deviceKinds.watch.technology).toBe('wrist');
  expect(lastingPeople(7, 5).size).toBe(0);
});
