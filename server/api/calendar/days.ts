import { addDays, isOpenDay, slotsOf, spanOfDay } from '@attend/casework';
import type { CheckInDays, calendarQuery, HearingDays } from '@attend/contracts/calendar';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  countCheckInDays,
  countHearingDays,
  countTakenPlaces,
  type DaysAsked,
} from '../../database/repositories/calendar-days.ts';
import {
  findOffice,
  listClosures,
  loadCalendar,
  type OfficePlace,
} from '../../database/repositories/office-calendars.ts';
import type { StaffContext } from '../context.ts';

type Asked = z.output<typeof calendarQuery>;
const noOffice = fail({ code: 'not-found', message: 'There is no such office.' });

const daysOf = (office: OfficePlace, { from, days }: Asked): DaysAsked => ({
  officeId: office.id,
  timezone: office.timezone,
  from: spanOfDay(from, office.timezone).from,
  to: spanOfDay(addDays(from, days), office.timezone).from,
  fromDay: from,
  toDay: addDays(from, days),
});

export async function readHearingDays(context: StaffContext, asked: Asked): Promise<Result<HearingDays>> {
  const office = await findOffice(context.client, asked.office);
  if (office === null) return noOffice;
  return succeed({
    days: await countHearingDays(context.client, await context.reach(), daysOf(office, asked)),
  });
}

export async function readCheckInDays(context: StaffContext, asked: Asked): Promise<Result<CheckInDays>> {
  const { client } = context;
  const office = await findOffice(client, asked.office);
  if (office === null) return noOffice;
  const span = daysOf(office, asked);
  const calendar = await loadCalendar(client, office);
  const closures = new Map(
    (await listClosures(client, office.id, asked.from)).map(({ on, name }) => [on, name] as const),
  );
  const counted = new Map(
    (await countCheckInDays(client, await context.reach(), span)).map((day) => [day.on, day] as const),
  );
  const taken = new Map((await countTakenPlaces(client, span)).map(({ on, taken }) => [on, taken] as const));
  return succeed({
    days: Array.from({ length: asked.days }, (_, index) => {
      const on = addDays(asked.from, index);
      return {
        on,
        open: calendar === null ? null : isOpenDay(calendar, on),
        closure: closures.get(on) ?? null,
        places:
          calendar === null ? 0 : slotsOf(calendar, on, calendar.slotMinutes).length * calendar.capacity,
        taken: taken.get(on) ?? 0,
        booked: counted.get(on)?.booked ?? 0,
        due: counted.get(on)?.due ?? 0,
        decided: counted.get(on)?.decided ?? 0,
      };
    }),
  });
}
