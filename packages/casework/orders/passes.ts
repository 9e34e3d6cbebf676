import { type Failure, fail, type Millis, type PlainSentence, type Result, succeed } from '@attend/kernel';
import type { ExceptionRecord } from './records.ts';

type Pass = Pick<ExceptionRecord, 'from' | 'to' | 'status'>;
/** A year of passes stands in one plan; longer ones are a change of the order. */
const longest: Millis = 366 * 86_400_000;

/** ORD-18: a dated permission not to keep a condition: within its time, not in the past, with an end. */
export function permitAsking(
  asked: { readonly from: Millis; readonly to: Millis },
  condition: { readonly from: Millis; readonly to: Millis | null },
  now: Millis,
): Result<null> {
  const refuse = (message: PlainSentence, path: string): Result<never> =>
    fail({ code: 'bad-exception', message, path: [path] } satisfies Failure);
  if (asked.to <= asked.from) return refuse('It ends before it begins.', 'to');
  if (asked.to <= now) return refuse('It lies in the past.', 'to');
  if (asked.to - asked.from > longest) return refuse('It is longer than a year: change the order.', 'to');
  if (condition.to !== null && asked.from >= condition.to)
    return refuse('The condition has ended by then.', 'from');
  return asked.to <= condition.from ? refuse('The condition has not begun by then.', 'to') : succeed(null);
}

/**
 * ORD-18: granted or refused once, with a reason. One that nobody answered in time is refused all the same, so that it is answered
 * (REQ-4): it does not drop from sight by itself.
 */
export function permitDecision(
  pass: Pass,
  decision: 'granted' | 'refused',
  granted: { readonly to: Millis },
  now: Millis,
): Result<null> {
  if (pass.status !== 'asked')
    return fail({ code: 'already-decided', message: 'This exception is decided already.' });
  return decision === 'granted' && granted.to <= now
    ? fail({ code: 'exception-over', message: 'The time that was asked for is over.' })
    : succeed(null);
}

/**
 * ORD-19: taken back. One that has begun ends now and stays granted until then: what it excused is not undone, or somebody
 * would not have kept a condition that they were told they need not keep.
 */
export function withdrawPass(pass: Pass, now: Millis): Result<Pick<Pass, 'status' | 'to'>> {
  if (pass.status === 'asked') return succeed({ status: 'withdrawn', to: pass.to });
  if (pass.status !== 'granted' || pass.to <= now)
    return fail({ code: 'already-decided', message: 'This exception is over, or was never granted.' });
  return succeed(pass.from < now ? { status: 'granted', to: now } : { status: 'withdrawn', to: pass.to });
}
