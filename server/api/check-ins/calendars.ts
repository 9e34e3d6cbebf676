import { dayOf, slotsOf, spanOfDay } from '@attend/casework';
import type {
  calendarChanged,
  closureChanged,
  closureCreate,
  officeCalendar,
  officeHoursChange,
  slotList,
} from '@attend/contracts/office-calendar';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { countBooked } from '../../database/repositories/check-ins.ts';
import {
  deleteClosure,
  findHours,
  findOffice,
  insertClosure,
  listClosures,
  loadCalendar,
  loadTaken,
  writeHours,
} from '../../database/repositories/office-calendars.ts';
import type { StaffContext } from '../context.ts';

const noSuchOffice: Failure = { code: 'not-found', message: 'There is no such office.' };

export async function readCalendar(
  { client, now }: StaffContext,
  id: string,
): Promise<Result<z.output<typeof officeCalendar>>> {
  const office = await findOffice(client, id);
  if (office === null) return fail(noSuchOffice);
  const found = await findHours(client, id);
  const hours = found && {
    ...found,
    hours: found.hours.map((entry) => ({ ...entry, days: [...entry.days] })),
  };
  return succeed({ office, hours, closures: await listClosures(client, id, dayOf(now(), office.timezone)) });
}

export async function setHours(
  { client, programme, audit }: StaffContext,
  id: string,
  given: z.output<typeof officeHoursChange>,
): Promise<Result<z.output<typeof calendarChanged>>> {
  if ((await findOffice(client, id)) === null) return fail(noSuchOffice);
  const before = await findHours(client, id);
  const { version, ...hours } = given;
  const written = await writeHours(client, { programmeId: programme.id, officeId: id, version }, hours);
  if (written === null)
    return fail({ code: 'version-changed', message: 'Somebody changed these hours meanwhile.' });
  await audit({ action: 'office.hours-set', entity: 'office_calendar', entityId: id, before, after: hours });
  return succeed({ version: written });
}

/** CHK-4: a day on which the office sees nobody. How many have a time on it is answered, so that somebody tells them. */
export async function close(
  { client, programme, audit }: StaffContext,
  id: string,
  given: z.output<typeof closureCreate>,
): Promise<Result<z.output<typeof closureChanged>>> {
  const office = await findOffice(client, id);
  if (office === null) return fail(noSuchOffice);
  if (!(await insertClosure(client, { programmeId: programme.id, officeId: id }, given)))
    return fail({ code: 'exists', message: 'This day is closed already.', path: ['body', 'on'] });
  await audit({ action: 'office.closed-on', entity: 'office', entityId: id, after: given });
  const { from, to } = spanOfDay(given.on, office.timezone);
  return succeed({ booked: await countBooked(client, id, from, to) });
}

export async function reopen(
  { client, audit }: StaffContext,
  id: string,
  on: string,
): Promise<Result<z.output<typeof closureChanged>>> {
  if ((await findOffice(client, id)) === null) return fail(noSuchOffice);
  const before = await deleteClosure(client, id, on);
  if (before === null) return fail({ code: 'not-found', message: 'This day is not closed.' });
  await audit({ action: 'office.open-on', entity: 'office', entityId: id, before });
  return succeed({ booked: 0 });
}

/** CHK-7: an office's slots of a day that are to come, with the places left. Numbers: nobody's name. */
export async function readSlots(
  { client, now }: StaffContext,
  id: string,
  on: string,
): Promise<Result<z.output<typeof slotList>>> {
  const office = await findOffice(client, id);
  const calendar = office === null ? null : await loadCalendar(client, office);
  if (office === null) return fail(noSuchOffice);
  if (calendar === null) return succeed({ slots: [] });
  const { from, to } = spanOfDay(on, office.timezone);
  const taken = await loadTaken(client, id, from, to);
  return succeed({
    slots: slotsOf(calendar, on, calendar.slotMinutes)
      .filter((at) => at > now())
      .map((at) => ({ at: formatInstant(at), free: Math.max(0, calendar.capacity - (taken.get(at) ?? 0)) })),
  });
}
