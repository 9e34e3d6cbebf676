import type { Permission, SignedInStaff } from '@attend/contracts/session';
import { createContext, useContext } from 'react';

const StaffContext = createContext<SignedInStaff | null>(null);
export const SignedIn = StaffContext.Provider;

/** Who is signed in. Only pages behind the session's gate ask. */
export function useStaff(): SignedInStaff {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('asked who is signed in outside the session gate');
  return staff;
}
export const may = (staff: SignedInStaff, permission: Permission): boolean =>
  staff.permissions.includes(permission);
