import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { confirmingRoles } from '../access/second-person.ts';
import { apply } from '../api/account-requests/apply.ts';
import { programmeKey } from '../audit/audit.ts';
import { transaction } from '../database/connect.ts';
import {
  decideAccountRequest,
  findWaitingRequest,
  insertConfirmation,
} from '../database/repositories/account-requests.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import { needTwoPeople } from '../database/repositories/second-person.ts';
import { findStaffByEmail, lockStaff, restOn } from '../database/repositories/staff.ts';
import { contextOf, type Operator } from './operator.ts';

export type Confirmed = { readonly name: string; readonly what: 'request' | 'account' };

/**
 * The second word, from the machine itself: for the first colleague of a new programme's only administrator, and wherever there is no
 * second person to give it. Whoever runs it has seen who signs in as this (docs/operations/sign-in.md).
 */
export async function confirmByOperator(
  operator: Operator,
  email: string,
): Promise<Result<Confirmed, Fault>> {
  const found = await findStaffByEmail(operator.owner, email);
  if (found === null) return fail({ code: 'not-found', message: `nobody signs in as ${email}` });
  const { id, programmeId } = found;
  const by = { operator: operator.name };
  return transaction(operator.app, contextOf(operator, programmeId), async (client) => {
    const staff = await lockStaff(client, id);
    if (staff === null) return fail({ code: 'not-found', message: `nobody signs in as ${email}` });
    if (!staff.has_factor)
      return fail({
        code: 'no-own-factor',
        message: `${staff.name} has to sign in and set up a second factor or passkey first`,
      });
    const key = operator.keyring.create(programmeKey(programmeId));
    const note = async (request: string): Promise<void> => {
      await insertAuditEntry(client, {
        ...{ programmeId, staffId: null, operator: operator.name, participantId: null },
        ...{ action: 'account-request.approved', entity: 'account_request', entityId: request },
        ...{ requestId: operator.requestId, before: null, after: null },
      });
    };
    const waiting = await findWaitingRequest(client, id);
    if (waiting === null && staff.rests_on === null)
      return fail({
        code: 'nothing-waits',
        message: `nothing of ${staff.name} waits for a second word`,
      });
    if (waiting !== null) {
      if (waiting.version !== staff.account_version)
        return fail({ code: 'version-changed', message: 'the account has changed since it was asked for' });
      await decideAccountRequest(client, key, waiting.id, { decision: 'approved', by, note: null });
      await apply(client, programmeId, waiting);
      await note(waiting.id);
    }
    if (staff.rests_on !== null && waiting?.kind !== 'invitation' && waiting?.kind !== 'reset') {
      const request = await insertConfirmation(client, key, {
        ...{ programmeId, staffId: id, vouchedBy: staff.rests_on, by, note: null },
      });
      await restOn(client, id, null);
      await note(request);
    }
    await needTwoPeople(client, null, confirmingRoles);
    return succeed({ name: staff.name, what: waiting === null ? 'account' : 'request' });
  });
}
