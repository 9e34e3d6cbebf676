import type { StaffRole } from '@attend/contracts/session';
import type { Client } from '../testing/client.ts';

export type Listed = { readonly id: string; readonly version: number; readonly standing: string };

export const list = async (as: Client) => (await as.get('/api/account-requests')).body;
/** What waits about this account, as `as` reads it. */
export const waitingOf = async (as: Client, staffId: string): Promise<Listed> =>
  (await list(as)).requests.find(
    (one: { staff: { id: string }; standing: string }) =>
      one.staff.id === staffId && one.standing === 'waits',
  );
/** Approves, unless told otherwise. */
export const say = (as: Client, request: Listed, more: object = {}) =>
  as.post(`/api/account-requests/${request.id}/decision`, {
    ...{ decision: 'approved', version: request.version, ...more },
  });
export const setRoles = (as: Client, staffId: string, ...roles: StaffRole[]) =>
  as.send('PUT', `/api/staff/${staffId}/roles`, { roles });
export const rolesOf = async (as: Client): Promise<string[]> =>
  (await as.get('/api/session')).body.staff.roles;
export const entryOf = async (as: Client, staffId: string) =>
  (await as.get('/api/staff')).body.staff.find((one: { id: string }) => one.id === staffId);
export const confirm = async (as: Client, staffId: string, version: number) =>
  as.post(`/api/staff/${staffId}/confirmation`, { version, note: 'We spoke, face to face.' });
