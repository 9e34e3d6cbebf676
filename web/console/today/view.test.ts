import { describe, expect, it } from 'vitest';
import { sampleAlert } from '../testing/samples.ts';
import { todaySearch } from './form.ts';
import { arrange, isFiltered, neighbour, ordered, queryOf, raisedLater } from './view.ts';

describe('rows under somebody’s hand', () => {
  const [a, b, c] = [sampleAlert(), sampleAlert(), sampleAlert()];
  it('stay where they are: new ones wait, and one that left keeps its place', () => {
    expect(arrange([a.id, b.id], [c, b], true)).toEqual({ order: [a.id, b.id], waiting: [c.id] });
  });
  it('take their order once the hand is gone', () => {
    expect(arrange([a.id, b.id], [c, b], false)).toEqual({ order: [c.id, b.id], waiting: [] });
  });
  it('are shown at once where nothing was shown before', () => {
    expect(arrange([], [a], true)).toEqual({ order: [a.id], waiting: [] });
  });
});

it('moves the focus within the list, and to its beginning from outside', () => {
  expect(neighbour(['1', '2'], null, 1)).toBe('1');
  expect(neighbour(['1', '2'], '1', 1)).toBe('2');
  expect(neighbour(['1', '2'], '2', 1)).toBe('2');
  expect(neighbour(['1', '2'], '1', -1)).toBe('1');
  expect(neighbour(['1', '2'], 'gone', 1)).toBe('1');
  expect(neighbour([], null, 1)).toBeNull();
});

it('orders only what is open; what is over stays as the server gives it', () => {
  const low = sampleAlert({ severity: 'low' });
  const high = sampleAlert({ severity: 'high' });
  expect(ordered([low, high], 'open')).toEqual([high, low]);
  expect(ordered([low, high], 'closed')).toEqual([low, high]);
});

it('says since when something lasted where that was known a minute later or more', () => {
  const from = '2026-11-24T09:00:00Z';
  expect(raisedLater({ from, raisedAt: '2026-11-24T09:00:59Z' })).toBe(false);
  expect(raisedLater({ from, raisedAt: '2026-11-24T09:01:00Z' })).toBe(true);
});

it('reads the address, leaving out what it does not know', () => {
  expect(todaySearch.parse({ show: 'nonsense', severity: 'high', kind: 'x', mine: true })).toEqual({
    show: undefined,
    severity: 'high',
    kind: undefined,
    mine: true,
  });
  expect(queryOf({})).toEqual({ show: 'open' });
  expect(isFiltered({ show: 'closed' })).toBe(false);
  expect(isFiltered({ mine: true })).toBe(true);
});
