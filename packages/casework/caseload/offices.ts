import type { TimetableEntry } from '@attend/kernel';
import { type Fields, fieldsOf, itemOf, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';
import { readTimetable } from './timetables.ts';

export type CaseloadOffice = {
  readonly line: number;
  readonly name: string;
  readonly timezone: string;
  /** Null: the file does not say. With them stand the length of a slot and how many are seen at once. */
  readonly calendar: {
    readonly hours: readonly TimetableEntry[];
    readonly slotMinutes: number;
    readonly capacity: number;
  } | null;
};

const usualSlot = 30;
const usualCapacity = 1;

export function readOffice(record: CaseloadRecord, timezone: string): Read<CaseloadOffice> {
  const fields = fieldsOf('offices', record, timezone);
  const name = fields.needed('name');
  const zone = fields.timezone('timezone');
  if (zone === null) fields.needed('timezone');
  const hours = readHours(fields);
  const slotMinutes = fields.whole('slot_minutes', 5, 240);
  const capacity = fields.whole('capacity', 1, 500);
  if (hours === null && (slotMinutes !== null || capacity !== null))
    fields.wrong('hours', 'missing', 'Slots and capacity are of opening hours, and none are given.');
  return itemOf(fields, {
    ...{ line: record.line, name, timezone: zone ?? '' },
    calendar:
      hours === null
        ? null
        : { hours, slotMinutes: slotMinutes ?? usualSlot, capacity: capacity ?? usualCapacity },
  });
}

/** `mon tue wed 08:00-17:00; sat 09:00-12:00`. An office is open within a day. */
function readHours(fields: Fields): TimetableEntry[] | null {
  const text = fields.text('hours');
  if (text === null) return null;
  const entries = readTimetable(text);
  return entries?.every(({ start, end }) => start < end)
    ? entries
    : fields.wrong('hours', 'bad-hours', 'Hours are written as mon tue 08:00-17:00; sat 09:00-12:00.');
}
