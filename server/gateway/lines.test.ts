import type { AddressChange } from '@attend/casework';
import type { Frame } from '@attend/protocols/protocol';
import { expect, test } from 'vitest';
import { type FlaggedDevice, Flags } from './flags.ts';
import { type Line, Lines } from './lines.ts';
import { readingOf } from './testing/line.ts';

const device: FlaggedDevice = { id: 'd', programmeId: 'p' };
const minute = 60_000;

class SeenFlags extends Flags {
  readonly seen: { sign: string; change: AddressChange | null; since: number; at: number }[] = [];
  constructor() {
    super(100);
  }
  override add(...[, { sign, change, at, since = at }]: Parameters<Flags['add']>): void {
    this.seen.push({ sign, change: change ?? null, since, at });
  }
}

function startLines() {
  const flags = new SeenFlags();
  const lines = new Lines({ flags, hash: (_programme, bytes) => bytes.join('.'), maximum: 3 });
  return { flags, lines };
}
let numbers = 0;
const lineFrom = (address: string): Line => {
  numbers += 1;
  return { address, number: numbers };
};
const frame = (sequence: number | null = null): Frame => ({
  device: 'd',
  readings: [readingOf('d', 0, { sequence })],
  reply: null,
  rejected: null,
  signal: null,
});

/** Each of the two says something every minute, in turn, so many times. */
function alternate(a: string, b: string, rounds: number) {
  const { flags, lines } = startLines();
  const [one, other] = [lineFrom(a), lineFrom(b)];
  const trace = lines.introduce(one, device, 0);
  lines.spoke(trace, one, frame(), 0);
  lines.introduce(other, device, 1);
  for (let round = 0; round < rounds; round += 1) {
    lines.spoke(trace, other, frame(), (round + 1) * minute);
    lines.spoke(trace, one, frame(), (round + 1) * minute + 1_000);
  }
  return flags.seen;
}

test('DEV-2 two connections from different addresses that go on speaking in turn are flagged, with how the addresses stand', () => {
  const seen = alternate('192.0.2.7', '198.51.100.7', 4);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen[0]).toMatchObject({ sign: 'two-connections', change: 'other-network', since: 1 });
  expect(alternate('192.0.2.7', '192.0.2.8', 4)[0]).toMatchObject({ change: 'same-network' });
});

test('DEV-2 one address, and a device that went to another network, are not', () => {
  expect(alternate('192.0.2.7', '192.0.2.7', 10)).toEqual([]);
  // What was still under way on the old connection arrives after the new one has spoken.
  expect(alternate('192.0.2.7', '198.51.100.7', 1)).toEqual([]);
  const { flags, lines } = startLines();
  for (let n = 0; n < 50; n += 1) {
    const line = lineFrom(`192.0.${n}.7`);
    const trace = lines.introduce(line, device, n * minute);
    for (let k = 0; k < 5; k += 1) lines.spoke(trace, line, frame(), n * minute + k);
    // Half of them are never closed: nothing is heard of them any more.
    if (n % 2 === 0) lines.left(trace, line);
  }
  expect(flags.seen).toEqual([]);
});

test('a device that stayed where it went is asked about no longer, and others hear of it no more', () => {
  const { lines } = startLines();
  const [old, now] = [lineFrom('192.0.2.7'), lineFrom('198.51.100.7')];
  lines.introduce(old, device, 0);
  const trace = lines.introduce(now, device, 1);
  lines.spoke(trace, now, frame(), 2);
  expect(lines.take()).toHaveLength(2);
  lines.spoke(trace, now, frame(), 2 * 3_600_000);
  expect(trace.contest).toBeNull();
  lines.spoke(trace, now, frame(), 2 * 3_600_000 + 1);
  expect(lines.take()).toEqual([]);
});

test('DEV-2 two counts of messages are flagged, though they come from one address or one connection', () => {
  const { flags, lines } = startLines();
  const line = lineFrom('192.0.2.7');
  const trace = lines.introduce(line, device, 0);
  for (let n = 0; n < 6; n += 1) {
    lines.spoke(trace, line, frame(100 + n), n * minute);
    lines.spoke(trace, line, frame(40_000 + n), n * minute + 1);
  }
  expect(flags.seen[0]).toMatchObject({ sign: 'two-sequences', change: null });
});

test('DEV-2 two counts whose turns are hours apart are none', () => {
  const { flags, lines } = startLines();
  const line = lineFrom('192.0.2.7');
  const trace = lines.introduce(line, device, 0);
  for (let n = 0; n < 20; n += 1) lines.spoke(trace, line, frame((n % 2) * 9_000 + n), n * 2 * 3_600_000);
  expect(flags.seen).toEqual([]);
});

test('DEV-2 two gateways tell one another, and each sees what returns to itself', () => {
  const [here, there] = [startLines(), startLines()];
  const [one, other] = [lineFrom('192.0.2.7'), lineFrom('198.51.100.7')];
  const own = here.lines.introduce(one, device, 0);
  const theirs = there.lines.introduce(other, device, 0);
  const tell = (from: Lines, to: Lines, at: number) => {
    for (const word of from.take()) to.hear({ ...word, line: `x/${word.line}` }, at);
  };
  for (let n = 0; n < 6; n += 1) {
    here.lines.spoke(own, one, frame(), n * minute);
    tell(here.lines, there.lines, n * minute + 1);
    there.lines.spoke(theirs, other, frame(), n * minute + 2);
    tell(there.lines, here.lines, n * minute + 3);
  }
  expect(here.flags.seen.length).toBeGreaterThan(0);
  expect(there.flags.seen.length).toBeGreaterThan(0);
});

test('so many devices are remembered and no more, the longest unheard of forgotten', () => {
  const { lines } = startLines();
  const line = lineFrom('192.0.2.7');
  for (let n = 0; n < 10; n += 1) lines.introduce(line, { id: `d${n}`, programmeId: 'p' }, n);
  expect(lines.size).toBe(3);
});
