import '../../ui/testing/english.ts';
import { type Permission, permissions, type SignedInStaff } from '@attend/contracts/session';
import { expect, it } from 'vitest';
import { places, splitPlaces } from './navigation.ts';

const somebody = (may: readonly Permission[]): SignedInStaff => ({
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'Ana',
  email: 'ana@example.org',
  roles: [],
  permissions: [...may],
  programme: { id: '019a0000-0000-7000-8000-000000000002', name: 'P', timezone: 'UTC', simulated: true },
});
const names = (may: readonly Permission[]) => places(somebody(may)).map(({ name }) => name);

it('offers what may be opened and nothing else', () => {
  expect(names([])).toEqual(['Today']);
  expect(names(['people.read', 'absences.write'])).toEqual(['Today', 'People', 'Absences']);
  // A provider's own contract, and never the list of all of them.
  expect(names(['providers.own', 'providers.answer'])).toEqual(['Today', 'Our contract']);
  expect(names(['providers.read'])).toEqual(['Today', 'Providers']);
});

it('keeps in the bar what it has room for; every other page is in the list, and one alone is no list', () => {
  const all = places(somebody(permissions));
  const { first, more } = splitPlaces(all);
  expect([...first, ...more]).toEqual(all);
  expect(first).toHaveLength(4);
  expect(splitPlaces(all.slice(0, 5)).more).toEqual([]);
  expect(splitPlaces(all.slice(0, 6)).more).toHaveLength(2);
});

it('has a key of its own for each page', () => {
  const keys = places(somebody(permissions)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it('takes an auditor and a supervisor to the questions from anywhere, and nobody else', () => {
  expect(names(['oversight.read'])).toEqual(['Today', 'Oversight', 'Questions']);
  expect(names(['people.read', 'reviews.read'])).not.toContain('Questions');
});
