import type { Permission } from '@attend/contracts/session';
import type { StaffContext } from '../context.ts';

/** Whether the actor holds a permission of a person: by the same table and reach as its own route asks. */
export const mayOn = async (
  { actor, reaches }: Pick<StaffContext, 'actor' | 'reaches'>,
  permission: Permission,
  person: string,
): Promise<boolean> => actor.permissions.has(permission) && (await reaches.includes(permission, person));
