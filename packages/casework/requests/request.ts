import { type Failure, fail, type Millis, type PlainSentence, type Result, succeed } from '@attend/kernel';
import { addDays, type CivilDay } from '../checkins/calendar.ts';
import type { ExceptionRecord } from '../orders/records.ts';

type Span = { readonly from: Millis; readonly to: Millis };

/** A letter may have lain for a while; what came in longer ago than a year is another matter than a request. */
const longestAgoDays = 366;

/** REQ-1, CPL-1: the day on which it came in: today or before, by the clock of where it is worked. */
export function permitReceived(receivedOn: CivilDay, today: CivilDay): Result<null> {
  const refuse = (message: PlainSentence): Result<never> =>
    fail({ code: 'bad-received-day', message, path: ['receivedOn'] } satisfies Failure);
  if (receivedOn > today) return refuse('It lies in the future.');
  return receivedOn < addDays(today, -longestAgoDays)
    ? refuse('It lies more than a year back.')
    : succeed(null);
}

/** REQ-4: nobody answered before the time that was asked for began. It stays asked for until somebody does. */
export const isLateRequest = (
  { status, from }: Pick<ExceptionRecord, 'status' | 'from'>,
  now: Millis,
): boolean => status === 'asked' && from <= now;

/** REQ-3: what was asked for, kept where another span was granted; null: it was granted as asked. */
export const wishedBeside = (wished: Span, granted: Span): Span | null =>
  wished.from === granted.from && wished.to === granted.to ? null : wished;
