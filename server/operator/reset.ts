import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { daysToAnswer } from '../access/second-person.ts';
import { hashPassword, makePassword } from '../api/session/password.ts';
import { transaction } from '../database/connect.ts';
import { insertAccountRequest } from '../database/repositories/account-requests.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import { findStaffByEmail, listOfficeIds, lockStaff, resetStaff } from '../database/repositories/staff.ts';
import { contextOf, type Operator } from './operator.ts';

export type Reset = { readonly name: string; readonly password: string };

/**
 * A new first password for somebody who cannot sign in and whom no administrator can help, being perhaps the only one. Every
 * session of theirs ends, and the second factor is to be set up again.
 */
export async function resetAccount(operator: Operator, email: string): Promise<Result<Reset, Fault>> {
  const found = await findStaffByEmail(operator.owner, email);
  if (found === null) return fail({ code: 'not-found', message: `nobody signs in as ${email}` });
  const password = makePassword();
  const hash = await hashPassword(password);
  await transaction(operator.app, contextOf(operator, found.programmeId), async (client) => {
    const staff = await lockStaff(client, found.id);
    await resetStaff(client, found.id, hash);
    // Whoever sees their own account, and supervisors, read that it was reset; what it may do it may still: the operator can do all.
    await insertAccountRequest(client, {
      ...{ programmeId: found.programmeId, staffId: found.id, kind: 'reset' },
      ...{ roles: staff?.roles ?? [], officeIds: await listOfficeIds(client, found.id) },
      ...{ by: { operator: operator.name }, days: daysToAnswer, decision: 'alone' },
    });
    await insertAuditEntry(client, {
      programmeId: found.programmeId,
      staffId: null,
      operator: operator.name,
      action: 'staff.reset',
      entity: 'staff',
      entityId: found.id,
      participantId: null,
      requestId: operator.requestId,
      before: null,
      after: null,
    });
  });
  return succeed({ name: found.name, password });
}
