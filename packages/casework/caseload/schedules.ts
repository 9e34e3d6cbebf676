import { type CheckInKind, type CheckInRhythm, checkInKinds, checkInRhythms } from '../checkins/words.ts';
import { fieldsOf, itemOf, type Read, readDay } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

export type CaseloadSchedule = {
  readonly line: number;
  readonly participant: string;
  readonly office: string;
  readonly kind: CheckInKind;
  readonly rhythm: CheckInRhythm;
  readonly startsOn: string;
  readonly dates: readonly string[];
  readonly daysBefore: number;
  readonly daysAfter: number;
  readonly endsOn: string | null;
};

const mostDates = 150;

export function readSchedule(record: CaseloadRecord, timezone: string): Read<CaseloadSchedule> {
  const fields = fieldsOf('check-ins', record, timezone);
  const kind = fields.oneOf('kind', checkInKinds);
  if (kind === null) fields.needed('kind');
  const rhythm = fields.oneOf('rhythm', checkInRhythms);
  if (rhythm === null) fields.needed('rhythm');
  const startsOn = fields.day('starts_on');
  if (startsOn === null) fields.needed('starts_on');
  const endsOn = fields.day('ends_on');
  if (startsOn !== null && endsOn !== null && endsOn <= startsOn)
    fields.wrong('ends_on', 'ends-before', 'The schedule would end before it begins.');
  const dates = fields.text('dates')?.split(/[\s,;]+/) ?? [];
  if (dates.length > mostDates || dates.some((date) => readDay(date) === null))
    fields.wrong('dates', 'bad-date', 'Dates are days written as 2026-03-08, with spaces between.');
  if (rhythm !== null && (rhythm === 'ordered') !== dates.length > 0)
    fields.wrong('dates', 'dates-or-rhythm', 'Dates are given for the rhythm ordered, and for no other.');
  return itemOf(fields, {
    line: record.line,
    participant: fields.needed('participant'),
    office: fields.needed('office'),
    kind: kind ?? 'office',
    rhythm: rhythm ?? 'weeks-4',
    startsOn: startsOn ?? '',
    dates: [...new Set(dates)].sort(),
    daysBefore: fields.whole('days_before', 0, 60) ?? 0,
    daysAfter: fields.whole('days_after', 0, 60) ?? 0,
    endsOn,
  });
}

/** By what a schedule that stands is known again. */
export const scheduleKeyOf = ({
  participant,
  kind,
  rhythm,
  startsOn,
}: Pick<CaseloadSchedule, 'participant' | 'kind' | 'rhythm' | 'startsOn'>): string =>
  JSON.stringify([participant, kind, rhythm, startsOn]);

/** The end may stand in the file, or come from the clause: an end that it leaves open is what stands. */
export const isSameSchedule = (standing: Omit<CaseloadSchedule, 'line'>, given: CaseloadSchedule): boolean =>
  standing.office === given.office &&
  standing.dates.join(' ') === given.dates.join(' ') &&
  standing.daysBefore === given.daysBefore &&
  standing.daysAfter === given.daysAfter &&
  (given.endsOn === null || standing.endsOn === given.endsOn);
