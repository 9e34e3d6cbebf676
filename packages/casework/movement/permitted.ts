import {
  type AuthoritySpan,
  intersectSpans,
  type Millis,
  mergeSpans,
  type Span,
  subtractSpans,
} from '@attend/kernel';
import { levelAt } from '../orders/authority.ts';

/**
 * MOV-1: when positions may be shown at `now`: within the asked time, where a trail authority holds, no lesser one overlaps, and
 * nothing was withdrawn since.
 */
export function trailSpans(authority: readonly AuthoritySpan[], asked: Span, now: Millis): Span[] {
  const standing = authority.filter((span) => span.withdrawnAt === null || span.withdrawnAt > now);
  const trail = mergeSpans(standing.filter((span) => span.location === 'trail'));
  const lesser = mergeSpans(standing.filter((span) => span.location !== 'trail'));
  return intersectSpans(subtractSpans(trail, lesser), [asked]);
}

export type Contact = { readonly at: Millis; readonly hasFix: boolean };
export type Gap = {
  readonly from: Millis;
  readonly to: Millis;
  readonly why: 'no-authority' | 'no-fix' | 'no-contact';
};

/**
 * MOV-3: what is missing in the asked time (which has an end): where no order permits positions, and where for longer than `longest`
 * milliseconds no fix came; told apart by whether the device was heard meanwhile. `contacts` in order of time.
 */
export function findGaps(
  asked: { readonly from: Millis; readonly to: Millis },
  permitted: readonly Span[],
  contacts: readonly Contact[],
  longest: Millis,
): Gap[] {
  const gaps: Gap[] = subtractSpans([asked], permitted).map(({ from, to }) => ({
    from,
    to: to ?? asked.to,
    why: 'no-authority',
  }));
  for (const span of permitted) {
    const end = span.to ?? asked.to;
    let from = span.from;
    let heard = false;
    const close = (to: Millis): void => {
      if (to - from > longest) gaps.push({ from, to, why: heard ? 'no-fix' : 'no-contact' });
    };
    for (const contact of contacts) {
      if (contact.at < span.from || contact.at >= end) continue;
      if (contact.hasFix) {
        close(contact.at);
        from = contact.at;
        heard = false;
      } else heard = true;
    }
    close(end);
  }
  return gaps.sort((a, b) => a.from - b.from);
}

/** Why no position is shown, or under what it is, in plain words. */
export function explainMovement(
  authority: readonly AuthoritySpan[],
  permitted: readonly Span[],
  at: Millis,
  now: Millis,
): string {
  if (permitted.length > 0)
    return 'The order and the signed agreement permit positions to be kept and shown.';
  const level = levelAt(authority, at, now);
  if (level === 'zones')
    return 'The order permits only where the person stood towards each zone: no position was kept.';
  if (level === 'status') return 'The order permits no location: only the device’s condition was kept.';
  const withdrawn = authority.some(
    (span) => span.from <= at && (span.to === null || at < span.to) && span.withdrawnAt !== null,
  );
  return withdrawn
    ? 'The agreement was withdrawn: positions are not shown any more.'
    : 'No order in force with a signed agreement permits positions at this time.';
}
