import { dayOf, dueDateOf, slotsOf, spanOfDay } from '@attend/casework';
import type {
  calendarChanged,
  closingPreview,
  closureChanged,
  closureCreate,
  officeCalendar,
  officeHoursChange,
  slotList,
} from '@attend/contracts/office-calendar';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { countClosing } from '../../database/repositories/closures.ts';
import {
  deleteClosure,
  findHours,
  findOffice,
  insertClosure,
  listClosures,
  loadCalendar,
  loadFree,
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

/** CHK-4, CHK-18: a day on which the office sees nobody. A job moves what is due on it, and tells whoever had a time. */
export async function close(
  { client, programme, actor, audit }: StaffContext,
  id: string,
  given: z.output<typeof closureCreate>,
): Promise<Result<z.output<typeof closureChanged>>> {
  const office = await findOffice(client, id);
  if (office === null) return fail(noSuchOffice);
  const place = { programmeId: programme.id, officeId: id, by: actor.staffId };
  const closing = await countClosing(client, id, given.on, spanOfDay(given.on, office.timezone));
  if (!(await insertClosure(client, place, given)))
    return fail({ code: 'exists', message: 'This day is closed already.', path: ['body', 'on'] });
  await audit({ action: 'office.closed-on', entity: 'office', entityId: id, after: given });
  return succeed(closing);
}

/** CHK-18: what closing a day would move, and the first open day after it. Numbers alone. */
export async function previewClosing(
  { client, now }: StaffContext,
  id: string,
  on: string,
): Promise<Result<z.output<typeof closingPreview>>> {
  const office = await findOffice(client, id);
  if (office === null) return fail(noSuchOffice);
  const calendar = await loadCalendar(client, office);
  const day = spanOfDay(on, office.timezone);
  if (calendar === null || day.to <= now()) return succeed({ due: 0, booked: 0, next: null });
  const closed = { ...calendar, closed: new Set([...calendar.closed, on]) };
  const next = dueDateOf(onceOn(on), closed, on);
  return succeed({ ...(await countClosing(client, id, on, day)), next: next?.dueOn ?? null });
}

/** As if one were due on that day and might be held on any day after it. */
const onceOn = (on: string) => ({
  ...{ rhythm: 'ordered' as const, startsOn: on, dates: [on], daysBefore: 0, daysAfter: 0 },
});

export async function reopen(
  { client, audit }: StaffContext,
  id: string,
  on: string,
): Promise<Result<z.output<typeof closureChanged>>> {
  if ((await findOffice(client, id)) === null) return fail(noSuchOffice);
  const before = await deleteClosure(client, id, on);
  if (before === null) return fail({ code: 'not-found', message: 'This day is not closed.' });
  await audit({ action: 'office.open-on', entity: 'office', entityId: id, before });
  return succeed({ due: 0, booked: 0 });
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
  const slots = slotsOf(calendar, on, calendar.slotMinutes).filter((at) => at > now());
  const free = await loadFree(client, id, slots);
  return succeed({ slots: slots.map((at) => ({ at: formatInstant(at), free: free.get(at) ?? 0 })) });
}
