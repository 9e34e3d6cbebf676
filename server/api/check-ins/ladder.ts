import { type ContactWay, usualLadder } from '@attend/casework';
import type {
  checkInPolicy,
  checkInPolicyChange,
  checkInPolicyRevisions,
} from '@attend/contracts/office-calendar';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  findCheckInPolicy,
  insertCheckInPolicy,
  listCheckInPolicies,
} from '../../database/repositories/office-calendars.ts';
import type { StaffContext } from '../context.ts';

export type Ladder = readonly ContactWay[];
type Policy = z.output<typeof checkInPolicy>;

/** Revision 0: nobody has published one, and the program's own order holds. */
export async function readPolicy({ client }: Pick<StaffContext, 'client'>): Promise<Policy> {
  const found = await findCheckInPolicy(client);
  return { revision: found?.revision ?? 0, ladder: [...(found?.ladder ?? usualLadder)] };
}

/** CHK-20: each order that ever held, from when, by whom and why. */
export async function readRevisions({
  client,
}: Pick<StaffContext, 'client'>): Promise<z.output<typeof checkInPolicyRevisions>> {
  const published = await listCheckInPolicies(client);
  return {
    revisions: [
      ...published.map(({ revision, ladder, from, by, reason }) => ({
        ...{ revision, ladder: [...ladder] },
        published: { from: formatInstant(from), by, reason },
      })),
      { revision: 0, ladder: [...usualLadder], published: null },
    ],
  };
}

/** CHK-11: the order in which contact is tried, from now on. */
export async function publishPolicy(
  context: StaffContext,
  given: z.output<typeof checkInPolicyChange>,
): Promise<Result<Policy>> {
  const { client, programme, actor, audit } = context;
  const before = await readPolicy(context);
  const made = { revision: given.revision + 1, ladder: given.ladder };
  const ours = { ...made, programmeId: programme.id, reason: given.reason, by: actor.staffId };
  if (before.revision !== given.revision || !(await insertCheckInPolicy(client, ours)))
    return fail({ code: 'version-changed', message: 'Somebody has published another order meanwhile.' });
  await audit({
    action: 'check-in-policy.published',
    entity: 'check_in_policy',
    entityId: programme.id,
    before,
    after: { ...made, reason: given.reason },
  });
  return succeed(made);
}
