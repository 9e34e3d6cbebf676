import type { StaffRole } from '@attend/contracts/session';
import type { staffCreate } from '@attend/contracts/staff';
import type { invitationMade } from '@attend/contracts/ways-in';
import { fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { sendInvitation, withdrawInvitation } from '../../database/repositories/invitations.ts';
import { restsOn } from '../../database/repositories/second-person.ts';
import {
  countOtherAdministrators,
  createStaff,
  endRoles,
  endStaff,
  findOffice,
  findProvider,
  listOfficeIds,
  lockStaff,
  raiseAccountVersion,
  reopenStaff,
  replaceRoles,
  resetStaff,
  restOn,
  type StaffRow,
  setRoles,
} from '../../database/repositories/staff.ts';
import {
  anyNeedsSecond,
  ask,
  confirmFirst,
  dueTo,
  isTwoPeoples,
  mayAsk,
  refuseUnconfirmed,
  voidAbout,
  voidAskedBy,
} from '../account-requests/ask.ts';
import type { StaffContext } from '../context.ts';
import { hashOfToken, makeToken } from '../invitations/invitations.ts';
import { refusePassword } from '../session/weak-password.ts';

type Made = z.output<typeof invitationMade>;
type Done = Result<Record<never, never>>;
/** Whether it waits for a second person's word, or holds already. */
type Changed = Result<{ readonly waits: boolean }>;
const done = (): Done => succeed({});

/**
 * Somebody new, by invitation: the account is made by whoever opens the link. What it is to be and to do holds once a second person has
 * said so (SGN-25); until then it rests on the inviter's word.
 */
export async function invite(
  context: StaffContext,
  made: z.output<typeof staffCreate>,
): Promise<Result<Made>> {
  const { client, programme, actor, audit } = context;
  const officeId = made.office === null ? null : await findOffice(client, made.office);
  if (made.office !== null && officeId === null)
    return fail({
      code: 'unknown-office',
      ...say('There is no office “{name}”.', { name: made.office }),
      path: ['body', 'office'],
    });
  const providerId = made.provider === null ? null : await findProvider(client, made.provider);
  if (made.provider !== null && providerId === null)
    return fail({
      code: 'unknown-provider',
      ...say('There is no provider “{name}”.', { name: made.provider }),
      path: ['body', 'provider'],
    });
  const { name, email, roles } = made;
  const asks = anyNeedsSecond(roles);
  const waits = (await isTwoPeoples(context)) && asks;
  const id = await createStaff(client, {
    ...{ programmeId: programme.id, name, email, officeId, providerId },
    ...{ roles: waits ? [] : roles, restsOn: actor.staffId },
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
  const wanted = { kind: 'invitation', roles, officeIds: officeId === null ? [] : [officeId] } as const;
  if (asks) await ask(context, id, wanted, waits);
  return succeed(await send(context, id, waits));
}

/**
 * Again, with a new link: the one before opens nothing any more. Also after it was withdrawn. Whoever sends it holds the link, so it is
 * they who ask, and it rests on their word.
 */
export async function inviteAgain(context: StaffContext, id: string): Promise<Result<Made>> {
  const { client, actor } = context;
  const two = await isTwoPeoples(context);
  const found = await lockStaff(client, id);
  if (found === null) return noSuchStaff();
  if (found.account_id !== null)
    return fail({ code: 'accepted-already', ...say('{name} has an account already.', { name: found.name }) });
  const wanted = await dueTo(context, found);
  const asks = anyNeedsSecond(wanted.roles);
  await reopenStaff(client, id);
  await restOn(client, id, actor.staffId);
  await raiseAccountVersion(client, id);
  if (two && asks) await endRoles(client, id);
  await context.audit({ action: 'staff.invited-again', entity: 'staff', entityId: id });
  if (asks) await ask(context, id, { kind: 'invitation', ...wanted }, two);
  return succeed(await send(context, id, two && asks));
}

async function send(
  { client, programme, actor }: StaffContext,
  staffId: string,
  waits: boolean,
): Promise<Made> {
  const token = makeToken();
  const expiresAt = await sendInvitation(client, {
    programmeId: programme.id,
    staffId,
    tokenHash: hashOfToken(token),
    sentBy: actor.staffId,
  });
  return { id: staffId, token, expiresAt: expiresAt.toISOString(), waits };
}

/** Roles that are taken away end at once; those that somebody did not have wait for a second person. */
export async function changeRoles(
  context: StaffContext,
  id: string,
  wanted: readonly StaffRole[],
): Promise<Changed> {
  const { client, programme, audit } = context;
  const two = await isTwoPeoples(context);
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const unconfirmed = await refuseUnconfirmed(context, found.value);
  if (unconfirmed !== null) return unconfirmed;
  const roles = [...new Set(wanted)];
  const had = found.value.roles;
  const asks = anyNeedsSecond(roles.filter((role) => !had.includes(role)));
  const waits = two && asks;
  if (waits && found.value.rests_on !== null) return confirmFirst(found.value);
  const now = waits ? had.filter((role) => roles.includes(role)) : roles;
  if (!now.includes('administrator') && (await isLastAdministrator(context, found.value)))
    return lastAdministrator();
  const officeIds = await listOfficeIds(client, id);
  await voidAbout(context, id);
  if (!waits || now.length < had.length) {
    await replaceRoles(client, programme.id, id, now);
    await raiseAccountVersion(client, id);
    await audit({
      action: 'staff.roles-changed',
      entity: 'staff',
      entityId: id,
      before: { roles: had },
      after: { roles: now },
    });
    if (!mayAsk(now)) await voidAskedBy(context, id);
  }
  if (asks) await ask(context, id, { kind: 'roles', roles, officeIds }, waits);
  return succeed({ waits });
}

/**
 * Where somebody's roles hold from now on: what was seen of other offices is seen no more from the next request on. Offices in which they
 * did not hold wait for a second person, and the whole change with them: no office left would mean every one.
 */
export async function changeOffices(
  context: StaffContext,
  id: string,
  names: readonly string[],
): Promise<Changed> {
  const { client, programme, audit } = context;
  const two = await isTwoPeoples(context);
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const unconfirmed = await refuseUnconfirmed(context, found.value);
  if (unconfirmed !== null) return unconfirmed;
  const offices: string[] = [];
  for (const [index, name] of names.entries()) {
    const office = await findOffice(client, name);
    if (office === null)
      return fail({
        code: 'unknown-office',
        ...say('There is no office “{name}”.', { name }),
        path: ['body', 'offices', index],
      });
    offices.push(office);
  }
  const officeIds = [...new Set(offices)];
  const { roles } = found.value;
  const asks = anyNeedsSecond(roles) && widens(await listOfficeIds(client, id), officeIds);
  const waits = two && asks;
  if (waits && found.value.rests_on !== null) return confirmFirst(found.value);
  await voidAbout(context, id);
  if (!waits) {
    await setRoles(client, programme.id, id, roles, officeIds);
    await raiseAccountVersion(client, id);
    await audit({
      action: 'staff.offices-changed',
      entity: 'staff',
      entityId: id,
      before: { office: found.value.office },
      after: { offices: names },
    });
  }
  if (asks) await ask(context, id, { kind: 'offices', roles, officeIds }, waits);
  return succeed({ waits });
}

/** None stands for every office. */
const widens = (had: readonly string[], wanted: readonly string[]): boolean =>
  had.length > 0 && (wanted.length === 0 || wanted.some((office) => !had.includes(office)));

/**
 * What was lost opens nothing any more, at once. What the account may do it may again once a second person has said that whoever has
 * set up a factor of their own since is its owner: until then it is whoever was told the first password.
 */
export async function reset(context: StaffContext, id: string, password: string): Promise<Changed> {
  const { client, actor, services, audit } = context;
  const two = await isTwoPeoples(context);
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const { account_id, name, email } = found.value;
  if (account_id === null) return notAcceptedYet(name);
  if (id === actor.staffId)
    return fail({ code: 'own-account', message: 'Nobody resets their own account: change your password.' });
  if (await restsOn(client, actor.staffId, id))
    return fail({
      code: 'second-person',
      ...say(
        'Your own account rests on {name}’s word: another administrator, or the machine’s operator, resets theirs.',
        { name },
      ),
    });
  const weak = refusePassword(password, [name, email], 'password');
  if (weak !== null) return fail(weak);
  const wanted = await dueTo(context, found.value);
  const waits = two && anyNeedsSecond(wanted.roles);
  if (waits && (await isLastAdministrator(context, found.value))) return lastAdministrator();
  if (waits) await endRoles(client, id);
  await resetStaff(client, id, await services.signIn.hashPassword(password));
  await restOn(client, id, actor.staffId);
  await raiseAccountVersion(client, id);
  await audit({ action: 'staff.reset', entity: 'staff', entityId: id, before: { roles: found.value.roles } });
  await voidAskedBy(context, id);
  await ask(context, id, { kind: 'reset', ...wanted }, waits);
  return succeed({ waits });
}

export async function leave(context: StaffContext, id: string): Promise<Done> {
  await isTwoPeoples(context);
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  if (await isLastAdministrator(context, found.value)) return lastAdministrator();
  await endStaff(context.client, id);
  await withdrawInvitation(context.client, id);
  await raiseAccountVersion(context.client, id);
  await voidAbout(context, id);
  await voidAskedBy(context, id);
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
  if (found.ended_at !== null)
    return fail({ code: 'has-left', ...say('{name} has left already.', { name: found.name }) });
  return succeed(found);
}

const noSuchStaff = () => fail({ code: 'not-found', message: 'There is no such member of staff here.' });
const notAcceptedYet = (name: string) =>
  fail({
    code: 'not-accepted-yet',
    ...say('{name} has no account yet: send the invitation again instead.', { name }),
  });

/** Nobody could make another one afterwards. */
const isLastAdministrator = async ({ client }: StaffContext, { id, roles }: StaffRow): Promise<boolean> =>
  roles.includes('administrator') && (await countOtherAdministrators(client, id)) === 0;
const lastAdministrator = () =>
  fail({
    code: 'last-administrator',
    message: 'A programme keeps at least one administrator: name another first.',
  });
