import { type OfficeCalendarView, officeHoursChange } from '@attend/contracts/office-calendar';
import { type Weekday, weekdays } from '@attend/kernel';
import { t } from '@lingui/core/macro';

/** One span a day, which is how offices say their hours; empty: closed on that day. */
export type HoursFields = {
  readonly days: Readonly<Record<Weekday, { readonly start: string; readonly end: string }>>;
  readonly slotMinutes: number | string;
  readonly capacity: number | string;
};

const closed = { start: '', end: '' };

/** Hours as they stand. More than one span on a day is shown as its first and kept only until somebody saves another. */
export function hoursFields(of: OfficeCalendarView['hours']): HoursFields {
  const spanOf = (day: Weekday) => {
    const entry = of?.hours.find(({ days }) => days.includes(day));
    return entry ? { start: entry.start, end: entry.end } : closed;
  };
  return {
    days: {
      ...{ mon: spanOf('mon'), tue: spanOf('tue'), wed: spanOf('wed'), thu: spanOf('thu') },
      ...{ fri: spanOf('fri'), sat: spanOf('sat'), sun: spanOf('sun') },
    },
    slotMinutes: of?.slotMinutes ?? 30,
    capacity: of?.capacity ?? 1,
  };
}

/** Whether the office has hours that this form cannot hold: they are not saved over by it. */
export const isBeyondForm = (of: OfficeCalendarView['hours']): boolean =>
  weekdays.some((day) => (of?.hours ?? []).filter(({ days }) => days.includes(day)).length > 1);

type Checked =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export function checkHours(fields: HoursFields, version: number): Checked {
  const errors: Record<string, string> = {};
  for (const day of weekdays) {
    const { start, end } = fields.days[day];
    if ((start === '') !== (end === '')) errors[day] = t`Fill in both times, or none`;
    else if (start !== '' && start >= end) errors[day] = t`The end must come after the beginning`;
  }
  const open = weekdays.filter((day) => fields.days[day].start !== '');
  if (open.length === 0) errors.mon = t`An office that sees nobody holds no check-ins`;
  const body = officeHoursChange.safeParse({
    version,
    slotMinutes: Number(fields.slotMinutes),
    capacity: Number(fields.capacity),
    hours: open.map((day) => ({ days: [day], ...fields.days[day] })),
  });
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  if (body.success) return { ok: true, body: body.data };
  for (const { path } of body.error.issues)
    errors[String(path[0])] = path[0] === 'capacity' ? t`From 1 to 500` : t`From 5 to 240 minutes`;
  return { ok: false, errors };
}
