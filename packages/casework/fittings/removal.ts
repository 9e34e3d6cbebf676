import { type Failure, fail, type Millis, type PlainSentence, type Result, succeed } from '@attend/kernel';

/** A time in which an open strap is expected, as somebody planned it. */
export type PlannedRemoval = {
  readonly from: Millis;
  readonly to: Millis;
  /** Taken back, or over sooner. */
  readonly endedAt: Millis | null;
};

/** A hospital keeps somebody for longer: then clocks stand still (a suspension). */
const longest: Millis = 3 * 86_400_000;
const refuse = (code: string, message: PlainSentence, path: string): Result<never> =>
  fail({ code, message, path: [path] } satisfies Failure);

/** FIT-8: never for a time that is past, or an open strap that is an alert would be none afterwards; and with an end. */
export function permitRemoval(
  asked: { readonly from: Millis; readonly to: Millis },
  standing: readonly PlannedRemoval[],
  now: Millis,
): Result<{ readonly from: Millis; readonly to: Millis }> {
  if (asked.to <= asked.from) return refuse('ends-before', 'It ends before it begins.', 'to');
  if (asked.to <= now) return refuse('in-the-past', 'This time is over.', 'to');
  const from = Math.max(asked.from, now);
  if (asked.to - from > longest)
    return refuse(
      'too-long',
      'Longer than three days: their clocks are to stand still, by a suspension.',
      'to',
    );
  const overlapping = standing.some(
    (one) => one.from < asked.to && from < Math.min(one.to, one.endedAt ?? one.to),
  );
  return overlapping
    ? refuse('already-planned', 'A removal is planned in this time already.', 'from')
    : succeed({ from, to: asked.to });
}

/** When it holds: what was taken back before it began never did. */
export function spanOfRemoval({ from, to, endedAt }: PlannedRemoval): { from: Millis; to: Millis } | null {
  const end = endedAt === null ? to : Math.min(to, endedAt);
  return end <= from ? null : { from, to: end };
}
