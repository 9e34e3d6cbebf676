import type { AccountRequest } from '@attend/contracts/account-requests';
import type { StaffRole } from '@attend/contracts/session';
import { fail, type Result, say } from '@attend/kernel';
import { may } from '../../access/policy.ts';
import { confirmingRoles, daysToAnswer, needsSecondPerson } from '../../access/second-person.ts';
import {
  findOutstanding,
  findWaiting,
  insertAccountRequest,
  voidAccountRequests,
} from '../../database/repositories/account-requests.ts';
import { needTwoPeople } from '../../database/repositories/second-person.ts';
import { listOfficeIds, type StaffRow } from '../../database/repositories/staff.ts';
import type { StaffContext } from '../context.ts';

/** What somebody's account is to have. Offices by id; none: every office of the agency. */
export type Wanted = {
  readonly kind: Exclude<AccountRequest['kind'], 'confirmation'>;
  readonly roles: readonly StaffRole[];
  readonly officeIds: readonly string[];
};

const entity = 'account_request';

/**
 * Whether two people are needed here by now. Asked at the beginning of every command on an account, also of those that one person
 * may do alone: ending one's only colleague must not be the way back to the beginning.
 */
export const isTwoPeoples = ({ client, actor }: StaffContext): Promise<boolean> =>
  needTwoPeople(client, actor.staffId, confirmingRoles);

export const anyNeedsSecond = (roles: readonly StaffRole[]): boolean => roles.some(needsSecondPerson);

/** Puts on record what was asked, in its transaction: it waits for a second person, or took effect on one person's word. */
export async function ask(
  context: StaffContext,
  staffId: string,
  wanted: Wanted,
  waits: boolean,
): Promise<void> {
  const { client, programme, actor, audit } = context;
  await voidAbout(context, staffId);
  const id = await insertAccountRequest(client, {
    ...{ programmeId: programme.id, staffId, ...wanted, by: { staffId: actor.staffId } },
    ...{ days: daysToAnswer, decision: waits ? null : 'alone' },
  });
  await audit({
    action: waits ? 'account-request.asked' : 'account-request.alone',
    ...{ entity, entityId: id },
    after: { ...wanted, staffId, askedBy: actor.staffId },
  });
}

/** The account stands differently: what waits for it waits no more. */
export const voidAbout = (context: StaffContext, staffId: string): Promise<void> =>
  voidAll(context, { about: staffId });

/** Who asked for it may not any more: their word counts for nothing. */
export const voidAskedBy = (context: StaffContext, staffId: string): Promise<void> =>
  voidAll(context, { askedBy: staffId });

export const mayAsk = (roles: readonly StaffRole[]): boolean => may(roles, 'staff.write');

async function voidAll(
  { client, audit }: StaffContext,
  which: Parameters<typeof voidAccountRequests>[1],
): Promise<void> {
  for (const { id, staffId, askedById } of await voidAccountRequests(client, which))
    await audit({
      action: 'account-request.void',
      ...{ entity, entityId: id },
      after: { staffId, askedBy: askedById },
    });
}

/** What somebody has; where they came or were reset and nobody has confirmed it yet, what they are to have. */
export async function dueTo(
  { client }: StaffContext,
  staff: Pick<StaffRow, 'id' | 'roles'>,
): Promise<Pick<Wanted, 'roles' | 'officeIds'>> {
  if (staff.roles.length > 0) return { roles: staff.roles, officeIds: await listOfficeIds(client, staff.id) };
  return (await findOutstanding(client, staff.id)) ?? { roles: [], officeIds: [] };
}

/** Who somebody is comes before what they may do. */
export const confirmFirst = ({ name }: Pick<StaffRow, 'name'>): Result<never> =>
  fail({
    code: 'waits',
    ...say('A second person has to say first that {name} is who this account says: on the page Staff.', {
      name,
    }),
  });

export async function refuseUnconfirmed(
  { client }: StaffContext,
  staff: Pick<StaffRow, 'id' | 'name'>,
): Promise<Result<never> | null> {
  const waiting = await findWaiting(client, staff.id);
  return waiting?.kind === 'invitation' || waiting?.kind === 'reset' ? confirmFirst(staff) : null;
}
