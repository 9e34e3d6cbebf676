import { type TimetableEntry, weekdays } from '@attend/kernel';

const part =
  /^((?:mon|tue|wed|thu|fri|sat|sun)(?: (?:mon|tue|wed|thu|fri|sat|sun))*) (\d\d:\d\d)-(\d\d:\d\d)$/;
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `mon tue wed 08:00-17:00; sat 09:00-12:00`; null: it is written otherwise. */
export function readTimetable(text: string): TimetableEntry[] | null {
  const entries: TimetableEntry[] = [];
  for (const one of text.split(';').map((each) => each.trim().replaceAll(/\s+/g, ' ').toLowerCase())) {
    const [, days = '', start = '', end = ''] = part.exec(one) ?? [];
    if (!(clock.test(start) && clock.test(end))) return null;
    entries.push({ days: weekdays.filter((day) => days.split(' ').includes(day)), start, end });
  }
  return entries;
}

export const writeHours = (hours: readonly TimetableEntry[]): string =>
  hours.map(({ days, start, end }) => `${days.join(' ')} ${start}-${end}`).join('; ');
