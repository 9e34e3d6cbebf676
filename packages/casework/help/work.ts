import {
  day,
  type Failure,
  fail,
  type Millis,
  minute,
  type Result,
  succeed,
  tell,
  type Wording,
} from '@attend/kernel';
import type { HelpDoubt, HelpKind, HelpOutcome, HelpStatus, InterpretingMode } from './words.ts';

/** The hearing or check-in that help is for. */
export type HelpTarget = {
  readonly kind: 'hearing' | 'check-in';
  /** Scheduled, or due or booked; nobody has said that it was entered in error, and clocks do not stand still. */
  readonly standing: 'open' | 'moved' | 'cancelled' | 'held' | 'suspended';
  /** Null: a check-in that has no time yet. */
  readonly at: Millis | null;
  /** When it is over at the latest: of a hearing its time, of a check-in the end of its window. */
  readonly until: Millis;
};
export type StandingHelp = {
  readonly status: HelpStatus;
  readonly kind: HelpKind | null;
  readonly inError: boolean;
  readonly from: Millis | null;
  /** The check-in's time for which it was arranged. */
  readonly forAt: Millis | null;
};

const entered: Failure = { code: 'already-marked', message: 'This was entered in error.' };
const settled: Failure = {
  code: 'settled',
  message: 'What came of this help is on record already: ask for it anew.',
};
const isOpen = ({ status, inError }: StandingHelp): boolean =>
  !inError && (status === 'asked' || status === 'arranged');
const permitOpen = (help: StandingHelp): Result<null> =>
  help.inError ? fail(entered) : isOpen(help) ? succeed(null) : fail(settled);

/** Clocks of two machines differ. */
const ahead: Millis = 5 * minute;
/** A form that lay for longer than that is about another hearing. */
const longestAgo: Millis = 366 * day;

/** HLP-1: help is for something that is still to come. */
export function permitAsk(target: HelpTarget, asked: { readonly at: Millis }, now: Millis): Result<null> {
  if (target.standing !== 'open' || target.until <= now)
    return fail({ code: 'not-to-come', message: 'This hearing or check-in is not to come any more.' });
  if (asked.at > now + ahead)
    return fail({
      code: 'future',
      message: 'This is still to come: nobody has asked yet.',
      path: ['askedAt'],
    });
  if (asked.at < now - longestAgo)
    return fail({
      code: 'too-long-ago',
      message: 'What was asked more than a year ago is asked anew.',
      path: ['askedAt'],
    });
  return succeed(null);
}

export type Arrangement = {
  readonly kind: HelpKind;
  readonly from: Millis | null;
  readonly to: Millis | null;
  readonly mode: InterpretingMode | null;
  readonly language: string | null;
  readonly place: string | null;
};

const missing = (code: string, wording: Wording, field: string): Result<never> =>
  fail({ code, ...tell(wording), path: [field] });

/** HLP-2: who can be relied on is somebody with a name, a time and, for a ride, a place. */
export function permitArrange(help: StandingHelp, target: HelpTarget, given: Arrangement): Result<null> {
  const open = permitOpen(help);
  if (!open.ok) return open;
  if (target.standing !== 'open')
    return fail({ code: 'not-to-come', message: 'This hearing or check-in is not to come any more.' });
  const { kind, from, to, mode, language, place } = given;
  if (from !== null && to !== null && to <= from)
    return missing('bad-span', 'It ends before it begins.', 'to');
  if (from === null && to !== null) return missing('from-missing', 'Say from when.', 'from');
  if (kind === 'transport' && from === null)
    return missing('from-missing', 'Say when they are picked up.', 'from');
  if (kind === 'transport' && place === null)
    return missing('place-missing', 'Say where they are picked up.', 'place');
  if (kind === 'transport' && from !== null && target.at !== null && from > target.at)
    return missing('too-late', 'They would be picked up after it begins.', 'from');
  if (kind === 'interpreter' && mode === null)
    return missing('mode-missing', 'Say how the interpreter interprets.', 'mode');
  if (kind === 'interpreter' && language === null)
    return missing('language-missing', 'Say which language.', 'language');
  if (kind !== 'interpreter' && mode !== null)
    return missing('mode-without-interpreter', 'Only an interpreter interprets.', 'mode');
  return succeed(null);
}

/** HLP-3: what was never arranged cannot have come; what is still to come neither. */
export function permitSettle(
  help: StandingHelp,
  target: Pick<HelpTarget, 'at' | 'until'>,
  as: HelpOutcome,
  now: Millis,
): Result<null> {
  const open = permitOpen(help);
  if (!open.ok) return open;
  if (as !== 'provided') return succeed(null);
  if (help.status !== 'arranged')
    return fail({
      code: 'not-arranged',
      message: 'Say first who came: it was never arranged.',
      path: ['as'],
    });
  const begins = Math.min(help.from ?? target.at ?? target.until, target.at ?? target.until);
  return begins <= now + ahead
    ? succeed(null)
    : fail({ code: 'not-yet', message: 'It is still to come.', path: ['as'] });
}

/** HLP-4: only what stands for a hearing that moved is asked for again at its new time, and only by a person. */
export function permitCarry(help: StandingHelp, target: Pick<HelpTarget, 'standing'>): Result<null> {
  const open = permitOpen(help);
  if (!open.ok) return open;
  return target.standing === 'moved'
    ? succeed(null)
    : fail({ code: 'not-moved', message: 'Only help for a hearing that moved is asked for again.' });
}

/** HLP-4: why somebody has to look at open help again; null: it stands as it is. */
export function doubtOf(help: StandingHelp, target: HelpTarget, now: Millis): HelpDoubt | null {
  if (!isOpen(help)) return null;
  if (target.standing === 'moved' || target.standing === 'cancelled') return target.standing;
  if (target.standing === 'suspended') return 'suspended';
  if (target.standing === 'held' || target.until <= now) return 'over';
  if (help.status === 'arranged' && target.kind === 'check-in' && help.forAt !== target.at)
    return 'time-changed';
  return null;
}
