import type {
  CheckInKind,
  CheckInRhythm,
  CheckInStatus,
  CheckInView,
  ContactResult,
  ContactWay,
  ExcusingReason,
} from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { civilDay, wallClock } from '../../ui/time.ts';

export const kindWords = (kind: CheckInKind): string =>
  ({
    office: () => t`at the office`,
    home: () => t`at home`,
    virtual: () => t`by video`,
    phone: () => t`by telephone`,
  })[kind]();

export const rhythmWords = (rhythm: CheckInRhythm): string =>
  ({
    'weeks-4': () => t`every 4 weeks`,
    'weeks-8': () => t`every 8 weeks`,
    'weeks-12': () => t`every 12 weeks`,
    yearly: () => t`once a year`,
    ordered: () => t`on dates of the order`,
  })[rhythm]();

export const statusWords = (status: CheckInStatus): string =>
  ({
    due: () => t`due`,
    booked: () => t`has a time`,
    kept: () => t`kept`,
    missed: () => t`missed`,
    excused: () => t`excused`,
    'not-known': () => t`not known`,
    ended: () => t`no longer asked for`,
  })[status]();

export const reasonWords = (reason: ExcusingReason): string =>
  ({
    illness: () => t`illness`,
    caring: () => t`care of somebody`,
    work: () => t`work`,
    hearing: () => t`hearing`,
    transport: () => t`transport failed`,
    weather: () => t`weather`,
    bereavement: () => t`death in the family`,
    'device-fault': () => t`fault of a device`,
    'service-fault': () => t`fault of a service`,
    other: () => t`other, as the note says`,
  })[reason]();

export const wayWords = (way: ContactWay): string =>
  ({
    message: () => t`message`,
    call: () => t`call`,
    letter: () => t`letter`,
    visit: () => t`visit`,
  })[way]();

export const resultWords = (result: ContactResult): string =>
  ({
    reached: () => t`reached`,
    'no-answer': () => t`no answer`,
    'contact-wrong': () => t`number or address is wrong`,
    sent: () => t`sent`,
  })[result]();

/** Standing that somebody has to do something about comes in colour, and never in colour alone. */
export function standingOf(checkIn: Pick<CheckInView, 'status' | 'late' | 'reason' | 'letGo' | 'inError'>): {
  readonly words: string;
  readonly tone: 'medium' | 'plain';
} {
  if (checkIn.inError) return { words: t`entered in error`, tone: 'plain' };
  if (checkIn.letGo === 'exception') return { words: t`not asked: an exception for many`, tone: 'plain' };
  if (checkIn.letGo === 'suspended') return { words: t`not asked: suspended`, tone: 'plain' };
  if (checkIn.late) return { words: t`no word yet`, tone: 'medium' };
  if (checkIn.status === 'missed') return { words: statusWords('missed'), tone: 'medium' };
  if (checkIn.reason === null) return { words: statusWords(checkIn.status), tone: 'plain' };
  const reason = reasonWords(checkIn.reason);
  return { words: t`excused: ${reason}`, tone: 'plain' };
}

export const isOpen = ({ status, inError }: Pick<CheckInView, 'status' | 'inError'>): boolean =>
  !inError && (status === 'due' || status === 'booked');

/** Its first day has come in the office's zone: before, nothing can have come of it. */
export const hasBegun = (
  { windowFrom, office }: Pick<CheckInView, 'windowFrom' | 'office'>,
  now: number,
): boolean => windowFrom <= civilDay(now, office.timezone);

/** A civil day as words of the reader's language. */
export const dayWords = (on: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${on}T12:00:00Z`));

/** Time of day in the office's own zone: who reads may sit in another. */
export const clockOf = (at: string, timezone: string): string =>
  wallClock(Date.parse(at), timezone).slice(11);

/** What is to come by its day, then what has been decided, the latest first. */
export const inOrder = <Row extends Pick<CheckInView, 'status' | 'dueOn' | 'inError'>>(
  rows: readonly Row[],
): Row[] => [
  ...rows.filter(isOpen).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
  ...rows.filter((row) => !isOpen(row)).toSorted((a, b) => b.dueOn.localeCompare(a.dueOn)),
];
