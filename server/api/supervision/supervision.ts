import {
  rolesThatMayBe,
  type SupervisionBegin,
  type supervisionChanged,
  type supervisionList,
} from '@attend/contracts/supervision';
import {
  type Failure,
  fail,
  formatInstant,
  parseInstant,
  type Result,
  say,
  succeed,
  word,
} from '@attend/kernel';
import type { z } from 'zod';
import { listAwayFrom } from '../../database/repositories/absences.ts';
import { findPerson } from '../../database/repositories/people.ts';
import {
  beginProvider,
  beginRepresentation,
  beginSupervision,
  endEntry,
  findStandingStaff,
  hasProvider,
  linkAccount,
  listSupervision,
} from '../../database/repositories/supervision.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText, staffOf } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof supervisionChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such person here.' };

export async function readSupervision(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof supervisionList>>> {
  const { client, record } = context;
  if ((await findPerson(client, id)) === null) return fail(missing);
  await record.open(id);
  const rows = await listSupervision(client, id);
  return succeed({
    participant: id,
    supervision: rows.map(({ staffId, staff, from, to, ...row }) => ({
      ...row,
      staff: staffOf(staffId, staff),
      from: formatInstant(from),
      to: instantText(to),
    })),
    away: (await listAwayFrom(client, id)).map((row) => ({
      staff: { id: row.staffId, name: row.staff },
      standIn: { id: row.standInId, name: row.standIn },
      from: formatInstant(row.from),
      to: formatInstant(row.to),
    })),
    // Reading a person is no right to assign them.
    mayChange: await mayOn(context, 'people.assign', id),
  });
}

async function checkStaff(
  { client }: StaffContext,
  staffId: string,
  as: keyof typeof rolesThatMayBe,
): Promise<Failure | null> {
  const staff = await findStandingStaff(client, staffId);
  if (staff === null)
    return {
      code: 'unknown-staff',
      message: 'Nobody of the staff is meant by this.',
      path: ['body', 'staff'],
    };
  const may: readonly string[] = rolesThatMayBe[as];
  if (staff.roles.some((role) => may.includes(role))) return null;
  return {
    code: 'role-missing',
    ...say('Their roles do not let them be {role} of anybody.', { role: word(as) }),
    path: ['body', 'staff'],
  };
}

async function begin(context: StaffContext, id: string, given: SupervisionBegin): Promise<Failure | null> {
  const { client, programme } = context;
  const of = { programmeId: programme.id, participantId: id };
  if (given.kind === 'provider') {
    if (!(await hasProvider(client, given.provider)))
      return { code: 'unknown-provider', message: 'There is no such provider.', path: ['body', 'provider'] };
    await beginProvider(client, of, given.provider);
    return null;
  }
  const wrong = await checkStaff(context, given.staff, given.kind === 'staff' ? given.role : given.kind);
  if (wrong !== null) return wrong;
  if (given.kind === 'staff') await beginSupervision(client, of, given.staff, given.role);
  else if (given.kind === 'attorney') {
    const to = given.to === null ? null : parseInstant(given.to);
    if (to !== null && to <= context.now())
      return { code: 'bad-span', message: 'It would have ended already.', path: ['body', 'to'] };
    await beginRepresentation(client, of, { staffId: given.staff, authority: given.authority, to });
  } else if (!(await linkAccount(client, of, given.staff)))
    return {
      code: 'account-taken',
      message: 'The person or the account has another.',
      path: ['body', 'staff'],
    };
  return null;
}

/** Says who works with a person from now on. It changes who sees the person, so it is audited with its before and after. */
export async function beginFor(context: StaffContext, id: string, given: SupervisionBegin): Promise<Changed> {
  const { client, record, audit } = context;
  if ((await findPerson(client, id)) === null) return fail(missing);
  await record.open(id);
  const wrong = await begin(context, id, given);
  if (wrong !== null) return fail(wrong);
  await audit({
    action: 'supervision.began',
    entity: 'participant',
    entityId: id,
    participant: id,
    after: given,
  });
  return succeed({ participant: id });
}

export async function endFor(context: StaffContext, id: string, entry: string): Promise<Changed> {
  const { client, record, audit } = context;
  if ((await findPerson(client, id)) === null) return fail(missing);
  await record.open(id);
  if (!(await endEntry(client, id, entry)))
    return fail({ code: 'not-found', message: 'Nothing that stands has this id.', path: ['body', 'entry'] });
  await audit({
    action: 'supervision.ended',
    entity: 'participant',
    entityId: id,
    participant: id,
    before: { entry },
  });
  return succeed({ participant: id });
}
