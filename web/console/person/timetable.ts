import type { ConditionView } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';

type Entry = ConditionView['timetable'][number];
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof week)[number];

/** 2024-01-01 was a Monday. */
const dayName = (day: Day, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + week.indexOf(day)),
  );

const clock = (text: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.parse(`2024-01-01T${text}:00Z`),
  );

/** «Mon–Fri», «Sat, Sun», «Every day»: three or more days in a row are a range. */
export function dayWords(days: readonly Day[], locale: string): string {
  const held = week.filter((day) => days.includes(day));
  if (held.length === 7) return t`Every day`;
  const runs: Day[][] = [];
  for (const day of held) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && week.indexOf(day) === week.indexOf(before) + 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (run.length < 3 || !first || !last) return run.map((day) => dayName(day, locale));
      return [`${dayName(first, locale)}–${dayName(last, locale)}`];
    })
    .join(', ');
}

/** When somebody has to be there, as one would say it. */
export function timetableWords(entry: Entry, locale: string): string {
  const days = dayWords(entry.days, locale);
  const start = clock(entry.start, locale);
  const end = clock(entry.end, locale);
  if (entry.start === entry.end) return t`${days}, 24 hours from ${start}`;
  if (entry.end < entry.start) return t`${days}, ${start} to ${end} the next day`;
  return t`${days}, ${start} to ${end}`;
}
