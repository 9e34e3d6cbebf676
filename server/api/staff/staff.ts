import type { StaffRole } from '@attend/contracts/session';
import type { staffCreate } from '@attend/contracts/staff';
import type { invitationMade } from '@attend/contracts/ways-in';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { sendInvitation, withdrawInvitation } from '../../database/repositories/invitations.ts';
import {
  countOtherAdministrators,
  createStaff,
  endStaff,
  findOffice,
  findProvider,
  lockStaff,
  reopenStaff,
  replaceOffices,
  replaceRoles,
  resetStaff,
  type StaffRow,
} from '../../database/repositories/staff.ts';
import type { StaffContext } from '../context.ts';
import { hashOfToken, makeToken } from '../invitations/invitations.ts';
import { refusePassword } from '../session/weak-password.ts';

type Made = z.output<typeof invitationMade>;
type Done = Result<Record<never, never>>;
const done = (): Done => succeed({});

/** Somebody new, by invitation: the account is made by whoever opens the link. */
export async function invite(
  context: StaffContext,
  made: z.output<typeof staffCreate>,
): Promise<Result<Made>> {
  const { client, programme, audit } = context;
  const officeId = made.office === null ? null : await findOffice(client, made.office);
  if (made.office !== null && officeId === null)
    return fail({
      code: 'unknown-office',
      message: `There is no office “${made.office}”.`,
      path: ['body', 'office'],
    });
  const providerId = made.provider === null ? null : await findProvider(client, made.provider);
  if (made.provider !== null && providerId === null)
    return fail({
      code: 'unknown-provider',
      message: `There is no provider “${made.provider}”.`,
      path: ['body', 'provider'],
    });
  const { name, email, roles } = made;
  const id = await createStaff(client, {
    programmeId: programme.id,
    name,
    email,
    officeId,
    providerId,
    roles,
  });
  if (id === null)
    return fail({
      code: 'email-taken',
      message: 'This e-mail address has an account or an invitation already.',
      path: ['body', 'email'],
    });
  await audit({
    action: 'staff.invited',
    entity: 'staff',
    entityId: id,
    after: { name, email, roles, officeId, providerId },
  });
  return succeed(await send(context, id));
}

/** Again, with a new link: the one before opens nothing any more. Also after it was withdrawn. */
export async function inviteAgain(context: StaffContext, id: string): Promise<Result<Made>> {
  const found = await lockStaff(context.client, id);
  if (found === null) return noSuchStaff();
  if (found.account_id !== null)
    return fail({ code: 'accepted-already', message: `${found.name} has an account already.` });
  await reopenStaff(context.client, id);
  await context.audit({ action: 'staff.invited-again', entity: 'staff', entityId: id });
  return succeed(await send(context, id));
}

async function send({ client, programme, actor }: StaffContext, staffId: string): Promise<Made> {
  const token = makeToken();
  const expiresAt = await sendInvitation(client, {
    programmeId: programme.id,
    staffId,
    tokenHash: hashOfToken(token),
    sentBy: actor.staffId,
  });
  return { id: staffId, token, expiresAt: expiresAt.toISOString() };
}

export async function changeRoles(
  context: StaffContext,
  id: string,
  roles: readonly StaffRole[],
): Promise<Done> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  if (!roles.includes('administrator') && (await isLastAdministrator(context, found.value)))
    return lastAdministrator();
  await replaceRoles(context.client, context.programme.id, id, roles);
  await context.audit({
    action: 'staff.roles-changed',
    entity: 'staff',
    entityId: id,
    before: { roles: found.value.roles },
    after: { roles },
  });
  return done();
}

/** Where somebody's roles hold from now on: what was seen of other offices is seen no more from the next request on. */
export async function changeOffices(
  context: StaffContext,
  id: string,
  names: readonly string[],
): Promise<Done> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const offices: string[] = [];
  for (const [index, name] of names.entries()) {
    const office = await findOffice(context.client, name);
    if (office === null)
      return fail({
        code: 'unknown-office',
        message: `There is no office “${name}”.`,
        path: ['body', 'offices', index],
      });
    offices.push(office);
  }
  await replaceOffices(context.client, context.programme.id, id, found.value.roles, [...new Set(offices)]);
  await context.audit({
    action: 'staff.offices-changed',
    entity: 'staff',
    entityId: id,
    before: { office: found.value.office },
    after: { offices: names },
  });
  return done();
}

export async function reset(context: StaffContext, id: string, password: string): Promise<Done> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  if (found.value.account_id === null) return notAcceptedYet(found.value.name);
  const weak = refusePassword(password, [found.value.name, found.value.email], 'password');
  if (weak !== null) return fail(weak);
  await resetStaff(context.client, id, await context.services.signIn.hashPassword(password));
  await context.audit({ action: 'staff.reset', entity: 'staff', entityId: id });
  return done();
}

export async function leave(context: StaffContext, id: string): Promise<Done> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  if (await isLastAdministrator(context, found.value)) return lastAdministrator();
  await endStaff(context.client, id);
  await withdrawInvitation(context.client, id);
  await context.audit({
    action: 'staff.ended',
    entity: 'staff',
    entityId: id,
    before: { roles: found.value.roles },
  });
  return done();
}

export async function findStanding({ client }: StaffContext, id: string): Promise<Result<StaffRow>> {
  const found = await lockStaff(client, id);
  if (found === null) return noSuchStaff();
  if (found.ended_at !== null) return fail({ code: 'has-left', message: `${found.name} has left already.` });
  return succeed(found);
}

const noSuchStaff = () => fail({ code: 'not-found', message: 'There is no such member of staff here.' });
const notAcceptedYet = (name: string) =>
  fail({
    code: 'not-accepted-yet',
    message: `${name} has no account yet: send the invitation again instead.`,
  });

/** Nobody could make another one afterwards. */
const isLastAdministrator = async ({ client }: StaffContext, { id, roles }: StaffRow): Promise<boolean> =>
  roles.includes('administrator') && (await countOtherAdministrators(client, id)) === 0;
const lastAdministrator = (): Done =>
  fail({
    code: 'last-administrator',
    message: 'A programme keeps at least one administrator: name another first.',
  });
