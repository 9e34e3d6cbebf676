import type { absenceCreate, absenceList } from '@attend/contracts/supervision';
import { day, fail, formatInstant, parseInstant, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { rolesWith } from '../../access/policy.ts';
import { endAbsence, holdsWhere, insertAbsence, listAbsences } from '../../database/repositories/absences.ts';
import { areTwoPeopleNeeded, isSamePerson } from '../../database/repositories/second-person.ts';
import { findStandingStaff } from '../../database/repositories/supervision.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';

export async function readAbsences({ client }: StaffContext): Promise<Result<z.output<typeof absenceList>>> {
  const rows = await listAbsences(client);
  return succeed({
    absences: rows.map((row) => ({
      id: row.id,
      staff: { id: row.staffId, name: row.staff },
      standIn: { id: row.standInId, name: row.standIn },
      from: formatInstant(row.from),
      to: formatInstant(row.to),
    })),
  });
}

/** So that a stand-in who stays is handed the people, and does not see them through an absence without end. */
const longest = 366 * day;

/**
 * ACC-17: an absence has an end, and of a provider's staff none stands in for the agency's, nor the other way round. ACC-28: it opens
 * whoever is assigned to the absent one, so nobody enters what opens them to themselves, nor for offices that are not theirs.
 */
export async function addAbsence(
  { client, programme, actor, audit }: StaffContext,
  given: z.output<typeof absenceCreate>,
): Promise<Result<{ id: string }>> {
  const from = parseInstant(given.from) ?? 0;
  const to = parseInstant(given.to) ?? 0;
  if (to <= from)
    return fail({ code: 'bad-span', message: 'It ends before it begins.', path: ['body', 'to'] });
  if (to - from > longest)
    return fail({ code: 'bad-span', message: 'An absence lasts a year at most.', path: ['body', 'to'] });
  // By an account that counts as one's own neither, once it takes two people to make one.
  const isOwn =
    given.standIn === actor.staffId ||
    ((await areTwoPeopleNeeded(client)) && (await isSamePerson(client, actor.staffId, given.standIn)));
  if (isOwn)
    return fail({
      code: 'second-person',
      ...say('Nobody makes themselves a stand-in: somebody else must enter it {note}.', { note: besides }),
      path: ['body', 'standIn'],
    });
  const away = await findStandingStaff(client, given.staff);
  const standIn = await findStandingStaff(client, given.standIn);
  if (away === null || standIn === null)
    return fail({ code: 'unknown-staff', message: 'Nobody of the staff is meant by this.' });
  if (away.id === standIn.id || away.providerId !== standIn.providerId)
    return fail({
      code: 'not-a-stand-in',
      message: 'A stand-in is somebody else of the same agency or provider.',
      path: ['body', 'standIn'],
    });
  if (!(await holdsWhere(client, { ...actor, roles: rolesWith('absences.write') }, away)))
    return fail({
      code: 'not-yours',
      message: 'A supervisor of their offices must enter it.',
      path: ['body', 'staff'],
    });
  const id = await insertAbsence(client, programme.id, {
    staffId: away.id,
    standInId: standIn.id,
    from,
    to,
  });
  await audit({ action: 'absence.entered', entity: 'absence', entityId: id, after: given });
  return succeed({ id });
}

export async function stopAbsence(
  { client, audit }: StaffContext,
  id: string,
): Promise<Result<Record<never, never>>> {
  if (!(await endAbsence(client, id)))
    return fail({ code: 'not-found', message: 'There is no such absence, or it has ended.' });
  await audit({ action: 'absence.ended', entity: 'absence', entityId: id });
  return succeed({});
}
