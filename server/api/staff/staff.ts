import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@attend/contracts/session';
import type { staffCreate } from '@attend/contracts/staff';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  countOtherAdministrators,
  createStaff,
  endStaff,
  findOffice,
  lockStaff,
  replaceRoles,
  resetStaff,
  type StaffRow,
} from '../../database/repositories/staff.ts';
import type { StaffContext } from '../context.ts';

type Done = Result<Record<never, never>>;
const done = (): Done => succeed({});

export async function addStaff(
  { client, programme, audit, services }: StaffContext,
  made: z.output<typeof staffCreate>,
): Promise<Result<{ id: string }>> {
  const officeId = made.office === null ? null : await findOffice(client, made.office);
  if (made.office !== null && officeId === null)
    return fail({
      code: 'unknown-office',
      message: `There is no office “${made.office}”.`,
      path: ['body', 'office'],
    });
  const { name, email, roles } = made;
  const id = await createStaff(client, {
    programmeId: programme.id,
    accountId: randomUUID(),
    name,
    email,
    officeId,
    roles,
    passwordHash: await services.signIn.hashPassword(made.password),
  });
  if (id === null)
    return fail({
      code: 'email-taken',
      message: 'This e-mail address has an account already.',
      path: ['body', 'email'],
    });
  await audit({
    action: 'staff.created',
    entity: 'staff',
    entityId: id,
    after: { name, email, roles, officeId },
  });
  return succeed({ id });
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

export async function reset(context: StaffContext, id: string, password: string): Promise<Done> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  await resetStaff(context.client, id, await context.services.signIn.hashPassword(password));
  await context.audit({ action: 'staff.reset', entity: 'staff', entityId: id });
  return done();
}

export async function leave(context: StaffContext, id: string): Promise<Done> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  if (await isLastAdministrator(context, found.value)) return lastAdministrator();
  await endStaff(context.client, id);
  await context.audit({
    action: 'staff.ended',
    entity: 'staff',
    entityId: id,
    before: { roles: found.value.roles },
  });
  return done();
}

async function findStanding({ client }: StaffContext, id: string): Promise<Result<StaffRow>> {
  const found = await lockStaff(client, id);
  if (found === null) return fail({ code: 'not-found', message: 'There is no such member of staff here.' });
  if (found.ended_at !== null) return fail({ code: 'has-left', message: `${found.name} has left already.` });
  return succeed(found);
}

/** Nobody could make another one afterwards. */
const isLastAdministrator = async ({ client }: StaffContext, { id, roles }: StaffRow): Promise<boolean> =>
  roles.includes('administrator') && (await countOtherAdministrators(client, id)) === 0;
const lastAdministrator = (): Done =>
  fail({
    code: 'last-administrator',
    message: 'A programme keeps at least one administrator: name another first.',
  });
