import {
  type AuthoritySpan,
  type Failure,
  fail,
  type Millis,
  type PlainSentence,
  type Result,
  succeed,
} from '@attend/kernel';

/** One of two records that are to be one person's, as far as it matters to that. */
export type MergeSide = {
  readonly id: string;
  /** Stands under another record already. */
  readonly isMerged: boolean;
  /** Another record stands under it. */
  readonly keepsOthers: boolean;
  readonly isDestroyed: boolean;
  readonly wears: boolean;
  readonly authority: readonly AuthoritySpan[];
  /** What lets somebody see it: office, providers, who works with them, attorneys, in one order. */
  readonly ties: readonly string[];
};

const stands = (span: AuthoritySpan, now: Millis): boolean =>
  span.withdrawnAt === null && (span.to === null || span.to > now);
const from = (span: AuthoritySpan, now: Millis): Millis => Math.max(span.from, now);
const overlap = (a: AuthoritySpan, b: AuthoritySpan, now: Millis): boolean =>
  from(a, now) < (b.to ?? Number.POSITIVE_INFINITY) && from(b, now) < (a.to ?? Number.POSITIVE_INFINITY);

const refuse = (code: string, message: PlainSentence): Result<never, Failure> => fail({ code, message });

/**
 * PPL-21, PPL-22: whether two records may be one person's, and whether that lets anybody see more than before. Two devices worn, or
 * two authorities at one time, are not for software to decide between: a person ends one of them first.
 */
export function mayMerge(kept: MergeSide, other: MergeSide, now: Millis): Result<{ widens: boolean }> {
  if (kept.id === other.id) return refuse('same-record', 'Choose two records.');
  if (kept.isDestroyed || other.isDestroyed)
    return refuse('person-destroyed', 'The key of one of them was destroyed.');
  if (kept.isMerged) return refuse('merged-already', 'The first stands under another record already.');
  if (other.isMerged) return refuse('merged-already', 'The second stands under another record already.');
  if (other.keepsOthers)
    return refuse(
      'merged-already',
      'Another record stands under the second: keep that one, or undo it first.',
    );
  if (kept.wears && other.wears)
    return refuse('both-wear', 'Both have a device now. End one of the assignments first.');
  const clash = kept.authority.some(
    (a) => stands(a, now) && other.authority.some((b) => stands(b, now) && overlap(a, b, now)),
  );
  if (clash)
    return refuse(
      'both-authority',
      'Both are under authority at the same time. End one of the orders first.',
    );
  return succeed({ widens: JSON.stringify(kept.ties) !== JSON.stringify(other.ties) });
}
