import type {
  AccountRequest,
  accountDecision,
  accountRequestList,
  staffConfirmation,
} from '@attend/contracts/account-requests';
import { fail, formatInstant, type Result, say, succeed, word, wordOr } from '@attend/kernel';
import type { z } from 'zod';
import { rolesWith } from '../../access/policy.ts';
import { confirmingRoles } from '../../access/second-person.ts';
import { programmeKey } from '../../audit/audit.ts';
import {
  type AccountRequestRow,
  decideAccountRequest,
  insertConfirmation,
  listAccountRequests,
  lockAccountRequest,
} from '../../database/repositories/account-requests.ts';
import { areTwoPeopleNeeded } from '../../database/repositories/second-person.ts';
import { lockStaff, restOn } from '../../database/repositories/staff.ts';
import type { StaffContext } from '../context.ts';
import { apply, turnAway } from './apply.ts';
import { refuseUnconfirmed, voidAskedBy } from './ask.ts';

const deciding = { asking: rolesWith('staff.write'), confirming: confirmingRoles };
const entity = 'account_request';
const keyOf = ({ services, programme }: StaffContext) => services.keyring.create(programmeKey(programme.id));
const whoOf = (id: string | null, name: string | null) =>
  id === null || name === null ? null : { id, name };

const standingOf = ({ decision, isOver }: AccountRequestRow): AccountRequest['standing'] =>
  decision ?? (isOver ? 'lapsed' : 'waits');
const obstacleOf = (row: AccountRequestRow): AccountRequest['obstacle'] => {
  if (row.samePerson) return 'same-person';
  if (!row.askerStands) return 'asker-gone';
  return row.hasFactor ? null : 'no-factor';
};

function viewOf(row: AccountRequestRow, mayDecide: boolean): AccountRequest {
  const standing = standingOf(row);
  const decides = mayDecide && standing === 'waits';
  return {
    id: row.id,
    kind: row.kind,
    staff: { id: row.staffId, name: row.staff, email: row.email },
    roles: [...row.roles],
    offices: [...row.offices],
    provider: row.provider,
    askedBy: whoOf(row.askedById, row.askedBy),
    askedAt: formatInstant(row.askedAt),
    lapsesAt: formatInstant(row.lapsesAt),
    standing,
    decidedBy: whoOf(row.decidedById, row.decidedBy),
    decidedAt: row.decidedAt === null ? null : formatInstant(row.decidedAt),
    note: row.note,
    obstacle: decides ? obstacleOf(row) : null,
    mayDecide: decides,
    version: row.version,
  };
}

export async function readAccountRequests(
  context: StaffContext,
): Promise<Result<z.output<typeof accountRequestList>>> {
  const mayDecide = context.actor.permissions.has('staff.confirm');
  const rows = await listAccountRequests(context.client, keyOf(context), deciding);
  return succeed({
    requests: rows.map((row) => viewOf(row, mayDecide)),
    twoPeople: await areTwoPeopleNeeded(context.client),
  });
}

const samePerson = () =>
  fail({
    code: 'second-person',
    message:
      'The second word is somebody else’s: not that of who asked, nor of whom it is about, nor of an account that rests on either’s word alone.',
  });
const noFactor = (name: string) =>
  fail({
    code: 'no-own-factor',
    ...say(
      '{name} has not signed in with a factor of their own yet: before that, nobody can say who holds the account.',
      { name },
    ),
  });

/** What has to hold of a request for somebody to approve it now. */
function judgeApproval(row: AccountRequestRow, version: number): Result<null> {
  if (!row.actorStands)
    return fail({ code: 'forbidden', message: 'Your roles do not permit this any more.' });
  if (row.samePerson) return samePerson();
  if (row.hasLeft) return fail({ code: 'has-left', ...say('{name} has left already.', { name: row.staff }) });
  if (!row.askerStands)
    return fail({
      code: 'asker-gone',
      ...say('{name} may not change accounts any more: it has to be asked for anew.', {
        name: row.askedBy ?? word('Who asked'),
      }),
    });
  if (row.version !== version || row.version !== row.standingVersion)
    return fail({
      code: 'version-changed',
      message: 'The account has changed since: it has to be asked for anew.',
    });
  return row.hasFactor ? succeed(null) : noFactor(row.staff);
}

/** SGN-25: the second person's word, or their refusal. */
export async function decideOnAccount(
  context: StaffContext,
  id: string,
  { decision, version, note }: z.output<typeof accountDecision>,
): Promise<Result<AccountRequest>> {
  const { client, actor, programme, audit } = context;
  const row = await lockAccountRequest(client, keyOf(context), deciding, id);
  if (row === null) return fail({ code: 'not-found', message: 'Nobody has asked for this here.' });
  const standing = standingOf(row);
  if (standing !== 'waits')
    return fail({
      code: 'changed',
      ...say('It does not wait any more ({standing}).', { standing: wordOr(standing) }),
    });
  if (decision === 'approved') {
    const judged = judgeApproval(row, version);
    if (!judged.ok) return judged;
  }
  await decideAccountRequest(client, keyOf(context), id, {
    ...{ decision, note, by: { staffId: actor.staffId } },
  });
  await audit({
    action: `account-request.${decision}`,
    ...{ entity, entityId: id },
    before: { askedBy: row.askedById, staffId: row.staffId },
    after: { kind: row.kind, roles: row.roles, officeIds: row.officeIds, note },
  });
  if (decision === 'approved') await apply(client, programme.id, row);
  else {
    await turnAway(client, row);
    await voidAskedBy(context, row.staffId);
  }
  const decided = await lockAccountRequest(client, keyOf(context), deciding, id);
  return decided === null
    ? fail({ code: 'not-found', message: 'Nobody has asked for this here.' })
    : succeed(viewOf(decided, true));
}

/** SGN-26: an account that rests on one person's word stands for itself from now on. */
export async function confirmAccount(
  context: StaffContext,
  id: string,
  { version, note }: z.output<typeof staffConfirmation>,
): Promise<Result<Record<never, never>>> {
  const { client, actor, programme, audit } = context;
  const staff = await lockStaff(client, id);
  if (staff === null) return fail({ code: 'not-found', message: 'There is no such member of staff here.' });
  if (staff.ended_at !== null)
    return fail({ code: 'has-left', ...say('{name} has left already.', { name: staff.name }) });
  const { rests_on: vouchedBy } = staff;
  if (vouchedBy === null)
    return fail({
      code: 'changed',
      ...say('{name}’s account stands for itself already.', { name: staff.name }),
    });
  const unconfirmed = await refuseUnconfirmed(context, staff);
  if (unconfirmed !== null) return unconfirmed;
  if (staff.same_person) return samePerson();
  if (staff.account_version !== version)
    return fail({ code: 'version-changed', message: 'The account has changed since: look again.' });
  if (!staff.has_factor) return noFactor(staff.name);
  const request = await insertConfirmation(client, keyOf(context), {
    ...{ programmeId: programme.id, staffId: id, vouchedBy, by: { staffId: actor.staffId }, note },
  });
  await restOn(client, id, null);
  await audit({
    action: 'account-request.approved',
    ...{ entity, entityId: request },
    before: { askedBy: vouchedBy, staffId: id },
    after: { kind: 'confirmation', note },
  });
  return succeed({});
}
