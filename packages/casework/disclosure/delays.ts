import {
  day,
  fail,
  type Millis,
  type PlainSentence,
  type Result,
  say,
  succeed,
  tell,
  type Wording,
} from '@attend/kernel';

/**
 * Delayed disclosure: a court may order that looks of named members of staff are kept from the participant's own view for a time.
 * Nothing else keeps a look from them. What is here decides; the database's wall (migration 0022) says the same of each row, and a
 * test compares the two.
 */
export type Delay = {
  readonly id: string;
  /** Whose looks; never none, so that no order keeps everybody's. */
  readonly viewers: readonly string[];
  /** Only looks for one of these purposes, word for word. None: whatever their purpose. */
  readonly purposes: readonly string[];
  readonly from: Millis;
  readonly to: Millis;
  /** By then a person has looked whether it is still needed, or it lapses. */
  readonly reviewAt: Millis;
  readonly enteredBy: string;
  readonly confirmedAt: Millis | null;
  readonly reviewedAt: Millis | null;
  readonly endedAt: Millis | null;
};

/** What the access record says of one look, as far as an order may name it. */
export type LookOnRecord = {
  /** Null: a command of the machine's own operator, which no order can name. */
  readonly viewer: string | null;
  readonly action: 'list' | 'open' | 'export';
  readonly purpose: string;
  readonly at: Millis;
  /** Midnight (UTC) of its day. A list is one record for all of a day. */
  readonly day: Millis;
};

/** Three months; a court that needs longer orders again. */
export const longestDelay = 90 * day;
/** Half of the longest: no order runs for longer without a person having looked at it again. */
export const longestUnreviewed = 45 * day;
/** A review earlier than this before its date would judge nothing that has happened since the order began. */
export const reviewOpens = 14 * day;
/**
 * An order of this morning may be entered in the evening, also where it is evening when the next day has begun in UTC, by whose days orders
 * are kept: twelve hours west at most. What was shown before cannot be taken back, so no earlier.
 */
export const earliestBeginning = 1.5 * day;
export const mostViewers = 20;

/** Before the second person's word nothing is kept back, and what was shown by then stays shown. Infinite: not confirmed. */
export const beginningOf = ({ from, confirmedAt }: Delay): Millis =>
  confirmedAt === null ? Number.POSITIVE_INFINITY : Math.max(from, confirmedAt);

/** From then on what it kept back is shown: its end, a person's word, or its review's date with no review. */
export const endOf = ({ to, endedAt, reviewAt, reviewedAt }: Delay): Millis =>
  Math.min(
    to,
    endedAt ?? Number.POSITIVE_INFINITY,
    reviewedAt === null ? reviewAt : Number.POSITIVE_INFINITY,
  );

export const isDelaying = (delay: Delay, now: Millis): boolean =>
  beginningOf(delay) <= now && now < endOf(delay);

/**
 * Whether the order is about this look. A list's record stands for its whole day and for whatever purposes the day had: it is named
 * only where all of that falls under the order, so that none of it is kept back that the order does not name.
 */
export function isNamed(delay: Delay, look: LookOnRecord): boolean {
  if (look.viewer === null || !delay.viewers.includes(look.viewer)) return false;
  const begins = beginningOf(delay);
  if (look.action === 'list')
    return (
      delay.purposes.length === 0 &&
      look.day >= begins &&
      look.day + day <= delay.to &&
      look.day < endOf(delay)
    );
  const hasPurpose = delay.purposes.length === 0 || delay.purposes.includes(look.purpose);
  return hasPurpose && look.at >= begins && look.at < endOf(delay);
}

/** The one thing that keeps a look from the participant: an order in force that names it. */
export const isKeptBack = (look: LookOnRecord, delays: readonly Delay[], now: Millis): boolean =>
  delays.some((delay) => isDelaying(delay, now) && isNamed(delay, look));

/** Under which orders a look was kept back that is shown now: what the participant reads beside it. */
export const delaysBehind = <D extends Delay>(
  look: LookOnRecord,
  delays: readonly D[],
  now: Millis,
): readonly D[] => delays.filter((delay) => endOf(delay) <= now && isNamed(delay, look));

export const delayStandings = [
  'waiting',
  'to-come',
  'in-force',
  'refused',
  'not-confirmed',
  'ended',
  'lapsed',
  'over',
] as const;
export type DelayStanding = (typeof delayStandings)[number];

export function standingOfDelay(delay: Delay, now: Millis): DelayStanding {
  const { confirmedAt, endedAt, reviewedAt, reviewAt, to } = delay;
  if (endedAt !== null) return confirmedAt === null ? 'refused' : 'ended';
  if (confirmedAt === null) return now < reviewAt ? 'waiting' : 'not-confirmed';
  if (reviewedAt === null && now >= reviewAt) return 'lapsed';
  if (now >= to) return 'over';
  return now < beginningOf(delay) ? 'to-come' : 'in-force';
}

export type WantedDelay = Pick<Delay, 'viewers' | 'from' | 'to' | 'reviewAt'> & {
  readonly reference: string;
};

const refuse = (code: string, wording: Wording, field: string): Result<never> =>
  fail({ code, ...tell(wording), path: ['body', field] });

/** `earlier`: what the person's orders were called. Prolonging one takes another order of the court, so another name. */
export function judgeEntry(
  wanted: WantedDelay,
  by: string,
  earlier: readonly { readonly reference: string }[],
  now: Millis,
): Result<null> {
  const { viewers, from, to, reviewAt } = wanted;
  if (viewers.length === 0 || viewers.length > mostViewers)
    return refuse(
      'viewers-missing',
      say('An order names whose looks it keeps back: 1 to {most}.', { most: mostViewers }),
      'viewers',
    );
  if (viewers.includes(by)) return ownLooks('viewers');
  if (from < now - earliestBeginning)
    return refuse(
      'begins-too-early',
      'What has been shown cannot be taken back: it begins today or later.',
      'from',
    );
  if (to <= Math.max(from, now)) return refuse('ends-before-it-begins', 'It would be over already.', 'to');
  if (to - from > longestDelay)
    return refuse(
      'too-long',
      'At most 90 days; what is needed for longer takes another order of the court.',
      'to',
    );
  if (reviewAt <= Math.max(from, now) || reviewAt >= to)
    return refuse('review-outside', 'The review lies between the order’s beginning and its end.', 'reviewAt');
  if (reviewAt - from > longestUnreviewed)
    return refuse('review-too-late', 'It is reviewed within 45 days of its beginning.', 'reviewAt');
  if (earlier.some(({ reference }) => plain(reference) === plain(wanted.reference)))
    return refuse(
      'reference-used',
      'An order with this reference was entered for this person already. It is prolonged by another order alone.',
      'reference',
    );
  return succeed(null);
}

const plain = (reference: string): string => reference.toLowerCase().replaceAll(/\s+/g, '');
const ownLooks = (field?: string): Result<never> =>
  fail({
    code: 'own-look',
    message: 'Nobody decides about the keeping back of their own looks.',
    ...(field === undefined ? {} : { path: ['body', field] }),
  });
const changed = (message: PlainSentence): Result<never> => fail({ code: 'changed', message });
const secondPerson = (message: PlainSentence): Result<never> => fail({ code: 'second-person', message });

/** By another person than who entered it; from then on it holds. */
export function judgeConfirmation(delay: Delay, by: string, now: Millis): Result<null> {
  if (standingOfDelay(delay, now) !== 'waiting') return changed('It does not wait for a second person.');
  if (delay.enteredBy === by) return secondPerson('Somebody else than who entered it must confirm it.');
  return delay.viewers.includes(by) ? ownLooks() : succeed(null);
}

/** Says that it is still needed: once, near its date, and not by who entered it. Who finds that it is not ends it. */
export function judgeReview(delay: Delay, by: string, now: Millis): Result<null> {
  const standing = standingOfDelay(delay, now);
  if (standing !== 'in-force' || delay.reviewedAt !== null)
    return changed('There is nothing to review: it is not in force, or has been reviewed.');
  if (now < delay.reviewAt - reviewOpens)
    return fail({ code: 'too-early', message: 'It is reviewed in the fortnight before its review’s date.' });
  if (delay.enteredBy === by) return secondPerson('Somebody else than who entered it reviews it.');
  return delay.viewers.includes(by) ? ownLooks() : succeed(null);
}

/** Anybody who may keep such orders may end one: showing sooner needs no second person. Before it is confirmed that is a refusal. */
export function judgeEnd(delay: Delay, now: Millis): Result<null> {
  const standing = standingOfDelay(delay, now);
  return standing === 'waiting' || standing === 'to-come' || standing === 'in-force'
    ? succeed(null)
    : changed('It has ended already.');
}
