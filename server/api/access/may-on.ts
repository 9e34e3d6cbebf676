import type { Permission } from '@attend/contracts/session';
import { grantsOf } from '../../access/policy.ts';
import { findBeyond, loadReach } from '../../database/repositories/reach.ts';
import type { StaffContext } from '../context.ts';

/** Whether the actor holds a permission of a person: by the same table and reach as its own route asks. */
export async function mayOn(context: StaffContext, permission: Permission, person: string): Promise<boolean> {
  const { client, actor, programme } = context;
  if (!actor.permissions.has(permission)) return false;
  const reach = await loadReach(client, programme.id, grantsOf(permission));
  return (await findBeyond(client, reach, [person])).length === 0;
}
