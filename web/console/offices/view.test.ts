import '../../ui/testing/english.ts';
import { expect, it } from 'vitest';
import type { StaffEntry } from '../staff/view.ts';
import { placeForms } from './form.ts';
import { everywhere, isEmpty } from './view.ts';

const entry = (over: Partial<StaffEntry>): StaffEntry => ({
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'Ana',
  email: 'a@example.org',
  roles: ['case-officer'],
  office: null,
  offices: [],
  provider: null,
  createdAt: '2026-01-01T00:00:00Z',
  endedAt: null,
  invitation: null,
  ...over,
});

it('counts as working everywhere neither a provider’s staff, nor leavers, nor who is of an office', () => {
  const staff = [
    entry({}),
    entry({ provider: 'Homeward' }),
    entry({ endedAt: '2026-02-01T00:00:00Z' }),
    entry({ offices: ['North'] }),
  ];
  expect(everywhere(staff)).toBe(1);
  expect([isEmpty({ staff: 0 }), isEmpty({ staff: 2 })]).toEqual([true, false]);
});

it('wants a name, without spaces around it', () => {
  expect(placeForms.office.safeParse({ name: '  ' }).success).toBe(false);
  expect(placeForms.provider.parse({ name: ' Homeward ' })).toEqual({ name: 'Homeward' });
});
