import type { AccountRequestRow } from '../../database/repositories/account-requests.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import {
  endStaff,
  raiseAccountVersion,
  resetStaff,
  restOn,
  setRoles,
} from '../../database/repositories/staff.ts';

type Applied = Pick<AccountRequestRow, 'staffId' | 'kind' | 'roles' | 'officeIds'>;

/** What was approved holds from the next request on. Who somebody is now rests on two people's word. */
export async function apply(client: Queryable, programmeId: string, row: Applied): Promise<void> {
  await setRoles(client, programmeId, row.staffId, row.roles, row.officeIds);
  if (row.kind === 'invitation' || row.kind === 'reset') await restOn(client, row.staffId, null);
  await raiseAccountVersion(client, row.staffId);
}

/** «This is not them»: whoever holds the account is out. An invitation is withdrawn; who was reset is reset again. */
export async function turnAway(client: Queryable, row: Applied): Promise<void> {
  if (row.kind === 'invitation') await endStaff(client, row.staffId);
  else if (row.kind === 'reset') await resetStaff(client, row.staffId, null);
  else return;
  await raiseAccountVersion(client, row.staffId);
}
