import { staffRoles } from '@attend/contracts/session';
import { expect, test } from 'vitest';
import { confirmingRoles, needsSecondPerson } from './second-person.ts';

test('SGN-25 every role takes two people but those that change nothing and see nobody’s data but one’s own', () => {
  expect(staffRoles.filter((role) => !needsSecondPerson(role))).toEqual(['programme-manager', 'participant']);
});

test('SGN-28 whose word is the second can change nobody’s account without one', () => {
  expect(confirmingRoles).toEqual(['supervisor', 'administrator']);
  expect(confirmingRoles.filter((role) => !needsSecondPerson(role))).toEqual([]);
});
