import '../../ui/testing/english.ts';
import { expect, it } from 'vitest';
import { staffBody, staffEmpty, staffForm } from './form.ts';
import { inOrder, type StaffEntry, standingOf, whereWords } from './view.ts';

const entry = (name: string, endedAt: string | null): StaffEntry => ({
  id: '019a0000-0000-7000-8000-000000000001',
  name,
  email: 'a@example.org',
  roles: ['case-officer'],
  office: null,
  offices: [],
  provider: null,
  createdAt: '2026-01-01T00:00:00Z',
  endedAt,
  invitation: null,
  restsOn: null,
  mayConfirm: false,
  version: 1,
});

it('puts who has left below who works here', () => {
  const names = inOrder([entry('Zoe', null), entry('Ann', '2026-02-01T00:00:00Z'), entry('Bea', null)]).map(
    (each) => each.name,
  );
  expect(names).toEqual(['Bea', 'Zoe', 'Ann']);
});

it('takes an empty office for none, and asks for at least one role', () => {
  const filled = { ...staffEmpty, name: 'Ana', email: 'ana@example.org' };
  expect(staffBody({ ...filled, office: '  ' }).office).toBeNull();
  expect(staffForm.safeParse(staffBody(filled)).success).toBe(false);
  expect(staffForm.safeParse(staffBody({ ...filled, roles: ['auditor'] })).success).toBe(true);
});

it('tells who works here from who is invited, too late, uninvited or gone', () => {
  const now = Date.parse('2026-03-01T00:00:00Z');
  const invited = (expiresAt: string, endedAt: string | null) => ({
    ...entry('Zoe', endedAt),
    invitation: { sentAt: '2026-02-20T00:00:00Z', expiresAt },
  });
  expect(standingOf(entry('Zoe', null), now)).toBe('works');
  expect(standingOf(entry('Zoe', '2026-02-01T00:00:00Z'), now)).toBe('left');
  expect(standingOf(invited('2026-03-02T00:00:00Z', null), now)).toBe('invited');
  expect(standingOf(invited('2026-02-28T00:00:00Z', null), now)).toBe('expired');
  expect(standingOf(invited('2026-02-28T00:00:00Z', '2026-02-28T00:00:00Z'), now)).toBe('withdrawn');
});

it('says where somebody works: at the provider, in named offices, or in every one', () => {
  expect(whereWords({ provider: 'Homeward', offices: [] })).toBe('Homeward');
  expect(whereWords({ provider: null, offices: ['East', 'North'] })).toBe('East, North');
  expect(whereWords({ provider: null, offices: [] })).toBe('Every office');
});
