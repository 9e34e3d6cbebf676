import { type Millis, say } from '@attend/kernel';
import { type CheckInKind, checkInKinds } from '../checkins/words.ts';
import { type ExcusingReason, excusingReasons } from '../excuses.ts';
import { fieldsOf, itemOf, neededDay, neededWord, type Read, readDay } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

/** What may have come of a check-in. */
export const pastOutcomes = ['kept', 'excused', 'missed', 'not-known'] as const;
export type PastOutcome = (typeof pastOutcomes)[number];

export type CaseloadPastCheckIn = {
  readonly line: number;
  readonly participant: string;
  readonly office: string;
  readonly kind: CheckInKind;
  readonly dueOn: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly outcome: PastOutcome;
  readonly reason: ExcusingReason | null;
  /** When it was said what came of it. */
  readonly decided: Millis;
  readonly contactsConfirmed: boolean | null;
  readonly note: string | null;
};

export function readPastCheckIn(record: CaseloadRecord, timezone: string): Read<CaseloadPastCheckIn> {
  const fields = fieldsOf('past-check-ins', record, timezone);
  const dueOn = neededDay(fields, 'due_on');
  const windowFrom = fields.day('window_from') ?? dueOn;
  const windowTo = fields.day('window_to') ?? dueOn;
  if (windowFrom > dueOn)
    fields.wrong('window_from', 'after-due', 'The window would begin after the day due.');
  if (windowTo < dueOn) fields.wrong('window_to', 'before-due', 'The window would end before the day due.');
  const outcome = neededWord(fields, 'outcome', pastOutcomes);
  const reason = fields.oneOf('reason', excusingReasons);
  if (outcome === 'excused' && reason === null && fields.faults.length === 0)
    fields.wrong(
      'reason',
      'missing',
      say('What excused it is said: {words}.', { words: excusingReasons.join(', ') }),
    );
  if (outcome !== 'excused' && reason !== null)
    fields.wrong('reason', 'nothing-to-excuse', 'A reason is of a check-in that was excused.');
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant'), office: fields.needed('office') },
    ...{ kind: neededWord(fields, 'kind', checkInKinds), dueOn, windowFrom, windowTo, outcome, reason },
    decided: fields.instant('decided') ?? firstInstant(dueOn, timezone),
    ...{ contactsConfirmed: fields.yes('contacts_confirmed'), note: fields.text('note') },
  });
}

const firstInstant = (day: string, timezone: string): Millis =>
  readDay(day)?.toZonedDateTime(timezone).epochMilliseconds ?? 0;

/** By what a check-in that stands is known again. */
export const pastCheckInKeyOf = (
  owner: string,
  { office, kind, dueOn }: Pick<CaseloadPastCheckIn, 'office' | 'kind' | 'dueOn'>,
): string => JSON.stringify([owner, office, kind, dueOn]);
