import '../../ui/testing/english.ts';
import type { SupervisionEntry } from '@attend/contracts/supervision';
import { describe, expect, it } from 'vitest';
import { bringInEmpty, checkBringIn } from './form.ts';
import { choicesFor, positionOf, sortEntries } from './view.ts';

const at = (day: string) => `${day}T12:00:00Z`;
const now = Date.parse(at('2026-03-01'));
const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}`;
const entry = (n: number, over: Partial<SupervisionEntry>): SupervisionEntry => ({
  id: id(n),
  kind: 'staff',
  as: 'case-officer',
  staff: { id: id(n), name: `Staff ${n}` },
  provider: null,
  from: at('2026-01-01'),
  to: null,
  ...over,
});

it('puts the officer first, and what has ended apart; what ends later stands yet', () => {
  const attorney = entry(1, { kind: 'attorney', as: 'court', to: at('2026-04-01') });
  const former = entry(2, { to: at('2026-02-01') });
  const officer = entry(3, {});
  const provider = entry(4, { kind: 'provider', as: 'provider', staff: null, provider: 'Homeward' });
  const sorted = sortEntries([attorney, provider, officer, former], now);
  expect(sorted.now).toEqual([officer, provider, attorney]);
  expect(sorted.before).toEqual([former]);
  expect(positionOf(attorney)).toBe('attorney');
});

it('offers for each position whoever’s roles allow it, and nobody who stands there', () => {
  const colleagues = [
    { id: id(3), name: 'Staff 3', roles: ['case-officer' as const], provider: null },
    { id: id(5), name: 'Bea', roles: ['supervisor' as const], provider: null },
    { id: id(6), name: 'Cal', roles: ['case-worker' as const], provider: 'Homeward' },
    { id: id(7), name: 'Dee', roles: ['administrator' as const], provider: null },
  ];
  const providers = [{ id: id(8), name: 'Homeward' }];
  const list = { colleagues, providers };
  const labels = (position: Parameters<typeof choicesFor>[0], standing: readonly SupervisionEntry[] = []) =>
    choicesFor(position, list, standing).map(({ label }) => label);
  expect(labels('case-officer', [entry(3, {})])).toEqual(['Bea']);
  expect(labels('stand-in', [entry(3, {})])).toEqual(['Staff 3', 'Bea']);
  expect(labels('installer')).toEqual(['Cal · Homeward']);
  expect(labels('attorney')).toEqual([]);
  expect(labels('provider')).toEqual(['Homeward']);
  const there = entry(9, { kind: 'provider', as: 'provider', staff: null, provider: 'Homeward' });
  expect(labels('provider', [there])).toEqual([]);
});

describe('what is typed becomes the command', () => {
  const check = (over: object) =>
    checkBringIn({ ...bringInEmpty('attorney'), ...over }, 'America/New_York', now);
  it('asks for each field that is missing, at that field', () => {
    expect(check({})).toMatchObject({
      ok: false,
      errors: { whom: 'Choose somebody', authority: 'Say whose authority it is' },
    });
    expect(check({ as: 'provider' })).toMatchObject({ ok: false, errors: { whom: 'Choose a provider' } });
    expect(check({ whom: id(1), authority: 'court', until: '2026-02-28' })).toMatchObject({
      errors: { until: 'This day is over already' },
    });
  });
  it('counts the last day, in the programme’s zone', () => {
    expect(check({ whom: id(1), authority: 'court', until: '2026-03-01' })).toEqual({
      ok: true,
      body: { kind: 'attorney', staff: id(1), authority: 'court', to: '2026-03-02T05:00:00.000Z' },
    });
    expect(check({ whom: id(1), authority: 'participant' })).toMatchObject({ body: { to: null } });
    expect(check({ as: 'stand-in', whom: id(1) })).toEqual({
      ok: true,
      body: { kind: 'staff', staff: id(1), role: 'stand-in' },
    });
  });
});
