import type { Permission, StaffRole } from '@attend/contracts/session';
import { aboutPeople, policy, rolesWith } from './policy.ts';

/**
 * Whether it takes two people to give somebody this role: every one that changes anything, or sees anybody's data but one's own.
 * Read off the policy table, so that a permission which is added there is never given by one person alone.
 */
export const needsSecondPerson = (role: StaffRole): boolean =>
  Object.entries(policy[role]).some(
    ([permission, relations]) =>
      !permission.endsWith('.read') ||
      (aboutPeople.has(permission as Permission) && relations.some((relation) => relation !== 'oneself')),
  );

/** Whose word counts as the second. */
export const confirmingRoles: readonly StaffRole[] = rolesWith('staff.confirm');

/** Nobody's account is changed for good by one person: how long one waits for the second word before it lapses. */
export const daysToAnswer = 14;
