import { expect, test } from 'vitest';
import { assignmentFor, type DeviceEntry } from './directory.ts';

const entry: DeviceEntry = {
  id: 'd',
  programmeId: 'p',
  protocol: 'laipac',
  identifier: '1',
  tokenHash: null,
  networks: null,
  quarantined: false,
  // Newest first: worn by one until 1,000, on the shelf, then by another from 2,000 on.
  assignments: [
    { id: 2, from: 2_000, to: null },
    { id: 1, from: 0, to: 1_000 },
  ],
};

test.each([
  ['stored under the earlier wearer, sent under the later one', 500, 2_500, 1],
  ['stored at the last moment of the earlier', 999, 2_500, 1],
  ['of the later wearer', 2_400, 2_500, 2],
  ['stamped while on the shelf goes to whoever holds it now', 1_500, 2_500, 2],
  ['with no stamp goes to whoever holds it now', null, 2_500, 2],
  ['with a clock that was never set goes to whoever holds it now', -5, 2_500, 2],
])('GTW-12 a reading %s', (_, time, now, expected) => {
  expect(assignmentFor(entry, time, now)?.id).toBe(expected);
});

test('GTW-12 on the shelf a reading is nobody’s', () => {
  expect(assignmentFor(entry, null, 1_500)).toBeNull();
});
