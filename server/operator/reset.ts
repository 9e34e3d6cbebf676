import { fail, type Result, succeed } from '@attend/kernel';
import { hashPassword, makePassword } from '../api/session/password.ts';
import { transaction } from '../database/connect.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import { findStaffByEmail, resetStaff } from '../database/repositories/staff.ts';
import { contextOf, type Operator } from './operator.ts';

export type Reset = { readonly name: string; readonly password: string };

/**
 * A new first password for somebody who cannot sign in and whom no administrator can help, being perhaps the only one. Every
 * session of theirs ends, and the second factor is to be set up again.
 */
export async function resetAccount(operator: Operator, email: string): Promise<Result<Reset>> {
  const found = await findStaffByEmail(operator.owner, email);
  if (found === null) return fail({ code: 'not-found', message: `nobody signs in as ${email}` });
  const password = makePassword();
  const hash = await hashPassword(password);
  await transaction(operator.app, contextOf(operator, found.programmeId), async (client) => {
    await resetStaff(client, found.id, hash);
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
