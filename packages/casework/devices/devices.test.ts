import { expect, test } from 'vitest';
import { changeBetween, markAddress, parseAddress, parseNetwork } from './networks.ts';
import { nextSequence, type SequenceLines, startSequences } from './sequences.ts';

test('DEV-6 a network is an address and a prefix with nothing beyond it', () => {
  for (const good of ['10.20.0.0/16', '192.0.2.7', '0.0.0.0/0', '2001:db8::/32', '::1', 'fe80::/10', '::/0'])
    expect(parseNetwork(good), good).not.toBeNull();
  const bad = [
    '10.20.0.1/16',
    '10.20.0.0/33',
    '10.20.0/16',
    '010.0.0.0/8',
    '256.0.0.0/8',
    '2001:db8::1/32',
    '2001:::/32',
    '1:2:3:4:5:6:7/64',
    '1::2::3/64',
    '::ffff:10.0.0.0/104',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    'example.org',
    '',
  ];
  for (const one of bad) expect(parseNetwork(one), one).toBeNull();
});

test('addresses are told apart by network and family, and one of both listeners is one', () => {
  const mark = (text: string) => markAddress(text, (bytes) => bytes.join('.'));
  const between = (a: string, b: string) => changeBetween(mark(a), mark(b));
  expect(between('192.0.2.7', '::ffff:192.0.2.7')).toBe('same-address');
  expect(between('192.0.2.7', '192.0.2.8')).toBe('same-network');
  expect(between('192.0.2.7', '192.0.3.7')).toBe('other-network');
  expect(between('2001:db8:1::1', '2001:db8:1:ffff::1')).toBe('same-network');
  expect(between('2001:db8:1::1', '2001:db8:2::1')).toBe('other-network');
  expect(between('192.0.2.7', '2001:db8::7')).toBe('other-family');
  expect(parseAddress('fe80::1%eth0')).toBeNull();
});

const turnsOf = (numbers: readonly number[]): number => {
  let lines: SequenceLines | null = null;
  let turns = 0;
  for (const value of numbers) {
    lines = lines === null ? startSequences(value) : nextSequence(lines, value);
    turns = Math.max(turns, lines.turns);
  }
  return turns;
};

test('DEV-2 one count of messages makes no turn, whatever is lost, sent again or begun anew', () => {
  expect(turnsOf([1, 2, 3, 7, 8, 8, 7, 9])).toBe(0);
  expect(turnsOf([65_534, 65_535, 0, 1])).toBe(0);
  expect(turnsOf([900, 901, 0, 1, 2, 3, 0, 1, 2])).toBe(0);
});

test('DEV-2 two counts that run beside each other make a turn each time', () => {
  expect(turnsOf([900, 10, 901, 11, 902, 12])).toBe(4);
  expect(turnsOf([900, 901, 10, 11, 12, 902, 903, 13])).toBe(2);
});
