import '../../ui/testing/english.ts';
import { type Permission, permissions, type SignedInStaff } from '@attend/contracts/session';
import { expect, it } from 'vitest';
import { parts } from './form.ts';
import { groupsOf } from './groups.ts';

const somebody = (may: readonly Permission[]): SignedInStaff => ({
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'Ana',
  email: 'ana@example.org',
  roles: [],
  permissions: [...may],
  programme: { id: '019a0000-0000-7000-8000-000000000002', name: 'P', timezone: 'UTC', simulated: true },
});
const shown = (may: readonly Permission[]) =>
  groupsOf(somebody(may)).flatMap((group) => group.parts.map(({ part }) => part));

it('each part of a file stands in one group, and none is left out', () => {
  expect(shown(permissions).toSorted()).toEqual([...parts].toSorted());
});

it('a group of which nothing may be opened is not shown', () => {
  const names = groupsOf(somebody(['movement.read'])).map(({ name }) => name);
  expect(names).toEqual(['Overview', 'Orders', 'Alerts and movement', 'Their record']);
  expect(shown([])).toEqual(['overview', 'order', 'suspensions', 'alerts', 'supervision', 'looks']);
});
